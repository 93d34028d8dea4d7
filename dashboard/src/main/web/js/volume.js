// How loud this display is. There is no "off" and nothing below the floor: what cannot be heard is no alarm.

import { kept } from './form.js';

const KEY = 'vigie.volume';
/** Percent of what the loudspeaker is set to; the last one is the floor. SOURCE: docs/alarms.md, volume. */
export const VOLUMES = [100, 70, 50];
const RAISED_AFTER_MS = 30_000;

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

  /** A high alarm that nobody answers for 30 s sounds as loud as it can. @param {boolean} waits */
  follow(waits) {
    this.apply((waits ? VOLUMES[0] : this.chosen) / 100);
  }
}

/** @param {any[]} audible @param {(since: string) => number} age */
export function waitsLong(audible, age) {
  return audible.some((alarm) => alarm.priority === 'high' && age(alarm.since) > RAISED_AFTER_MS);
}
