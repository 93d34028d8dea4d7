// The words of an alarm, a link and a mark. Pure but for the words of i18n.

import { running } from './clock.js';
import { clean, has, number, t } from './i18n.js';
import { meaning, KINDS } from './params.js';
import { believedLink, silence, unseen } from './store.js';

/** Codes and the keys of their words. @param {string} begin of each code @param {Record<string, string>} words @returns {[string, string][]} */
const coded = (begin, words) => Object.entries(words).map(([code, key]) => [begin + code, key]);

/** Codes the page has its own words for; everything else is shown in the monitor's words. */
const WORDS = new Map([
  ...coded('MDC_EVT_', {
    ECG_ASYSTOLE: 'alarm.asystole',
    ECG_V_FIB: 'alarm.vfvt',
    ECG_V_FIB_TACHY: 'alarm.vfvt',
    ECG_V_TACHY: 'alarm.vtach',
    ECG_BRADY_EXTREME: 'alarm.xbrady',
    ECG_TACHY_EXTREME: 'alarm.xtachy',
    APNEA: 'alarm.apnea',
    DESAT: 'alarm.desat',
    BATT_LO: 'tech.batt',
    WEAK: 'tech.weak',
    SIG_LO: 'tech.weak',
    NOISY: 'tech.artifact',
    WAVE_ARTIF_ERR: 'tech.artifact',
    CUFF_NOT_DEFLATED: 'tech.cuff',
  }),
  ...coded('VIGIE_', {
    NO_DATA: 'tech.nodata',
    GROUP_LOSS: 'tech.group',
    EDGE_LOST: 'tech.edge',
    EDGE_REPLACED: 'tech.new',
    TWO_BOXES_CLAIM: 'pair.both',
    DUPLICATE_BOX: 'tech.two',
    STANDBY_BOX: 'pair.standby',
    NOT_POLLING: 'pair.none',
    NO_STANDBY: 'pair.alone',
    VALUE_LOST: 'vigie.valuelost',
    CANNOT_READ: 'vigie.cannotread',
    STORAGE: 'tech.disk',
    BEDSIDE_ALARMS_OFF: 'tech.bedoff',
    ACTIVE_ON_EMPTY_BED: 'busyempty',
    CONFLICT: 'mark.conflict',
    TOO_MANY_ALARMS: 'vigie.toomany',
    ALARM_FEED_LOST: 'vigie.alarmfeed',
    NO_DISPLAY: 'tech.nodisplay',
    DISPLAY_HIDDEN: 'tech.hidden',
    BED_NOT_SHOWN: 'tech.nowhere',
    MAINS_LOST: 'tech.mains',
    BATTERY_LOW: 'tech.battery',
    PAPER: 'tech.paper',
    OTHER_NETWORK: 'tech.network',
  }),
]);

/** What the monitor itself said; nothing where the alarm is Vigie's own: its text is no monitor's. @param {any} alarm */
export function monitorWords(alarm) {
  return alarm.code?.startsWith('VIGIE_') ? '' : clean(alarm.text);
}

const OFF_CODE = /^MDC_EVT_(LEADS?_OFF|(LEAD_|SENSOR_)?DISCONN)$/;

/** The sign before an alarm: its priority and kind without colour. */
export function prefix(alarm) {
  return (alarm.kind === 'technical' ? '!' : '*').repeat({ high: 3, medium: 2 }[alarm.priority] ?? 1);
}

/** Where it is: a bed, or the unit as a whole. @param {string | null} bed */
export function bedName(bed) {
  return bed === null ? t('unitwide') : clean(bed);
}

function parameterWord(code) {
  const { kind } = meaning(code);
  return kind.label ? t(kind.label) : null;
}

/** What a group of alarms has in common. */
export function causeWords(alarm) {
  return parameterWord(alarm.about) ?? alarmWords(alarm, 0).text;
}

function limitWords(alarm) {
  const word = alarm.about === null ? null : parameterWord(alarm.about);
  if ([word, alarm.value, alarm.limit, alarm.above].includes(null)) {
    return null;
  }
  const values = { p: word, v: number(alarm.value, 0, 2), limit: number(alarm.limit, 0, 2) };
  return t(alarm.above ? 'alarm.above' : 'alarm.below', values);
}

function offWords(alarm) {
  const { kind } = meaning(alarm.about);
  if (kind === KINDS.hr || kind === KINDS.rr || alarm.code.startsWith('MDC_EVT_LEAD')) {
    return t('tech.leadsoff');
  }
  if (kind === KINDS.spo2 || kind === KINDS.pulse) {
    return t('tech.spo2off');
  }
  return kind === KINDS.abp ? t('alarm.abpdisc') : null;
}

/**
 * What the alarm says, without prefix and time. `own` is false when it is the monitor's text: that one may be long.
 * @param {any} alarm
 * @param {number} runningMs how long it has been on
 * @returns {{text: string, own: boolean}}
 */
export function alarmWords(alarm, runningMs) {
  const own = limitWords(alarm) ?? (OFF_CODE.test(alarm.code) ? offWords(alarm) : null) ?? ownWords(alarm, runningMs);
  if (own !== null) {
    return { text: own, own: true };
  }
  const vendor = clean(alarm.text).replace(/^[*!\s]+/, '');
  return { text: vendor || clean(alarm.code) || t('alarm.nameless'), own: false };
}

function ownWords(alarm, runningMs) {
  const key = alarm.code === 'VIGIE_STORAGE' && alarm.priority === 'high' ? 'vigie.diskfull' : WORDS.get(alarm.code);
  return key
    ? t(key, { t: running(runningMs), n: alarm.beds.length, b: clean(alarm.text), p: parameterWord(alarm.about) ?? clean(alarm.about) })
    : null;
}

/** What became of it, beside the words: ended, unknown, acknowledged. Empty while plainly active. */
export function stateWords(alarm) {
  switch (alarm.state) {
    case 'latched-unack':
      return t('state.ended');
    case 'unknown-unack':
    case 'unknown-ack':
      return t('state.unknown');
    default:
      return alarm.stale ? t('state.stale') : '';
  }
}

/** Who has seen it; empty while nobody has. */
export function seenWords(alarm) {
  if (unseen(alarm)) {
    return '';
  }
  const by = alarm.acknowledgedBy === '?' ? t('acked.noname') : clean(alarm.acknowledgedBy);
  return by ? `✓ ${by}` : '✓';
}

/** The same with the time of day, where there is room for it. */
export function seenAtWords(alarm) {
  const words = seenWords(alarm);
  return words && alarm.acknowledgedAt ? `${words} ${alarm.acknowledgedAt.slice(11, 16)}` : words;
}

/** The link of a bed in one line; empty while it is live. */
export function linkWords(bed, now) {
  const link = believedLink(bed, now);
  const quiet = silence(bed, now);
  switch (link) {
    case 'live':
    case 'slow':
      return '';
    case 'stale':
      return t('tech.late');
    case 'lost':
      return quiet < 0 ? t('link.never') : t('tech.nodata', { t: running(quiet) });
    case 'connecting':
      return t('link.connecting');
    case 'standby':
      return offAtMonitor(bed) ? reasonWords(bed.linkReason) : t('link.standby');
    default:
      return t(`link.${link}`);
  }
}

/** Whether the monitor itself says that it measures nobody; else a person has put the bed to standby here. */
export function offAtMonitor(bed) {
  return bed.linkReason.startsWith('monitor-');
}

/** Why the link is not live, for the detail view. */
export function reasonWords(reason) {
  const key = `reason.${reason}`;
  return has(key) ? t(key) : clean(reason);
}

/** Clock offset as the tile shows it: +3 min, −42 s. */
export function offsetWords(ms) {
  const sign = ms < 0 ? '\u2212' : '+';
  const s = Math.round(Math.abs(ms) / 1000);
  const text = s < 120 ? `${s}\u00a0s` : s < 7200 ? `${Math.round(s / 60)}\u00a0min` : `${Math.round(s / 3600)}\u00a0h`;
  return sign + text;
}

/**
 * The facts about a bed that never hide, most important first.
 * @returns {{icon: string, word: string, strong: boolean}[]}
 */
export function markWords(bed) {
  const marks = new Set(bed.marks);
  const found = [];
  const add = (mark, icon, word, strong) => {
    if (marks.has(mark)) {
      found.push({ icon, word, strong });
    }
  };
  add('bedside-alarms-off', 'bell-off', t('tech.bedoff'), true);
  add('bedside-alarms-paused', 'bell-off', t('tech.bedpause'), true);
  add('bedside-audio-off', 'sound-off', t('mark.audiooff'), true);
  add('bedside-audio-paused', 'sound-off', t('mark.audiopaused'), true);
  add('identity-mismatch', 'id-unknown', t('mark.mismatch'), true);
  add('identity-conflict', 'id-unknown', t('mark.idconflict'), true);
  add('monitoring-resumed', 'id-unknown', t('mark.resumed'), true);
  add('conflict', 'two-sources', t('mark.conflict'), true);
  add('discharged-still-monitored', 'id-unknown', t('mark.discharged'), true);
  if (marks.has('clock-offset') && bed.clockOffsetMs !== null) {
    found.push({ icon: 'clock', word: t('mark.clock', { d: offsetWords(bed.clockOffsetMs) }), strong: false });
  }
  return found;
}

/** What is written across the tile: nothing, or that this is not a patient. */
export function watermark(bed, mode) {
  if (mode === 'demo' || bed.marks.includes('demo') || bed.numerics.some((n) => n.quality === 'demo')) {
    return t('mark.demo');
  }
  if (mode === 'drill') {
    return t('drill');
  }
  if (bed.marks.includes('test') || bed.numerics.some((n) => n.quality === 'test')) {
    return t('mark.test');
  }
  return '';
}
