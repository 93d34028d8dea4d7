// One curve on its way to the screen: the samples that have come, and which of them are due. What has not come is
// missing, never invented. The buffer delays waves only. Pure: time is an argument, in milliseconds.

export const MISSING = -32768;
const KEEP_S = 8;
const LEAST_DELAY_MS = 600;
/** How much faster or slower than its rate a curve may run to follow the monitor's clock. */
const BEND = 0.01;
/** Without samples for this long the curve goes on as a gap; until then the pen waits. */
const WAIT_S = 1;
/** How fast a lead over the clock is forgotten that no block reaches any more, seconds per second. */
const FORGET = 0.02;

export class Lane {
  #lead = -Infinity;
  #leadAt = 0;
  #play = NaN;
  #playAt = 0;
  #stalledAt = NaN;
  /** behind the newest sample; NaN before the first */
  end = NaN;
  begin = 0;

  /** @param {any} info as in the frame `lanes` */
  constructor(info) {
    this.rate = info.rate;
    this.ring = new Int16Array(2 ** Math.ceil(Math.log2(info.rate * (KEEP_S + (3 * info.blockMs) / 1000)))).fill(MISSING);
    this.tell(info);
  }

  /** What is told about it has changed. A buffer that was made for short blocks grows no more: a new lane begins. */
  tell(info) {
    this.info = info;
    this.delayMs = Math.max(LEAST_DELAY_MS, 2 * info.blockMs);
  }

  /** True when a block of this length still finds room. */
  holds(info) {
    return info.rate === this.rate && this.ring.length >= (this.rate * 3 * info.blockMs) / 1000;
  }

  /**
   * @param {number} first place of the first sample, modulo 2^32
   * @param {Int16Array} samples
   * @param {number} at when they came
   */
  put(first, samples, at) {
    if (Number.isNaN(this.end)) {
      this.begin = this.end = first;
    }
    const { ring } = this;
    const mask = ring.length - 1;
    const from = this.end + ((first - this.end) | 0);
    const to = from + samples.length;
    for (let n = Math.max(this.end, from - ring.length); n < from; n += 1) {
      ring[n & mask] = MISSING;
    }
    for (let i = Math.max(0, this.end - ring.length - from, samples.length - ring.length); i < samples.length; i += 1) {
      ring[(from + i) & mask] = samples[i];
    }
    if (to > this.end) {
      this.end = to;
      const t = at / 1000;
      this.#lead = Math.max(this.#lead - FORGET * this.rate * (t - this.#leadAt), to - t * this.rate);
      this.#leadAt = t;
    }
  }

  /** The sample at a place; MISSING when it did not come. */
  at(n) {
    return n < this.begin || n >= this.end || n < this.end - this.ring.length ? MISSING : this.ring[n & (this.ring.length - 1)];
  }

  /** @param {number} now @returns {number} the place up to which the curve is due; NaN while its buffer fills */
  due(now) {
    const t = now / 1000;
    const want = this.#lead + t * this.rate - (this.delayMs / 1000) * this.rate;
    if (Number.isNaN(this.#play)) {
      if (!(want >= this.begin)) {
        return NaN;
      }
      this.#play = want;
      this.#playAt = t;
    }
    const even = this.#play + (t - this.#playAt) * this.rate;
    const bend = Math.max(-BEND, Math.min(BEND, (want - even) / (2 * this.rate)));
    const next = even + (t - this.#playAt) * this.rate * bend;
    this.#playAt = t;
    if (next > this.end) {
      this.#stalledAt = Number.isNaN(this.#stalledAt) ? t : this.#stalledAt;
      this.#play = t - this.#stalledAt > WAIT_S ? Math.max(this.end, want) : this.end;
    } else {
      this.#stalledAt = NaN;
      this.#play = Math.abs(want - next) > WAIT_S * this.rate ? want : next;
    }
    return Math.floor(this.#play);
  }

  /** Numbers of samples as a value in the unit of the lane. */
  value(number) {
    return this.info.offset + this.info.step * number;
  }
}

/**
 * The blocks of a binary frame (docs/api.md, Waves).
 * @param {ArrayBuffer} frame
 * @param {(lane: number, first: number, samples: Int16Array) => void} each
 */
export function blocks(frame, each) {
  const view = new DataView(frame);
  let at = 8;
  for (let left = view.getUint8(0) === 1 ? view.getUint16(2, true) : 0; left > 0; left -= 1) {
    const n = view.getUint16(at + 2, true);
    each(view.getUint16(at, true), view.getUint32(at + 4, true), new Int16Array(frame, at + 8, n));
    at += 8 + 2 * n;
  }
}
