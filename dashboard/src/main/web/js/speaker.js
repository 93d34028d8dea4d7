// What this display's loudspeaker is given to play: the alarms of the unit, or this display's own tone while the link is
// lost, or nothing because another window of this browser sounds or a sound check is on.

import { mono } from './clock.js';
import { Election } from './election.js';
import { loudest } from './tones.js';

const LOCAL_PAUSE_MS = 120_000;
const CHECK_MS = 2500;

export class Speaker {
  /** end of the pause of this display's own link-lost tone */
  #pausedUntil = 0;
  /** while the tone of the sound check plays, alarms wait */
  #checkUntil = 0;
  /** @type {string[]} occurrences in the loudspeaker now */
  sounded = [];

  /**
   * @param {{sound: import('./audio.js').Sound, store: import('./store.js').Store, link: import('./link.js').Link,
   *   loud: (audible: any[]) => void, changed: () => void}} page loud: hears what is audible, changed: another window took over
   */
  constructor(page) {
    this.page = page;
    this.election = new Election(() => {
      this.update(mono());
      page.changed();
    });
  }

  /** Another window of this browser is the one to be heard. */
  get elsewhere() {
    return this.page.sound.state === 'running' && !this.election.sounds;
  }

  /** Milliseconds for which the link-lost tone is still paused. */
  localPause(now) {
    return Math.max(0, this.#pausedUntil - now);
  }

  turnLocalPause(now) {
    this.#pausedUntil = now < this.#pausedUntil ? 0 : now + LOCAL_PAUSE_MS;
  }

  /** The link is lost anew: its tone is not paused. */
  lost() {
    this.#pausedUntil = 0;
  }

  /** Plays the tone of the sound check. */
  check(now) {
    this.page.sound.open(now);
    this.page.sound.test();
    this.#checkUntil = now + CHECK_MS;
  }

  update(now) {
    const { sound, store, link, loud } = this.page;
    if (!sound.opened || now < this.#checkUntil) {
      return;
    }
    this.sounded = [];
    const local = link.tone(now);
    if (!this.election.sounds) {
      sound.play(null);
    } else if (local !== null) {
      sound.play(now < this.#pausedUntil ? null : local, ['link']);
    } else {
      const audible = store.audible();
      const pattern = loudest(audible);
      const priority = pattern === 'low-technical' ? 'low' : pattern;
      const heard = audible.filter((alarm) => alarm.priority === priority).map((alarm) => alarm.id);
      loud(audible);
      sound.play(pattern, heard);
      this.sounded = sound.state === 'running' ? heard : [];
    }
  }
}
