// How loud this display is. There is no "off" and nothing below the floor: what cannot be heard is no alarm.

import { kept } from './form.js';

const KEY = 'vigie.volume';
/** Percent of what the loudspeaker is set to; the last one is the floor. SOURCE: docs/alarms.md, volume. */
export const VOLUMES = [100, 70, 50];

export class Volume {
  chosen = kept(KEY, VOLUMES);

  /** @param {(share: number) => void} apply */
  constructor(apply) {
    this.apply = apply;
  }

  choose(level) {
    this.chosen = VOLUMES.includes(level) ? level : VOLUMES[0];
    localStorage.setItem(KEY, String(this.chosen));
  }

  /** An alarm that has escalated sounds as loud as it can. @param {any[]} audible */
  follow(audible) {
    this.apply((audible.some(({ escalation }) => escalation > 0) ? VOLUMES[0] : this.chosen) / 100);
  }
}
