// The alarm tones as data: when each pulse begins and ends. Pure. Figures: alarms.md 2.3 "Our values".

/** Fundamental in Hz; harmonics 2 to 5 lie at 880 to 2200 Hz. */
export const FUNDAMENTAL_HZ = 440;
/** Level of the fundamental and of harmonics 2, 3, 4, 5 in dB. */
export const HARMONICS_DB = [0, -3, -6, -9, -12];
export const RISE_S = 0.015;
export const FALL_S = 0.025;

/**
 * @typedef {Object} Pattern
 * @property {number} pulse length of a pulse in seconds
 * @property {number[]} onsets of the pulses of one burst, seconds after its begin
 * @property {number} period from the begin of a burst to the begin of the next, seconds
 * @property {number} level 0 to 1; HIGH is never softer than MEDIUM, MEDIUM never softer than LOW
 */

function pattern(pulse, gaps, between, level) {
  const onsets = [0];
  for (const gap of gaps) {
    onsets.push(onsets[onsets.length - 1] + pulse + gap);
  }
  return { pulse, onsets, period: onsets[onsets.length - 1] + pulse + between, level };
}

/** @type {Record<string, Pattern>} */
export const PATTERNS = {
  high: pattern(0.15, [0.1, 0.1, 0.35, 0.1, 0.5, 0.1, 0.1, 0.35, 0.1], 4.5, 1),
  medium: pattern(0.2, [0.2, 0.2], 8, 0.8),
  low: pattern(0.2, [0.2], 17, 0.63),
  // A low technical alarm is text and one tone, again only after 5 minutes (alarms.md 6, mitigation 5).
  'low-technical': pattern(0.2, [0.2], 300, 0.63),
};

const RANK = { high: 3, medium: 2, low: 1, 'low-technical': 0 };

/**
 * The pulses that begin in [from, until), of bursts that started at `start`.
 * @param {string} name of the pattern
 * @param {number} start begin of the first burst, seconds on the audio clock
 * @param {number} from
 * @param {number} until
 * @returns {{at: number, end: number, level: number}[]}
 */
export function pulses(name, start, from, until) {
  const p = PATTERNS[name];
  const found = [];
  let burst = Math.max(0, Math.floor((from - start) / p.period) - 1);
  for (; start + burst * p.period < until; burst += 1) {
    for (const onset of p.onsets) {
      const at = start + burst * p.period + onset;
      if (at >= from && at < until) {
        found.push({ at, end: at + p.pulse, level: p.level });
      }
    }
  }
  return found;
}

/**
 * The one pattern that sounds: the highest priority among the alarms that want to be heard.
 * @param {{priority: string, kind: string}[]} alarms
 * @returns {string | null}
 */
export function loudest(alarms) {
  let best = null;
  for (const { priority, kind } of alarms) {
    const name = priority === 'low' && kind === 'technical' ? 'low-technical' : priority;
    if (name in RANK && (best === null || RANK[name] > RANK[best])) {
      best = name;
    }
  }
  return best;
}
