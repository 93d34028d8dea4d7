// The report of a shift, for the hand-over; in a drill, how each alarm was answered.

import { el, setChildren, setHidden, setText } from './dom.js';
import { running } from './clock.js';
import { clean, language, number, t } from './i18n.js';
import { words } from './log.js';
import { ask, Choice } from './lookback.js';
import { prefix } from './wording.js';

const AGAIN_MS = 15_000;
const PRIORITIES = 'report.priority report.raised report.seen report.median report.p90 report.acked report.median report.p90';
const BEDS = 'log.bed prio.high prio.medium prio.low report.losses report.lost report.unwatched';
const DRILL = 'log.time log.bed log.alarm drill.cue drill.seen drill.acked drill.by drill.result';

const where = (bed) => (bed === null ? t('unitwide') : clean(bed));
const lasted = (s) => (s > 0 ? running(s * 1000) : '');

export class Report {
  #answer = null;
  #drill = null;
  #askedAt = -Infinity;
  #failed = false;
  #written = '';
  #visible = false;
  #asked = 0;

  constructor(redraw) {
    this.redraw = redraw;
    this.back = new Choice([0, 1], 0, () => this.#ask());
    this.file = /** @type {HTMLAnchorElement} */ (el('a', 'file'));
    this.file.target = '_blank';
    this.tools = [this.back.node, this.file];
    this.note = el('p', 'note');
    this.note.setAttribute('role', 'status');
    this.scroll = el('div', 'scroll report');
    this.scroll.tabIndex = 0;
    this.scroll.setAttribute('role', 'region');
    this.body = [this.note, this.scroll];
  }

  show() {
    this.#visible = true;
    this.#ask();
  }

  hide() {
    this.#visible = false;
  }

  key() {
    return false;
  }

  async #ask() {
    this.#askedAt = performance.now();
    this.#asked += 1;
    const mine = this.#asked;
    const [answer, drill] = await Promise.all([
      ask(`/api/v1/shift-report?back=${this.back.chosen}`),
      this.mode === 'drill' ? ask('/api/v1/drill-report') : null,
    ]);
    if (mine === this.#asked) {
      this.#failed = answer === null;
      this.#answer = answer ?? this.#answer;
      this.#drill = drill ?? this.#drill;
      this.#written = '';
      this.redraw();
    }
  }

  write(store, view) {
    if (this.mode !== store.mode) {
      this.mode = store.mode;
      this.#askedAt = -Infinity;
    }
    if (this.#visible && performance.now() - this.#askedAt > AGAIN_MS) {
      this.#ask();
    }
    const title = t(this.mode === 'drill' ? 'drill.report' : 'report');
    this.back.write(t('report'), (back) => t(back === 0 ? 'report.now' : 'report.before'));
    this.file.href = this.mode === 'drill' ? '/api/v1/drill-report.pdf' : `/api/v1/shift-report.pdf?back=${this.back.chosen}`;
    setText(this.file, t('report.file'));
    this.scroll.setAttribute('aria-label', title);
    const { loading, forgotten } = this.#answer ?? {};
    const note = this.#failed || view.lost ? t('look.failed') : loading ? t('log.reading') : forgotten > 0 ? t('log.forgotten', { n: forgotten }) : '';
    setText(this.note, note);
    setHidden(this.note, note === '');
    this.#writeTables();
    return title;
  }

  #writeTables() {
    const answer = this.#answer;
    if (!answer || this.#written === language()) {
      return;
    }
    this.#written = language();
    const when = (iso) => `${iso.slice(8, 10)}/${iso.slice(5, 7)} ${iso.slice(11, 16)}`;
    const parts = this.#drill === null ? [] : drillOf(this.#drill);
    parts.push(el('h3', '', t('report.of', { a: when(answer.from), b: when(answer.to) })));
    parts.push(table(PRIORITIES, answer.priorities.map((one) => [
      t(`prio.${one.priority}`), one.raised, one.seen, seconds(one.seenMedianMs), seconds(one.seenP90Ms),
      one.acknowledged, seconds(one.acknowledgedMedianMs), seconds(one.acknowledgedP90Ms)])));
    const { times, seconds: long, unseen } = answer.failures;
    parts.push(el('p', times + unseen > 0 ? 'note' : '', t('report.failures', { n: times, t: running(long * 1000), m: unseen })));
    parts.push(table(BEDS, answer.beds.map((one) => [where(one.bed), one.high || '', one.medium || '', one.low || '',
      one.losses || '', lasted(one.lostSeconds), lasted(one.unwatchedSeconds)])));
    if (answer.top.length > 0) {
      parts.push(el('h3', '', t('report.top')), el('ol', 'talkers', ...answer.top.map((one) => el('li', '',
        t('talkers.line', { b: where(one.bed), n: one.count, a: `${prefix(one)} ${words(one)}` })))));
    }
    setChildren(this.scroll, parts);
  }
}

function drillOf(drill) {
  const rows = drill.rows.map((row) => [
    row.at.slice(11, 19), where(row.bed), `${prefix(row)} ${words(row)}`,
    row.cue === null ? '' : t(`cue.${row.cue}`) + (row.withinMs === null ? '' : ` ≤ ${row.withinMs / 1000} s`),
    seconds(row.seenMs), seconds(row.acknowledgedMs),
    row.by === null ? '' : row.by === 'bedside' ? t('log.bedside') : clean(row.by), t(`result.${row.result}`)]);
  const made = table(DRILL, rows);
  made.querySelectorAll('tbody tr').forEach((node, i) => node.classList.add(`result-${drill.rows[i].result}`));
  const silent = drill.silent.map((one) => `${clean(one.bed)} ${t(`cue.${one.what}`)}`).join(' · ');
  return [
    el('h3', '', t(drill.over ? 'drill.over' : 'drill.open')),
    made,
    ...(silent === '' ? [] : [el('p', 'note', t('drill.silent', { s: silent }))]),
  ];
}

function table(heads, rows) {
  const cells = (kind, texts) => el('tr', '', ...texts.map((text) => el(kind, '', String(text))));
  return el('table', '', el('thead', '', cells('th', heads.split(' ').map((key) => t(key)))),
    el('tbody', '', ...rows.map((row) => cells('td', row))));
}

function seconds(ms) {
  return ms === null ? '–' : ms < 60_000 ? `${number(ms / 1000, 1, 1)} s` : running(ms);
}
