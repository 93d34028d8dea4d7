// The alarm log: every step of every alarm, newest first, with a filter, and as a file.

import { button, el, setAttr, setChildren, setHidden, setText } from './dom.js';
import { clean, language, number, t } from './i18n.js';
import { ask, Choice, keptWords } from './lookback.js';
import { alarmWords, prefix } from './wording.js';

const PAGE = 100;
const AGAIN_MS = 15_000;
const HOURS = [1, 8, 12, 24, 72];
const PRIORITIES = ['', 'high', 'medium', 'low'];
const KINDS = ['', 'physiological', 'technical'];
const STEPS = ['', 'raised', 'acknowledged', 'ended'];
const NOTHING = { matching: 0, offset: 0, forgotten: 0, loading: false, elsewhere: [], rows: [] };
const COLUMNS = ['log.time', 'log.bed', 'log.alarm', 'log.step', 'log.who', 'log.why'];

export class AlarmLog {
  /** @type {string | null} */
  #bed = null;
  #answer = null;
  #talkers = null;
  #offset = 0;
  #askedAt = -Infinity;
  #failed = false;
  /** @type {{box: string, bed: string} | null} another box keeps the alarms of this bed */
  #kept = null;
  /** language of the rows that stand there; empty when they have to be written again */
  #written = '';
  #visible = false;

  /** @param {() => void} redraw @param {(row: any) => void} onEvent a person wants to see the moment of this row */
  constructor(redraw, onEvent) {
    this.redraw = redraw;
    this.onEvent = onEvent;
    const changed = () => this.#ask(0);
    this.beds = new Choice([false, true], false, changed);
    this.hours = new Choice(HOURS, 12, changed);
    this.priority = new Choice(PRIORITIES, '', changed);
    this.kind = new Choice(KINDS, '', changed);
    this.step = new Choice(STEPS, '', changed);
    this.file = /** @type {HTMLAnchorElement} */ (el('a', 'file'));
    this.file.setAttribute('download', '');
    this.tools = [this.file];
    this.note = el('p', 'note');
    this.note.setAttribute('role', 'status');
    const filter = el('div', 'filter',
      this.beds.node, this.hours.node, this.priority.node, this.kind.node, this.step.node);
    this.headRow = el('tr', '', ...COLUMNS.map(() => el('th')));
    this.rows = el('tbody');
    this.talkersTitle = el('h3');
    this.talkers = el('ol', 'talkers');
    this.newer = button('newer', '', () => this.#ask(Math.max(0, this.#offset - PAGE)));
    this.older = button('older', '', () => this.#ask(this.#offset + PAGE));
    this.where = el('span', 'where');
    const foot = el('div', 'pages', this.newer, this.where, this.older);
    this.scroll = el('div', 'scroll', el('table', '', el('thead', '', this.headRow), this.rows), foot,
      this.talkersTitle, this.talkers);
    this.scroll.tabIndex = 0;
    this.scroll.setAttribute('role', 'region');
    this.body = [filter, this.note, this.scroll];
  }

  show(bed) {
    this.#visible = true;
    this.#bed = bed;
    this.#ask(0);
  }

  hide() {
    this.#visible = false;
  }

  key() {
    return false;
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
    wanted.set('hours', String(this.hours.chosen));
    return wanted;
  }

  async #ask(offset) {
    this.#offset = offset;
    this.#askedAt = performance.now();
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
      this.#kept = answer?.kept ?? null;
      this.#failed = answer === null;
      this.#answer = this.#kept ? NOTHING : answer ?? this.#answer;
      this.#talkers = talkers ?? this.#talkers;
      this.#written = '';
      this.redraw();
    }
  }

  write(store, view) {
    if (this.#visible && this.#offset === 0 && performance.now() - this.#askedAt > AGAIN_MS) {
      this.#ask(this.#offset);
    }
    const all = (word) => (value) => (value === '' ? t('log.all') : t(word(value)));
    this.beds.write(t('log.bed'), (one) => (one ? t('bed', { b: clean(this.#bed) }) : t('log.beds')));
    this.hours.write(t('trends.hours'), (hours) => t('trends.h', { n: hours }));
    this.priority.write(t('log.priority'), all((value) => `prio.${value}`));
    this.kind.write(t('log.kind'), all((value) => `kind.${value}`));
    this.step.write(t('log.step'), all((value) => `step.${value}`));
    setHidden(this.beds.node, this.#bed === null);
    setText(this.file, t('log.file'));
    this.scroll.setAttribute('aria-label', t('log'));
    COLUMNS.forEach((key, i) => setText(this.headRow.childNodes[i], t(key)));
    this.#writeNotes(view);
    this.#writeRows();
    return t('log');
  }

  #writeNotes(view) {
    const answer = this.#answer;
    const notes = [];
    if (this.#failed || view.lost) {
      notes.push(t('look.failed'));
    }
    if (this.#kept) {
      notes.push(keptWords(this.#kept));
    } else if (answer?.elsewhere.length > 0) {
      notes.push(t('log.elsewhere', { x: answer.elsewhere.map(clean).join(', ') }));
    }
    if (answer?.loading) {
      notes.push(t('log.reading'));
    }
    if (answer?.forgotten > 0) {
      notes.push(t('log.forgotten', { n: answer.forgotten }));
    }
    if (answer && answer.matching === 0 && !this.#kept) {
      notes.push(t('log.none'));
    }
    setText(this.note, notes.join(' · '));
    setHidden(this.note, notes.length === 0);
  }

  #writeRows() {
    const answer = this.#answer;
    if (!answer || this.#written === language()) {
      return;
    }
    this.#written = language();
    setChildren(this.rows, answer.rows.map((row) => rowOf(row, this.onEvent)));
    const last = Math.min(answer.matching, answer.offset + answer.rows.length);
    setText(this.where, answer.matching === 0 ? '' : t('log.page', { a: answer.offset + 1, b: last, n: answer.matching }));
    setText(this.newer, t('log.newer'));
    setText(this.older, t('log.older'));
    setHidden(this.newer, answer.offset === 0);
    setHidden(this.older, last >= answer.matching);
    const shift = this.#talkers?.shifts[0];
    const top = shift?.top ?? [];
    setText(this.talkersTitle, top.length === 0 ? '' : t('talkers', { t: shift.from.slice(11, 16), n: shift.raised, m: shift.acknowledged }));
    setHidden(this.talkersTitle, top.length === 0);
    this.talkers.replaceChildren(...top.map(talkerOf));
  }
}

/** The page's words for an alarm of the log; a running time is not known here. */
export function words(row) {
  if (row.code === 'VIGIE_NO_DATA') {
    return t('log.nodata');
  }
  if (row.code === 'VIGIE_GROUP_LOSS') {
    return clean(row.text) || t('log.nodata');
  }
  return alarmWords({ beds: [], value: null, limit: null, above: null, ...row }, 0).text;
}

function rowOf(row, onEvent) {
  const seconds = row.at.slice(11, 19);
  const day = `${row.at.slice(8, 10)}/${row.at.slice(5, 7)}`;
  const cells = [
    `${day} ${seconds}`,
    row.bed === null ? t('unitwide') : clean(row.bed),
    `${prefix(row)} ${words(row)}`,
    t(`step.${row.step}`) + (row.step === 'changed' ? ` · ${t(`prio.${row.priority}`)}` : ''),
    row.user === null ? (row.event === 'src-ack' ? t('log.bedside') : '') : row.user === 'bedside' ? t('log.bedside') : clean(row.user),
    clean(row.text),
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

function talkerOf(one) {
  const median = one.medianSeconds === null ? '' : t('talkers.median', { s: number(one.medianSeconds, 0, 0) });
  const where = one.bed === null ? t('unitwide') : clean(one.bed);
  return el('li', '', t('talkers.line', { b: where, n: one.count, a: `${prefix(one)} ${words(one)}` }) + median);
}
