// The report of a shift, for the hand-over; in a drill, how each alarm was answered.

import { el, setChildren, setNotes } from './dom.js';
import { running } from './clock.js';
import { clean, dayTime, language, number, say, t } from './i18n.js';
import { doer, logNotes, talkerOf, words } from './log.js';
import { ask, Choice, Part } from './lookback.js';
import { bedName, prefix } from './wording.js';

const AGAIN_MS = 15_000;
const PRIORITIES = 'report.priority report.raised report.seen report.median report.p90 report.acked report.median report.p90';
const BEDS = 'log.bed prio.high prio.medium prio.low report.losses report.lost report.unwatched';
const DRILL = 'log.time log.bed log.alarm drill.cue drill.seen drill.acked drill.by drill.result';

const lasted = (s) => (s > 0 ? running(s * 1000) : '');

export class Report extends Part {
  #drill = null;
  #asked = 0;

  constructor(redraw) {
    super(redraw, 'report');
    this.back = new Choice([0, 1], 0, () => this.#ask());
    this.file = /** @type {HTMLAnchorElement} */ (say(el('a', 'file'), 'report.file'));
    this.file.target = '_blank';
    this.tools = [this.back.node, this.file];
  }

  show() {
    this.visible = true;
    this.#ask();
  }

  async #ask() {
    this.askedAt = performance.now();
    this.#asked += 1;
    const mine = this.#asked;
    const [answer, drill] = await Promise.all([
      ask(`/api/v1/shift-report?back=${this.back.chosen}`),
      this.mode === 'drill' ? ask('/api/v1/drill-report') : null,
    ]);
    if (mine === this.#asked) {
      this.#drill = drill ?? this.#drill;
      this.took(answer);
    }
  }

  write(store, view) {
    if (this.mode !== store.mode) {
      this.mode = store.mode;
      this.askedAt = -Infinity;
    }
    if (this.due(AGAIN_MS)) {
      this.#ask();
    }
    const title = t(this.mode === 'drill' ? 'drill.report' : 'report');
    this.back.write(t('report'), (back) => t(back === 0 ? 'report.now' : 'report.before'));
    this.file.href = this.mode === 'drill' ? '/api/v1/drill-report.pdf' : `/api/v1/shift-report.pdf?back=${this.back.chosen}`;
    this.scroll.setAttribute('aria-label', title);
    setNotes(this.note, logNotes(this, view));
    if (this.fresh(language())) {
      this.#writeTables(this.answer);
    }
    return title;
  }

  #writeTables(answer) {
    const parts = this.#drill === null ? [] : drillOf(this.#drill);
    parts.push(el('h3', '', t('report.of', { a: dayTime(answer.from), b: dayTime(answer.to) })));
    parts.push(table(PRIORITIES, answer.priorities.map((one) => [
      t(`prio.${one.priority}`), one.raised, one.seen, seconds(one.seenMedianMs), seconds(one.seenP90Ms),
      one.acknowledged, seconds(one.acknowledgedMedianMs), seconds(one.acknowledgedP90Ms)])));
    const { times, seconds: long, unseen } = answer.failures;
    parts.push(el('p', times + unseen > 0 ? 'note' : '', t('report.failures', { n: times, t: running(long * 1000), m: unseen })));
    const quiet = ({ high, medium, low, losses, unwatchedSeconds }) => high + medium + low + losses + unwatchedSeconds === 0;
    parts.push(table(BEDS, answer.beds.filter((one) => !quiet(one)).map((one) => [bedName(one.bed), one.high || '', one.medium || '',
      one.low || '', one.losses || '', lasted(one.lostSeconds), lasted(one.unwatchedSeconds)])));
    const calm = answer.beds.filter(quiet).map((one) => bedName(one.bed));
    parts.push(el('p', '', calm.length > 0 ? t('report.quiet', { b: calm.join(' ') }) : ''));
    if (answer.top.length > 0) {
      parts.push(el('h3', '', t('report.top')), el('ol', 'talkers', ...answer.top.map(talkerOf)));
    }
    setChildren(this.scroll, parts);
  }
}

function drillOf(drill) {
  const rows = drill.rows.map((row) => [
    row.at.slice(11, 19), bedName(row.bed), `${prefix(row)} ${words(row)}`,
    row.cue === null ? '' : t(`cue.${row.cue}`) + (row.withinMs === null ? '' : ` ≤ ${row.withinMs / 1000} s`),
    seconds(row.seenMs), seconds(row.acknowledgedMs),
    doer(row.by), t(`result.${row.result}`)]);
  const made = table(DRILL, rows);
  made.className = 'log';
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
