// Dims this display at night. Any high alarm, and a lost link, end it.

import { kept } from './form.js';
import { t } from './i18n.js';

const KEY = 'vigie.night';
export const NIGHTS = ['off', 'night', 'on'];
const HOUR_MS = 3_600_000;

/** @param {number} local gateway's local time */
function isNight(local) {
  const hour = (local / HOUR_MS) % 24;
  return hour >= 21 || hour < 7;
}

export class Night {
  chosen = kept(KEY, NIGHTS);

  choose(mode) {
    this.chosen = mode;
    localStorage.setItem(KEY, mode);
  }

  /** The next setting. @returns {string} its words */
  turn() {
    this.choose(NIGHTS[(NIGHTS.indexOf(this.chosen) + 1) % NIGHTS.length]);
    return t('night.now', { n: t(`night.${this.chosen}`) });
  }

  /** @param {number} local gateway's local time @param {boolean} awake a high alarm is on, or the link is lost */
  write(local, awake) {
    const dark = this.chosen === 'on' || (this.chosen === 'night' && isNight(local));
    document.body.classList.toggle('dimmed', dark && !awake);
  }
}
