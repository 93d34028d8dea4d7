// The alarm log: every step of every alarm, newest first, with a filter, and as a file.

import { button, el, setAttr, setChildren, setHidden, setNotes, setText } from './dom.js';
import { field, option } from './form.js';
import { clean, dayTime, language, number, say, t } from './i18n.js';
import { ask, Choice, Part } from './lookback.js';
import { alarmWords, bedName, monitorWords, prefix } from './wording.js';

const PAGE = 100;
const AGAIN_MS = 15_000;
const HOURS = [1, 8, 12, 24, 72];
const PRIORITIES = ['', 'high', 'medium', 'low'];
const KINDS = ['', 'physiological', 'technical'];
const STEPS = ['', 'raised', 'acknowledged', 'ended'];
/** Alarms whose words name how long or how many: the log does not know that. */
const TIMELESS = new Map([['VIGIE_NO_DATA', 'log.nodata'], ['VIGIE_GROUP_LOSS', 'log.group'], ['VIGIE_BED_NOT_SHOWN', 'log.nowhere']]);
const COLUMNS = ['log.time', 'log.bed', 'log.alarm', 'log.step', 'log.who', 'log.why'];

export class AlarmLog extends Part {
  /** @type {string | null} */
  #bed = null;
  #talkers = null;
  #offset = 0;

  /** @param {() => void} redraw @param {(row: any) => void} onEvent a person wants to see the moment of this row */
  constructor(redraw, onEvent) {
    super(redraw, '');
    this.onEvent = onEvent;
    const changed = () => this.#ask(0);
    this.beds = new Choice([false, true], false, changed);
    this.hours = new Choice(HOURS, 12, changed);
    this.priority = new Choice(PRIORITIES, '', changed);
    this.kind = new Choice(KINDS, '', changed);
    this.step = new Choice(STEPS, '', changed);
    this.file = /** @type {HTMLAnchorElement} */ (say(el('a', 'file'), 'log.file'));
    this.file.setAttribute('download', '');
    this.tools = [this.file];
    this.person = field('log-user', 'log.who', 'initials', 16);
    this.people = el('datalist');
    this.people.id = 'log-people';
    this.person.input.setAttribute('list', 'log-people');
    this.person.input.addEventListener('change', changed);
    const filter = el('div', 'filter',
      this.beds.node, this.hours.node, this.priority.node, this.kind.node, this.step.node, this.person.node, this.people);
    this.rows = el('tbody');
    this.talkersTitle = el('h3');
    this.talkers = el('ol', 'talkers');
    this.newer = say(button('newer', '', () => this.#ask(Math.max(0, this.#offset - PAGE))), 'log.newer');
    this.older = say(button('older', '', () => this.#ask(this.#offset + PAGE)), 'log.older');
    this.where = el('span', 'where');
    const foot = el('div', 'pages', this.newer, this.where, this.older);
    const heads = el('tr', '', ...COLUMNS.map((key) => say(el('th'), key)));
    this.scroll.append(el('table', 'log', el('thead', '', heads), this.rows), foot, this.talkersTitle, this.talkers);
    this.body.unshift(filter);
  }

  show(bed) {
    this.visible = true;
    this.#bed = bed;
    this.#ask(0);
  }

  /** Out of the field of the person, back to the rows. */
  key(event) {
    const out = event.key === 'Escape' && event.target === this.person.input;
    if (out) {
      this.scroll.focus();
    }
    return out;
  }

  #filter() {
    const wanted = new URLSearchParams();
    if (this.beds.chosen && this.#bed !== null) {
      wanted.set('bed', this.#bed);
    }
    for (const name of ['priority', 'kind', 'step']) {
      if (this[name].chosen !== '') {
        wanted.set(name, this[name].chosen);
      }
    }
    if (this.user !== '') {
      wanted.set('user', this.user);
    }
    wanted.set('hours', String(this.hours.chosen));
    return wanted;
  }

  /** Whose steps are wanted, as the gateway writes them; empty for everybody's. */
  get user() {
    const typed = this.person.input.value.trim();
    return typed.toLowerCase() === t('log.bedside').toLowerCase() ? 'bedside' : typed.toUpperCase();
  }

  /** Who works now, and who stands in the rows: to choose from. Others can be typed. */
  #writePeople(store, rows) {
    const names = new Set([...store.people.map((person) => person.initials), ...rows.map(who).filter(Boolean)].map(doer));
    setChildren(this.people, [...names].sort().map((name) => option(name)));
  }

  async #ask(offset) {
    this.#offset = offset;
    this.askedAt = performance.now();
    const wanted = this.#filter();
    this.file.href = `/api/v1/alarm-log.csv?${wanted}`;
    wanted.set('offset', String(offset));
    wanted.set('limit', String(PAGE));
    const asked = wanted.toString();
    this.asked = asked;
    const [answer, talkers] = await Promise.all([
      ask(`/api/v1/alarm-log?${asked}`),
      ask('/api/v1/top-talkers?shifts=1'),
    ]);
    if (this.asked === asked) {
      this.#talkers = talkers ?? this.#talkers;
      this.took(answer);
    }
  }

  write(store, view) {
    if (this.#offset === 0 && this.due(AGAIN_MS)) {
      this.#ask(0);
    }
    const all = (word) => (value) => (value === '' ? t('log.all') : t(word(value)));
    this.beds.write(t('log.bed'), (one) => (one ? t('bed', { b: clean(this.#bed) }) : t('log.beds')));
    this.hours.write(t('trends.hours'), (hours) => t('trends.h', { n: hours }));
    this.priority.write(t('log.priority'), all((value) => `prio.${value}`));
    this.kind.write(t('log.kind'), all((value) => `kind.${value}`));
    this.step.write(t('log.step'), all((value) => `step.${value}`));
    setHidden(this.beds.node, this.#bed === null);
    this.scroll.setAttribute('aria-label', t('log'));
    const { answer } = this;
    setNotes(this.note, [
      ...logNotes(this, view),
      answer?.matching === 0 && t('log.none'),
    ]);
    if (this.fresh(language())) {
      this.#writePeople(store, answer.rows);
      this.#writeRows(answer);
    }
    return t('log');
  }

  clear() {
    super.clear();
    this.rows.replaceChildren();
    setText(this.where, '');
    setHidden(this.newer, true);
    setHidden(this.older, true);
  }

  #writeRows(answer) {
    setChildren(this.rows, answer.rows.map((row) => rowOf(row, this.onEvent)));
    const last = Math.min(answer.matching, answer.offset + answer.rows.length);
    setText(this.where, answer.matching === 0 ? '' : t('log.page', { a: answer.offset + 1, b: last, n: answer.matching }));
    setHidden(this.newer, answer.offset === 0);
    setHidden(this.older, last >= answer.matching);
    const shift = this.#talkers?.shifts[0];
    const top = shift?.top ?? [];
    setText(this.talkersTitle, top.length === 0 ? '' : t('talkers', { t: shift.from.slice(11, 16), n: shift.raised, m: shift.acknowledged }));
    setHidden(this.talkersTitle, top.length === 0);
    this.talkers.replaceChildren(...top.map(talkerOf));
  }
}

/** What an answer made of the log may lack. @param {Part} part @param {any} view */
export function logNotes(part, view) {
  const { answer } = part;
  return [
    ...part.lacking(view),
    answer?.loading && t('log.reading'),
    answer?.elsewhere?.length > 0 && t('log.elsewhere', { x: answer.elsewhere.map(clean).join(', ') }),
    answer?.forgotten > 0 && t('log.forgotten', { n: answer.forgotten }),
  ];
}

/** Who did it. @param {string | null} user */
export function doer(user) {
  return user === 'bedside' ? t('log.bedside') : clean(user);
}

/** The page's words for an alarm of the log; a running time is not known here. */
export function words(row) {
  const key = TIMELESS.get(row.code);
  return key ? t(key) : alarmWords({ beds: [], value: null, limit: null, above: null, ...row }, 0).text;
}

const who = (row) => row.user ?? (row.event === 'src-ack' ? 'bedside' : null);

function rowOf(row, onEvent) {
  const cells = [
    dayTime(row.at, 19),
    bedName(row.bed),
    `${prefix(row)} ${words(row)}`,
    t(`step.${row.event === 'remind' ? row.event : row.step}`) + (row.step === 'changed' ? ` · ${t(`prio.${row.priority}`)}` : ''),
    doer(who(row)),
    monitorWords(row),
  ];
  const node = el('tr', `prio-${row.priority} step-${row.step} ${row.kind}`, ...cells.map((text) => el('td', '', text)));
  if (row.bed !== null) {
    const open = button('when', cells[0], () => onEvent(row));
    open.title = t('event.open');
    node.firstElementChild?.replaceChildren(open);
  }
  setAttr(node, 'data-alarm', row.alarm);
  return node;
}

/** A line of the most frequent alarms. @param {any} one */
export function talkerOf(one) {
  const median = one.medianSeconds === null ? '' : t('talkers.median', { s: number(one.medianSeconds, 0, 0) });
  return el('li', '', t('talkers.line', { b: bedName(one.bed), n: one.count, a: `${prefix(one)} ${words(one)}` }) + median);
}
