// What a person asks of the gateway. A command is sent once or refused aloud; nothing is kept for later: an
// acknowledgement that arrives a minute late would hit a situation nobody looked at.

import { t } from './i18n.js';
import { newId, refusal } from './people.js';

/** An alarm that has just appeared is not acknowledged by a key meant for the one before. */
export const DEAD_MS = 500;
const ANSWER_MS = 3000;
/** A hub asks its edges for up to 10 s, and then says which of them did not do it. */
const LATE_MS = 12_000;

export class Commands {
  /** @type {Map<string, {at: number, said: boolean}>} when it was sent, and whether its lateness was said */
  #waiting = new Map();

  /**
   * @param {{post: (message: any) => void, say: (text: string) => void, user: () => string | null, lost: () => boolean, now: () => number}} to
   */
  constructor(to) {
    this.to = to;
  }

  #send(action, bed, alarm) {
    if (this.to.lost()) {
      this.to.say(t('command.nolink'));
      return;
    }
    const id = newId();
    this.#waiting.set(id, { at: this.to.now(), said: false });
    this.to.post({ type: 'command', id, action, bed, alarm, user: this.to.user() });
  }

  /**
   * @param {import('./store.js').Placed} placed the alarm as it was on the screen
   * @param {number} since when it came to that place on the screen
   */
  acknowledge(placed, since) {
    if (this.to.now() - since < DEAD_MS) {
      this.to.say(t('command.toosoon'));
      return;
    }
    this.#send('acknowledge', placed.bed, placed.alarm.id);
  }

  /** @param {string | null} bed null for the unit @param {boolean} paused now */
  pause(bed, paused) {
    this.#send(paused ? 'resume' : 'pause', bed, null);
  }

  standby(bed, on) {
    this.#send(on ? 'standby' : 'end-standby', bed, null);
  }

  /** @param {'sound-check' | 'confirm-clock'} what a person has looked at or listened to */
  checked(what) {
    this.#send(what, null, null);
  }

  /** @param {any} result */
  answered(result) {
    if (this.#waiting.delete(result.id) && !result.accepted) {
      this.to.say(refusal(result.reason));
    }
  }

  unsent(id) {
    if (this.#waiting.delete(id)) {
      this.to.say(t('command.nolink'));
    }
  }

  /** Says aloud that a command got no answer. */
  check() {
    for (const [id, sent] of this.#waiting) {
      const waited = this.to.now() - sent.at;
      if (waited > ANSWER_MS && !sent.said) {
        sent.said = true;
        this.to.say(t('command.noanswer'));
      }
      if (waited > LATE_MS) {
        this.#waiting.delete(id);
      }
    }
  }
}
