// One timer and one class on <body> make every alarm of every display flash in phase (central-ui.md 2.4).
// Pure phase arithmetic; app.js owns the timer.

/** 4 Hz: half a period of the fastest flash. */
export const PHASE_MS = 250;

/**
 * Which halves of the periods are dark now, from the gateway's clock.
 * HIGH 2.0 Hz 50 %, MEDIUM 0.5 Hz 50 % (alarms.md 2.2); LOW and acknowledged never flash.
 * @param {number} local gateway time in ms
 * @returns {{high: boolean, medium: boolean}}
 */
export function darkHalves(local) {
  // Without a clock NaN: nothing is dark.
  const t = Math.floor(local / PHASE_MS);
  return { high: t % 2 === 1, medium: t % 8 >= 4 };
}

/** Milliseconds until the next phase begins. */
export function untilNextPhase(local) {
  return PHASE_MS - (local % PHASE_MS || 0);
}
