// Dims this display at night. Any high alarm, and a lost link, end it.

const KEY = 'vigie.night';
export const NIGHTS = ['off', 'night', 'on'];
const HOUR_MS = 3_600_000;

/** @param {number} local gateway's local time */
function isNight(local) {
  const hour = Math.floor((local % (24 * HOUR_MS)) / HOUR_MS);
  return hour >= 21 || hour < 7;
}

export class Night {
  chosen = NIGHTS[0];

  constructor() {
    const kept = localStorage.getItem(KEY);
    this.chosen = kept !== null && NIGHTS.includes(kept) ? kept : NIGHTS[0];
  }

  choose(mode) {
    this.chosen = mode;
    localStorage.setItem(KEY, mode);
  }

  /** @param {number} local gateway's local time @param {boolean} awake a high alarm is on, or the link is lost */
  write(local, awake) {
    const dark = this.chosen === 'on' || (this.chosen === 'night' && isNight(local));
    document.body.classList.toggle('dimmed', dark && !awake);
  }
}
