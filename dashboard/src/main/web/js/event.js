// One moment of one bed: the curves ten seconds before and after an alarm, and the values of that moment. What is not
// there is said, never drawn: a line stands only where samples came.

import { cellsOf } from './cells.js';
import { button, el, setNotes, setText } from './dom.js';
import { clean, dayTime, language, number, say, t } from './i18n.js';
import { words } from './log.js';
import { ask, Part } from './lookback.js';
import { KINDS } from './params.js';
import { kindOf, nameOf } from './waves.js';
import { prefix } from './wording.js';

const HEIGHT = 170;
const ORDER = Object.keys(KINDS);

export class Event extends Part {
  #row = null;

  /** @param {() => void} redraw @param {() => void} onLog */
  constructor(redraw, onLog) {
    super(redraw, '');
    this.tools = [say(button('tolog', '', onLog), 'event.log')];
    this.told = el('p', 'told');
    this.strips = el('div', 'strips');
    this.values = el('div', 'values');
    this.scroll.append(el('div', 'event', this.told, this.strips, this.values));
    new ResizeObserver(() => {
      this.written = '';
      redraw();
    }).observe(this.strips);
  }

  /** @param {any} row of the alarm log */
  async show(row) {
    this.visible = true;
    this.#row = row;
    this.answer = null;
    this.failed = false;
    const wanted = new URLSearchParams({ bed: row.bed, at: row.at });
    const answer = await ask(`/api/v1/event?${wanted}`);
    if (this.#row === row) {
      this.took(answer);
    }
  }

  write() {
    const row = this.#row;
    const title = t('event', { b: clean(row.bed), t: dayTime(row.at, 19) });
    this.scroll.setAttribute('aria-label', title);
    setText(this.told, `${prefix(row)} ${words(row)} – ${t(`step.${row.step}`)}`);
    const answer = this.answer;
    setNotes(this.note, [
      ...this.lacking({ lost: false }),
      answer && !answer.complete && t('event.incomplete'),
      answer && answer.shownMs < answer.aroundMs && t('event.running', { s: number((answer.aroundMs - answer.shownMs) / 1000, 0, 0) }),
    ]);
    if (this.visible && this.fresh(language())) {
      this.#writeStrips(answer);
      this.#writeValues(answer);
    }
    return title;
  }

  #writeStrips(answer) {
    if (answer.waves !== 'present') {
      this.strips.replaceChildren(el('p', 'absent', t(`event.${answer.waves}`, { x: clean(answer.kept?.box ?? ''), b: clean(answer.kept?.bed ?? '') })));
      return;
    }
    const sorted = answer.tracks
      .map((track) => ({ track, kind: kindOf(track) }))
      .sort((a, b) => kindRank(a.kind) - kindRank(b.kind));
    this.strips.replaceChildren(...sorted.map(({ track, kind }) => this.#strip(answer, track, kind)), el('p', 'about', t('event.received')));
    // Sizes are known once they are on the page.
    this.strips.querySelectorAll('canvas').forEach((canvas, i) => draw(canvas, answer, sorted[i], t(`step.${this.#row.step}`)));
  }

  #strip(answer, track, kind) {
    const holes = holesOf(track, answer).map(([a, b]) => t('event.hole', { a: number(a, 1, 1), b: number(b, 1, 1) }));
    const name = nameOf(track, kind);
    const canvas = el('canvas');
    const said = holes.length === 0 ? '' : t('event.holes', { h: holes.slice(0, 6).join(', ') });
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `${name} ${said}`);
    const badge = track.quality === 'valid' ? '' : clean(track.quality).toUpperCase();
    return el('figure', 'strip', el('figcaption', '', el('b', kind.color, name), el('span', '', scaleWords(track)), el('b', '', badge), el('span', 'holes', said)), canvas);
  }

  #writeValues(answer) {
    const numerics = answer.values.map((value) => ({
      ...value, state: value.value === null ? 'absent' : 'live', measuredAt: null, limits: null,
    }));
    const cells = cellsOf({ numerics, alarms: [], at: 0, link: 'live', silentMs: 0, periodMs: 0, marks: [] }, 0, false);
    const rank = (cell) => (ORDER.includes(cell.kind) ? ORDER.indexOf(cell.kind) : ORDER.length);
    const rows = [...cells].sort((a, b) => rank(a) - rank(b)).map((cell) =>
      el('tr', '', el('td', '', cell.label), el('td', cell.color, `${cell.text}${cell.mean ? ` ${cell.mean}` : ''}`),
        el('td', '', cell.state === 'absent' ? cell.note : cell.unit)));
    const oldest = Math.max(0, ...answer.values.map((value) => value.ageMs));
    this.values.replaceChildren(
      el('h3', '', t('event.values')),
      rows.length === 0 ? el('p', 'absent', t('event.novalues')) : el('table', '', el('tbody', '', ...rows)),
      el('p', 'about', rows.length === 0 ? '' : t('event.before', { s: number(Math.ceil(oldest / 1000), 0, 0) })),
    );
  }
}

const kindRank = (kind) => ['ecg', 'pleth', 'abp', 'co2', 'resp'].indexOf(kind.id) + 1 || 9;

/** Lowest and highest value that came. */
function span(track) {
  let low = Infinity;
  let high = -Infinity;
  for (const sample of track.samples) {
    if (sample !== null) {
      low = Math.min(low, sample);
      high = Math.max(high, sample);
    }
  }
  return { low: track.offset + track.step * low, high: track.offset + track.step * high };
}

function scaleWords(track) {
  const { low, high } = span(track);
  const unit = track.unit === 'mm[Hg]' ? 'mmHg' : track.unit;
  return ['1', '', '{arb}'].includes(unit) ? '' : `${number(low, 0, track.unit === 'mV' ? 2 : 0)}–${number(high, 0, track.unit === 'mV' ? 2 : 0)} ${unit}`;
}

/** Seconds without samples inside what is over by now, longer than a tenth of a second. @returns {[number, number][]} */
export function holesOf(track, answer) {
  const from = -answer.aroundMs / 1000;
  const to = answer.shownMs / 1000;
  const holes = [];
  let open = from;
  const close = (at) => {
    if (at - open > 0.1) {
      holes.push([open, at]);
    }
  };
  track.samples.forEach((sample, i) => {
    if (sample !== null) {
      const at = track.fromMs / 1000 + i / track.rate;
      close(at);
      open = at + 1 / track.rate;
    }
  });
  // The newest seconds are still on their way from the monitor.
  if (answer.shownMs >= answer.aroundMs || to - open > 3) {
    close(to);
  }
  return holes;
}

function draw(canvas, answer, { track, kind }, moment) {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(HEIGHT * ratio);
  const g = canvas.getContext('2d');
  g.scale(ratio, ratio);
  const around = answer.aroundMs / 1000;
  const x = (s) => ((s + around) / (2 * around)) * width;
  const { low, high } = span(track);
  const margin = Math.max((high - low) * 0.1, Math.abs(track.step) * 4);
  const y = (v) => 8 + (1 - (v - low + margin) / (high - low + 2 * margin)) * (HEIGHT - 30);
  grid(g, x, around, moment);
  g.fillStyle = '#8a949d';
  for (const [a, b] of holesOf(track, answer)) {
    for (let px = x(a) + 4; px < x(b); px += 8) {
      g.fillRect(px, HEIGHT / 2 - 8, 2, 2);
    }
  }
  const tint = el('span', kind.color);
  canvas.after(tint);
  g.strokeStyle = getComputedStyle(tint).color;
  tint.remove();
  g.lineWidth = 1.5;
  g.beginPath();
  let pen = false;
  track.samples.forEach((sample, i) => {
    if (sample === null) {
      pen = false;
      return;
    }
    const px = x(track.fromMs / 1000 + i / track.rate);
    const py = y(track.offset + track.step * sample);
    if (pen) {
      g.lineTo(px, py);
    } else {
      g.moveTo(px, py);
    }
    pen = true;
  });
  g.stroke();
}

/** A line for each second, the moment itself, and what has not happened yet left dark. */
function grid(g, x, around, moment) {
  g.font = '12px "DejaVu Sans", Verdana, sans-serif';
  g.textAlign = 'center';
  for (let s = -around; s <= around; s += 1) {
    g.fillStyle = s === 0 ? '#ff5252' : '#1e2a33';
    g.fillRect(x(s) - (s === 0 ? 1 : 0.5), 0, s === 0 ? 2 : 1, HEIGHT - 18);
    if (s % 5 === 0 && Math.abs(s) < around) {
      g.fillStyle = s === 0 ? '#ff8a80' : '#a9b4bf';
      g.fillText(s === 0 ? moment : `${s > 0 ? '+' : '\u2212'}${Math.abs(s)}\u00a0s`, x(s), HEIGHT - 4);
    }
  }
}
