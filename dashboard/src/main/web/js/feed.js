// The rules by which frames of the gateway are believed: order, holes, and what counts as a sign of life.
// Pure: no socket, no timer. The link worker feeds it; tests feed it by hand.

/** Ticks are one second apart; a state behind two of them in a row has lost a delta. */
const CONTRACT_VERSION = 1;

/**
 * @typedef {'apply' | 'alive' | 'ignore' | 'again' | 'refuse'} Verdict
 * apply: hand on; alive: hand on, and it is a sign of life; ignore: neither; again: a hole, ask for everything anew;
 * refuse: this gateway speaks another contract.
 */

export class Feed {
  /** @type {number} start number of the gateway of the last hello */
  #epoch = 0;
  /** @type {number | null} last change that was handed on; null before the snapshot */
  #seq = null;
  /** @type {number} engine counter of the last tick that was believed, of this epoch */
  #engine = -1;
  /** @type {number} what the tick before said was the last change */
  #promised = 0;
  #greeted = false;

  get seq() {
    return this.#seq ?? 0;
  }

  /** A new connection: the gateway starts with hello and snapshot again. The engine counter is remembered. */
  opened() {
    this.#greeted = false;
    this.#seq = null;
    this.#promised = 0;
  }

  /**
   * @param {any} frame a parsed frame
   * @returns {Verdict}
   */
  judge(frame) {
    switch (frame?.type) {
      case 'hello':
        return this.#hello(frame);
      case 'snapshot':
        return this.#snapshot(frame.ward);
      case 'delta':
        return this.#delta(frame);
      case 'tick':
        return this.#tick(frame);
      case 'result':
      case 'signed-in':
      case 'names':
      case 'delivery':
      case 'layout':
      case 'displays':
        return 'apply';
      case 'lanes':
        return this.#seq === null ? 'ignore' : 'apply';
      default:
        return 'ignore';
    }
  }

  #hello(hello) {
    if (hello.version !== CONTRACT_VERSION) {
      return 'refuse';
    }
    if (hello.epoch !== this.#epoch) {
      this.#engine = -1;
    }
    this.#epoch = hello.epoch;
    this.#greeted = true;
    return 'apply';
  }

  #snapshot(ward) {
    if (!this.#greeted || ward?.epoch !== this.#epoch) {
      return 'again';
    }
    this.#seq = ward.seq;
    return 'apply';
  }

  #delta(delta) {
    if (this.#seq === null || delta.epoch !== this.#epoch || delta.from !== this.#seq) {
      return 'again';
    }
    this.#seq = delta.seq;
    return 'apply';
  }

  #tick(tick) {
    if (this.#seq === null || tick.epoch !== this.#epoch) {
      return 'ignore';
    }
    if (this.#promised > this.#seq) {
      return 'again';
    }
    this.#promised = tick.seq;
    if (!(tick.engine > this.#engine)) {
      return 'ignore';
    }
    this.#engine = tick.engine;
    return 'alive';
  }
}
