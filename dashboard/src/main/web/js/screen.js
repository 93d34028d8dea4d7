// How large the screen is. A browser does not know: a person says it once, and millimetres on curves are true from then
// on (at a zoom of 100 %).

import { kept } from './form.js';

const KEY = 'vigie.inches';
/** Diagonals that are sold, inches; 0 when nobody has said it. */
export const INCHES = [0, 13.3, 14, 15.6, 17.3, 19, 21.5, 24, 27, 32, 40, 43, 50, 55];
/** CSS pixels of a millimetre that a browser assumes. */
const ASSUMED = 96 / 25.4;

/** @returns {number} diagonal of this screen; 0 when unknown */
export function inches() {
  return kept(KEY, INCHES);
}

/** @param {number} diagonal */
export function setInches(diagonal) {
  localStorage.setItem(KEY, String(diagonal));
}

/** CSS pixels of a millimetre. */
export function pxPerMm() {
  const diagonal = inches();
  return diagonal === 0 ? ASSUMED : Math.hypot(screen.width, screen.height) / (diagonal * 25.4);
}
