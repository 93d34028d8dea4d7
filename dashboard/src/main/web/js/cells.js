// From the values of a bed to the places on its tile: grouping, text, state. Pure but for the words of i18n.

import { number, t, clean } from './i18n.js';
import { meaning, unitText, KINDS } from './params.js';
import { age, believedLink } from './store.js';

/**
 * @typedef {Object} Cell one place on a tile
 * @property {string} key stable while the feed keeps its parameters
 * @property {string} kind
 * @property {string} color
 * @property {string} label
 * @property {string} text the digits
 * @property {string} mean second text of a pressure; empty otherwise
 * @property {string} unit
 * @property {string} high upper limit; empty when there is none
 * @property {string} low
 * @property {boolean} limitsKnown
 * @property {'live'|'late'|'stale'|'absent'|'invalid'} state the worst of its parts
 * @property {string} note age, time of measurement or why it is absent; may be empty
 * @property {boolean} questionable
 * @property {string | null} alarm priority of the alarm about it
 * @property {any[]} parts the numerics
 */

const WORST = ['live', 'late', 'stale', 'absent', 'invalid'];
const NOT_LIVE_LINKS = new Set(['stale', 'lost', 'connecting']);
const PRIORITIES = ['low', 'medium', 'high'];

/** The state of one value as far as this page may believe it. */
export function believedState(numeric, bed, now, lost) {
  const doubtful = lost || NOT_LIVE_LINKS.has(believedLink(bed, now));
  return doubtful && (numeric.state === 'live' || numeric.state === 'late') ? 'stale' : numeric.state;
}

/** Age in words short enough for a tile: 4 s, 12 min, 3 h. */
export function ageText(ms) {
  const s = Math.floor(ms / 1000);
  if (s < 100) {
    return `${s} s`;
  }
  return s < 6000 ? `${Math.floor(s / 60)} min` : `${Math.floor(s / 3600)} h`;
}

/** Why a value is absent, in words. */
export function absenceText(numeric, kindId) {
  if (numeric.reason === 'sensor-off') {
    return t(kindId === 'hr' ? 'val.leads' : 'val.sensor');
  }
  if (numeric.reason === null) {
    return t('val.gone');
  }
  return t(numeric.reason === 'not-measured' || numeric.reason === 'sentinel' ? 'val.none' : 'val.unreadable');
}

function partText(part, state, decimals) {
  if (part === undefined) {
    return '';
  }
  if (state === 'invalid') {
    return '-?-';
  }
  if (state === 'absent' || part.value === null) {
    return '---';
  }
  return number(part.value, decimals[0], decimals[1]);
}

function pressureText(texts) {
  const { sys, dia } = texts;
  if (sys === '' && dia === '') {
    return '';
  }
  if (sys === dia && (sys === '---' || sys === '-?-')) {
    return sys;
  }
  return `${sys === '' ? '–' : sys}/${dia === '' ? '–' : dia}`;
}

function limitsOf(parts) {
  const order = ['sys', 'one', 'mean', 'dia'];
  return order.map((name) => parts[name]?.limits).find((limits) => limits) ?? null;
}

function limitText(value) {
  return value === null || value === undefined ? '–' : number(value, 0, 1);
}

function noteOf(kind, parts, state, bed, now) {
  const worst = parts.find((p) => p.shown === state) ?? parts[0];
  if (state === 'absent') {
    return absenceText(worst.numeric, kind.id);
  }
  const measured = parts.find((p) => p.numeric.measuredAt)?.numeric.measuredAt;
  if (measured) {
    return clean(measured);
  }
  return state === 'late' || state === 'stale' ? ageText(age(worst.numeric, bed, now)) : '';
}

/** A missing mean does not make a present systolic/diastolic pair look missing. */
function worstState(shown) {
  const pair = shown.filter((p) => p.part === 'sys' || p.part === 'dia');
  const judged = pair.length === 2 ? pair : shown;
  return judged.map((p) => p.shown).reduce((a, b) => (WORST.indexOf(b) > WORST.indexOf(a) ? b : a));
}

function build(group, bed, now, lost) {
  const { kind } = group;
  const shown = group.parts.map((p) => ({ ...p, shown: believedState(p.numeric, bed, now, lost) }));
  const state = worstState(shown);
  const byPart = {};
  const texts = { sys: '', dia: '', mean: '', one: '' };
  for (const { part, numeric, shown: itsState } of shown) {
    byPart[part] = numeric;
    texts[part] = partText(numeric, itsState, kind.decimals);
  }
  const limits = limitsOf(byPart);
  const main = kind.pressure ? pressureText(texts) : texts.one;
  const dashes = texts.mean === '---' || texts.mean === '-?-';
  const mean = texts.mean === '' || (dashes && main !== '') ? '' : `(${texts.mean})`;
  const codes = new Set(group.parts.map((p) => p.numeric.code));
  return {
    key: group.key,
    kind: kind.id,
    color: kind.color,
    label: kind.label ? t(kind.label) + group.suffix : clean(group.parts[0].numeric.label || group.parts[0].numeric.code),
    text: main === '' ? mean : main,
    mean: main === '' ? '' : mean,
    unit: unitText(group.parts[0].numeric.unit),
    high: limits ? limitText(limits.high) : '',
    low: limits ? limitText(limits.low) : '',
    limitsKnown: limits !== null,
    state,
    note: noteOf(kind, shown, state, bed, now),
    questionable: group.parts.some((p) => p.numeric.quality === 'questionable'),
    alarm: alarmAbout(bed, codes),
    parts: group.parts.map((p) => p.numeric),
  };
}

function alarmAbout(bed, codes) {
  let best = -1;
  for (const alarm of bed.alarms) {
    if (alarm.about !== null && codes.has(alarm.about) && alarm.kind === 'physiological') {
      best = Math.max(best, PRIORITIES.indexOf(alarm.priority));
    }
  }
  return best < 0 ? null : PRIORITIES[best];
}

/** Pressures of one kind and channel share a place; everything else has its own. */
function grouped(numerics) {
  const groups = new Map();
  const counts = {};
  for (const numeric of numerics) {
    const { kind, part } = meaning(numeric.code);
    const channel = numeric.channel ?? '';
    let key = kind.pressure ? kind.id : `${kind.id}@${numeric.code ?? numeric.label}@${channel}`;
    // A second line of the same kind: its systolic, diastolic and mean come together, too.
    for (let n = 2; kind.pressure && groups.get(key)?.parts.some((p) => p.part === part); n += 1) {
      key = `${kind.id}#${n}`;
    }
    let group = groups.get(key);
    if (group === undefined) {
      counts[kind.id] = (counts[kind.id] ?? 0) + 1;
      const n = counts[kind.id];
      group = { key, kind, parts: [], suffix: kind.label && n > 1 ? ` ${n}` : '' };
      groups.set(key, group);
    }
    group.parts.push({ part, numeric });
  }
  return [...groups.values()];
}

/** Every value of a bed as cells, in the order of the wire. @returns {Cell[]} */
export function cellsOf(bed, now, lost) {
  return grouped(bed.numerics).map((group) => build(group, bed, now, lost));
}

/** Rows below the first keep this order of places; the rest follows in the order of the wire. */
const SECOND = ['nibp', 'rr', 'etco2', 'temp', 'cvp', 'icp', 'pap'];

/** Width of a bold character of DejaVu Sans and Verdana, in parts of the font size; digits and letters are the widest. */
const NARROW = { '/': 0.37, ',': 0.38, '.': 0.38, '(': 0.46, ')': 0.46, '-': 0.42, ' ': 0.35 };

function widthOf(text) {
  let sum = 0;
  for (const c of text) {
    sum += NARROW[c] ?? 0.7;
  }
  return sum;
}

/** @param {Cell} cell @param {Room} room @returns {number} width in parts of the digits' font size */
function cellWidth(cell, room) {
  // A pressure keeps its room while it has no value: the next one must not push the others about (tile.css .k-nibp).
  const pressure = cell.kind === KINDS.nibp.id;
  const main = Math.max(widthOf(cell.text), pressure ? widthOf('888/88') : 0);
  const mean = cell.mean || pressure ? 0.2 + Math.max(widthOf(cell.mean), pressure ? widthOf('(88)') : 0) * room.mean : 0;
  const digits = main + (room.mean > 0 ? mean : 0);
  const note = cell.state === 'absent' ? '' : cell.note;
  const limits = cell.limitsKnown && room.limits ? `${cell.low}–${cell.high} ` : '';
  return Math.max(digits, widthOf(`${cell.label} ${limits}${note || (room.mean > 0 ? cell.unit : '')}`) * room.label) + room.gap;
}

/**
 * @typedef {Object} Room what there is behind the large places, in parts of the digits' font size there
 * @property {number} width of a line
 * @property {number} lines
 * @property {number} mean size of a mean; 0 when it is not shown
 * @property {number} label size of the label
 * @property {boolean} limits shown beside the label
 * @property {number} gap
 */

/**
 * Fixed places: rate, SpO2 and pressure large, the others behind them as far as there is room. A bed with SpO2 only
 * shows its pulse in the place of the rate; without an arterial line the cuff has the place of the pressure.
 * @param {Cell[]} cells
 * @param {Room} room
 * @returns {{large: (Cell | null)[], small: Cell[], more: number}}
 */
export function placesOf(cells, room) {
  const first = (id) => cells.find((cell) => cell.kind === id) ?? null;
  const large = [first(KINDS.hr.id) ?? first(KINDS.pulse.id), first(KINDS.spo2.id), first(KINDS.abp.id) ?? first(KINDS.nibp.id)];
  const rank = (cell) => {
    const i = SECOND.indexOf(cell.kind);
    return i < 0 ? SECOND.length : i;
  };
  const rest = cells.filter((cell) => !large.includes(cell));
  const sorted = rest.map((cell, i) => ({ cell, i })).sort((a, b) => rank(a.cell) - rank(b.cell) || a.i - b.i);
  const small = [];
  let line = 1;
  let used = 0;
  for (const { cell } of sorted) {
    const width = cellWidth(cell, room);
    if (used + width > room.width) {
      line += 1;
      used = 0;
    }
    if (line > room.lines) {
      break;
    }
    used += width;
    small.push(cell);
  }
  return { large, small, more: rest.length - small.length };
}
