// Who watches on this display, and when its sound was last heard. Kept for this tab only, so that a reload goes on
// watching at once and a new tab asks again.

const KEY = 'vigie.watch';
const LONGEST_MS = 13 * 3_600_000;
const DAY_MS = 86_400_000;
/** Shifts begin at 07:00 and 19:00: the sound check is due again. */
const SHIFTS_MS = [7 * 3_600_000, 19 * 3_600_000];

export class Watch {
  /** @type {string | null} */
  user = null;
  /** gateway's local time of the last check that was heard; null before */
  testedAt = null;
  heard = false;
  begun = false;
  maySleep = false;
  /** the loudspeakers have changed since the check */
  changed = false;
  #lock = null;

  /** @returns {boolean} true when this tab was watching before it was reloaded */
  restore() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
      if (kept === null || Date.now() - kept.wall > LONGEST_MS) {
        return false;
      }
      this.user = kept.user;
      this.heard = kept.heard;
      this.testedAt = kept.testedAt;
      this.begun = true;
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} user @param {boolean} heard @param {number} local gateway's local time */
  begin(user, heard, local) {
    this.user = user;
    this.heard = heard;
    this.begun = true;
    this.changed = false;
    this.testedAt = heard && Number.isFinite(local) ? local : null;
    sessionStorage.setItem(KEY, JSON.stringify({ user, heard, testedAt: this.testedAt, wall: Date.now() }));
  }

  /** Another person stands here now; the sound was heard by the one before, which holds. @param {string} user */
  changeUser(user) {
    this.user = user;
    if (this.begun) {
      sessionStorage.setItem(KEY, JSON.stringify({ user, heard: this.heard, testedAt: this.testedAt, wall: Date.now() }));
    }
  }

  /** True when a shift began, or a loudspeaker came or went, since the last check. @param {number} local */
  due(local) {
    if (this.testedAt === null || !Number.isFinite(local)) {
      return false;
    }
    const midnight = local - (local % DAY_MS);
    const begins = SHIFTS_MS.flatMap((shift) => [midnight + shift, midnight + shift - DAY_MS]);
    const latest = Math.max(...begins.filter((at) => at <= local));
    return this.changed || this.testedAt < latest;
  }

  /** Keeps the screen awake where the browser can; says so where it cannot. */
  async keepAwake() {
    if (!this.begun || !window.isSecureContext) {
      return;
    }
    try {
      this.#lock = await navigator.wakeLock.request('screen');
      this.maySleep = false;
      this.#lock.addEventListener('release', () => {
        this.maySleep = !document.hidden;
      });
    } catch {
      this.maySleep = true;
    }
  }
}
