// The page's view of the link to the gateway: how long since the last believed tick. Pure; app.js gives it the time.

export const LATE_MS = 2000;
export const LOST_MS = 3000;
const ESCALATE_MS = 60_000;

/** @typedef {'connecting' | 'ok' | 'late' | 'lost'} PageLink */

export class Link {
  /** @type {number} */
  #lastLife;
  #everAlive = false;
  /** mono() time since which the link is lost; null while it is not */
  lostSince = null;
  /** a HIGH was on when it was lost: the local tone starts as HIGH */
  #hadHigh = false;

  /** @param {number} now when the page began */
  constructor(now) {
    this.#lastLife = now;
  }

  /** A tick that the feed rules believed. @param {number} at */
  alive(at) {
    this.#everAlive = true;
    this.#lastLife = Math.max(this.#lastLife, at);
  }

  get everAlive() {
    return this.#everAlive;
  }

  get lastLife() {
    return this.#lastLife;
  }

  /**
   * @param {number} now
   * @param {boolean} highActive a HIGH alarm is on the page
   * @returns {{state: PageLink, lostNow: boolean, backAfter: number | null}} backAfter: it is back, after so many ms
   */
  check(now, highActive) {
    const silent = now - this.#lastLife;
    if (silent >= LOST_MS) {
      const lostNow = this.lostSince === null;
      if (lostNow) {
        this.lostSince = this.#lastLife;
        this.#hadHigh = highActive;
      }
      return { state: 'lost', lostNow, backAfter: null };
    }
    const backAfter = this.lostSince === null ? null : this.#lastLife - this.lostSince;
    this.lostSince = null;
    const state = !this.#everAlive ? 'connecting' : silent >= LATE_MS ? 'late' : 'ok';
    return { state, lostNow: false, backAfter };
  }

  /** The tone of this display itself while the link is lost; null while it is not. */
  tone(now) {
    if (this.lostSince === null) {
      return null;
    }
    return this.#hadHigh || now - this.lostSince >= ESCALATE_MS ? 'high' : 'medium';
  }
}
