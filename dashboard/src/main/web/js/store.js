// What the page knows of the unit. It takes frames that the feed rules let through and decides nothing about alarms:
// the gateway does. Pure: time is an argument.


const RECENT_MS = 15 * 60_000;
const RECENT_MOST = 100;

const RANK = { high: 3, medium: 2, low: 1 };

/** True while nobody has acknowledged. */
export function unseen(alarm) {
  return alarm.state.endsWith('-unack');
}

const ended = (alarm) => alarm.state === 'latched-unack';

/** One alarm that speaks for several beds comes before theirs. */
const group = (alarm) => alarm.code === 'VIGIE_GROUP_LOSS';

/** Unacknowledged before acknowledged, then the higher priority, then what is still on, then the newer. */
export function byUrgency(a, b) {
  return (
    Number(unseen(b.alarm)) - Number(unseen(a.alarm)) ||
    (RANK[b.alarm.priority] ?? 0) - (RANK[a.alarm.priority] ?? 0) ||
    Number(ended(a.alarm)) - Number(ended(b.alarm)) ||
    Number(group(b.alarm)) - Number(group(a.alarm)) ||
    Date.parse(b.alarm.since) - Date.parse(a.alarm.since) ||
    (a.alarm.id < b.alarm.id ? -1 : 1)
  );
}

/**
 * @typedef {Object} Placed an alarm and where it is
 * @property {any} alarm
 * @property {string | null} bed null for the unit itself
 */

export class Store {
  site = '';
  unit = '';
  build = '';
  display = 0;
  epoch = 0;
  seq = 0;
  mode = 'live';
  bedsReporting = 0;
  bedsTotal = 0;
  alarmsSaid = 0;
  /** @type {{quality: string, by: string | null, at: string | null} | null} who vouches for the time of day */
  clock = null;
  /** end of the unit's audio pause, mono() time */
  pausedUntil = 0;
  /** @type {any[]} alarms of the unit itself */
  alarms = [];
  /** @type {any[]} people of this shift */
  people = [];
  /** @type {any[]} senders without a bed */
  unassigned = [];
  /** @type {Map<string, any>} in the order of the site's file; each has `at`, when it was heard */
  beds = new Map();
  /** @type {{alarm: any, bed: string | null, endedAt: number}[]} newest first, seen to end by this display */
  recent = [];
  filled = false;
  /** whether this display shows a bed; null is the unit (displays.js) */
  mine = (/** @type {string | null} */ _bed) => true;

  /** @param {any} hello */
  greet(hello) {
    this.site = hello.site;
    this.unit = hello.unit;
    this.build = hello.build;
    this.display = hello.display;
  }

  /**
   * @param {any} ward
   * @param {number} at mono() time of arrival
   * @returns {number} how many alarms are new to this page
   */
  fill(ward, at) {
    const before = this.everyAlarm();
    this.epoch = ward.epoch;
    this.mode = ward.mode;
    this.alarms = ward.alarms;
    this.unassigned = ward.unassigned;
    this.people = ward.people;
    this.beds = new Map(ward.beds.map((bed) => [bed.bed, { ...bed, at }]));
    this.#counts(ward, at);
    this.filled = true;
    this.#noteEnded(before, at);
    const known = new Set(before.map(({ alarm }) => alarm.id));
    return this.everyAlarm().filter(({ alarm }) => !known.has(alarm.id)).length;
  }

  /**
   * @param {any} delta
   * @param {number} at mono() time of arrival
   * @returns {{beds: string[], urgent: boolean} | null} what changed, and whether that is more than values; null when a
   *   bed is unknown and a snapshot is needed
   */
  change(delta, at) {
    if (delta.beds.some((bed) => !this.beds.has(bed.bed))) {
      return null;
    }
    const before = delta.beds.flatMap((bed) => placed(this.beds.get(bed.bed).alarms, bed.bed));
    if (delta.alarms !== null) {
      before.push(...placed(this.alarms, null));
      this.alarms = delta.alarms;
    }
    let urgent = delta.alarms !== null;
    for (const bed of delta.beds) {
      urgent ||= state(bed) !== state(this.beds.get(bed.bed));
      this.beds.set(bed.bed, { ...bed, at });
    }
    if (delta.unassigned !== null) {
      this.unassigned = delta.unassigned;
    }
    if (delta.people !== null) {
      this.people = delta.people;
    }
    this.#counts(delta, at);
    this.#noteEnded(before, at);
    return { beds: delta.beds.map((bed) => bed.bed), urgent };
  }

  /** @param {any} tick */
  tick(tick) {
    this.bedsReporting = tick.bedsReporting;
    this.bedsTotal = tick.bedsTotal;
    this.alarmsSaid = tick.alarmsActive;
    this.clock = tick.clock;
  }

  /** Nobody vouches for the time of day; in a demonstration nobody has to. */
  get unvouched() {
    return this.clock?.quality === 'unset' && this.mode !== 'demo';
  }

  #counts(from, at) {
    this.seq = from.seq;
    this.bedsReporting = from.bedsReporting;
    this.bedsTotal = from.bedsTotal;
    this.pausedUntil = from.soundPausedMs > 0 ? at + from.soundPausedMs : 0;
  }

  #noteEnded(before, at) {
    if (before.length > 0) {
      const now = new Set(this.everyAlarm().map(({ alarm }) => alarm.id));
      const over = before.filter(({ alarm }) => !now.has(alarm.id)).map((p) => ({ ...p, endedAt: at }));
      this.recent = [...over, ...this.recent].slice(0, RECENT_MOST);
    }
    this.recent = this.recent.filter(({ endedAt }) => at - endedAt < RECENT_MS);
  }

  /** True while an alarm of this priority is on that nobody has acknowledged. @param {string} priority */
  open(priority) {
    return this.#ours.some(({ alarm }) => alarm.priority === priority && unseen(alarm));
  }

  /** @returns {Placed[]} unordered */
  everyAlarm() {
    const all = placed(this.alarms, null);
    for (const bed of this.beds.values()) {
      for (const alarm of bed.alarms) {
        all.push({ alarm, bed: bed.bed });
      }
    }
    return all;
  }

  /** Those this display is there for: what nobody answers is everybody's. */
  get #ours() {
    return this.everyAlarm().filter(({ alarm, bed }) => alarm.escalation > 1 || this.mine(bed));
  }

  /** Those this display is there for. @returns {Placed[]} most urgent first */
  ordered() {
    return this.#ours.sort(byUrgency);
  }

  /** Milliseconds for which the sound of the unit is still paused. */
  unitPause(now) {
    return Math.max(0, this.pausedUntil - now);
  }

  /** Alarms that want to be heard now. The gateway owns the pauses: the page never silences more than it says. */
  audible() {
    return this.#ours.map(({ alarm }) => alarm).filter(({ sounding }) => sounding);
  }
}

/** What of a bed may not wait. */
function state(bed) {
  return JSON.stringify([bed.link, bed.alarms, bed.marks, bed.care]);
}

/** @returns {Placed[]} */
function placed(alarms, bed) {
  return alarms.map((alarm) => ({ alarm, bed }));
}

/** Milliseconds for which the sound of this bed is still paused. */
export function bedPause(bed, now) {
  return bed.soundPausedMs > 0 ? Math.max(0, bed.at + bed.soundPausedMs - now) : 0;
}

/** Milliseconds since the last message of this bed; -1 when never heard. */
export function silence(bed, now) {
  return bed.silentMs < 0 ? -1 : bed.silentMs + Math.max(0, now - bed.at);
}

/** Milliseconds since this value was received. */
export function age(numeric, bed, now) {
  return numeric.ageMs + Math.max(0, now - bed.at);
}

/**
 * How long an alarm has been on; for "no data" how long the bed has been silent, which began before the alarm did.
 * @param {any} alarm
 * @param {any} bed undefined for the unit itself
 * @param {{now: number, clock: import('./clock.js').ServerClock}} view
 */
export function runningMs(alarm, bed, view) {
  if (alarm.code === 'VIGIE_NO_DATA' && bed !== undefined && bed.silentMs >= 0) {
    return silence(bed, view.now);
  }
  return view.clock.known ? view.clock.since(alarm.since, view.now) : 0;
}

const FEED_FLOOR_MS = 3000;
/** The gateway decides first; the page only catches a gateway that does not. */
const GRACE_MS = 1500;

/**
 * The link of a bed as far as this page may believe it: the gateway's word, or `stale` when the gateway calls live what
 * has been silent for more than max(3 s, 2 periods).
 */
export function believedLink(bed, now) {
  if (bed.link !== 'live' || bed.periodMs <= 0) {
    return bed.link;
  }
  const allowed = Math.max(FEED_FLOOR_MS, 2 * bed.periodMs) + GRACE_MS;
  return silence(bed, now) > allowed ? 'stale' : 'live';
}

