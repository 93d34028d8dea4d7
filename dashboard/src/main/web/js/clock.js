// Time on the screen is the gateway's. Elapsed time is monotonic. Pure but for mono().

/** Milliseconds that only go forward; the same count in the page and in the link worker. */
export function mono() {
  return performance.timeOrigin + performance.now();
}

/**
 * An ISO-8601 time as milliseconds of its own local clock: read it with the UTC getters of Date. The browser's own zone
 * never matters.
 * @param {string} iso
 * @returns {number} NaN when it is not a time
 */
export function localMs(iso) {
  const zone = /([+-])(\d\d):?(\d\d)$/.exec(iso);
  const offset = zone ? (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
  return Date.parse(iso) + offset * 60_000;
}

export class ServerClock {
  #local = NaN;
  #at = 0;
  #zoneMs = 0;

  /**
   * @param {string} iso what the gateway's wall clock said
   * @param {number} at when it was heard, in mono() time
   */
  set(iso, at) {
    const local = localMs(iso);
    if (Number.isFinite(local)) {
      this.#local = local;
      this.#zoneMs = local - Date.parse(iso);
      this.#at = at;
    }
  }

  get known() {
    return Number.isFinite(this.#local);
  }

  /** The gateway's local time now, for the UTC getters of Date; NaN before the first tick. */
  localNow(now) {
    return this.#local + (now - this.#at);
  }

  /** Milliseconds since an ISO time of the gateway; never negative. */
  since(iso, now) {
    return Math.max(0, this.localNow(now) - this.#zoneMs - Date.parse(iso));
  }

  /** A time of the gateway on the gateway's wall clock, even when it was written in another zone. */
  wall(iso) {
    return Date.parse(iso) + this.#zoneMs;
  }
}

const two = (n) => String(n).padStart(2, '0');

/** hh:mm:ss of a local time; dashes when unknown. */
export function hms(local) {
  if (!Number.isFinite(local)) {
    return '--:--:--';
  }
  const d = new Date(local);
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
}

/** hh:mm of a local time. */
export function hm(local) {
  return hms(local).slice(0, 5);
}

/** Running time: 0:42, 12:07, 1:02:09. */
export function running(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const h = Math.floor(s / 3600);
  const m = Math.floor(s / 60) % 60;
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}

/** What is left of a pause, rounded up so that 0:00 is never shown while it lasts. */
export function countdown(ms) {
  return running(Math.ceil(ms / 1000) * 1000);
}
