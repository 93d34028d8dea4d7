// Trends of one bed: minute values, nothing drawn between two of them, every gap hatched with its cause.

import { hm, localMs } from './clock.js';
import { el, scriptUrl, setChildren, setHidden, setNotes, setText } from './dom.js';
import { clean, dayTime, language, number, say, t } from './i18n.js';
import { ask, Choice, Part } from './lookback.js';
import { KINDS, meaning, unitText } from './params.js';

const HOURS = [1, 4, 8, 24, 72];
const AGAIN_MS = 30_000;
const CHART_PX = 150;
const GAPS_LISTED = 40;
const ORDER = Object.keys(KINDS);

/** @type {Promise<any> | null} */
let library = null;

/** The one vendored library, fetched when it is first needed. */
function uPlot() {
  library ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = scriptUrl('vigie-trends', '/vendor/uPlot.iife.min.js');
    script.onload = () => done(/** @type {any} */ (window).uPlot);
    script.onerror = failed;
    document.head.append(script);
  });
  return library;
}

/** @typedef {{kind: any, name: string, unit: string, series: {part: string, one: any}[]}} Group */

/**
 * One chart for each parameter and unit; the three values of a pressure share one. In the order of a tile.
 * @returns {Group[]}
 */
export function groupsOf(series) {
  const groups = new Map();
  for (const one of series) {
    const { kind, part } = meaning(one.code);
    const word = kind.label === '' ? clean(one.label || one.code) : t(kind.label);
    const channel = one.channel === null || kind.pressure ? '' : ` ${clean(one.channel)}`;
    const key = `${kind.pressure ? kind.id : `${one.code}${channel}`}|${one.unit}`;
    const group = groups.get(key) ?? { kind, name: word + (kind.id === 'temp' ? channel : ''), unit: one.unit, series: [] };
    group.series.push({ part, one });
    groups.set(key, group);
  }
  const rank = ({ kind }) => (ORDER.indexOf(kind.id) + 1 || 99);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

/** Why there is nothing, in words. */
export function causeWords(cause) {
  return t(`gap.${cause}`);
}

/** Time of day; with the day when it is not the one of the end. */
function when(iso, end) {
  return iso.slice(0, 10) === end.slice(0, 10) ? iso.slice(11, 16) : dayTime(iso);
}

export class Trends extends Part {
  /** @type {string | null} */
  #bed = null;
  #charts = [];
  #cursor = null;

  constructor(redraw) {
    super(redraw, '');
    this.hours = new Choice(HOURS, 8, () => this.#ask());
    this.file = /** @type {HTMLAnchorElement} */ (say(el('a', 'file'), 'report.file'));
    this.file.target = '_blank';
    this.tools = [this.hours.node, this.file];
    this.rows = el('div', 'charts');
    this.gapsTitle = el('h3');
    this.gaps = el('ul', 'gaps');
    this.scroll.append(this.rows, this.gapsTitle, this.gaps);
    new ResizeObserver(() => this.#resize()).observe(this.rows);
  }

  show(bed) {
    this.visible = true;
    if (bed !== this.#bed) {
      this.#bed = bed;
      this.clear();
    }
    this.#ask();
  }

  hide() {
    super.hide();
    this.#cursor = null;
  }

  clear() {
    super.clear();
    this.#cursor = null;
    this.#charts.forEach(({ plot }) => plot?.destroy());
    this.#charts = [];
    setChildren(this.rows, []);
    setHidden(this.gapsTitle, true);
    this.gaps.replaceChildren();
  }

  async #ask() {
    const bed = this.#bed;
    const hours = this.hours.chosen;
    this.askedAt = performance.now();
    const wanted = `bed=${encodeURIComponent(bed ?? '')}&hours=${hours}`;
    this.file.href = `/api/v1/trends.pdf?${wanted}`;
    const answer = await ask(`/api/v1/trends?${wanted}`);
    if (bed === this.#bed && hours === this.hours.chosen) {
      await uPlot().catch(() => null);
      this.took(answer);
    }
  }

  /** Left and right walk along the minutes. */
  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const points = this.answer?.series[0]?.last.length ?? 0;
    if (step === undefined || points === 0 || event.target instanceof HTMLButtonElement) {
      return false;
    }
    const from = this.#cursor ?? points - 1;
    this.#point(Math.max(0, Math.min(points - 1, from + step * (event.shiftKey ? 10 : 1))));
    return true;
  }

  #point(index) {
    this.#cursor = index;
    for (const { plot, data } of this.#charts) {
      plot?.setCursor({ left: plot.valToPos(data[0][index], 'x'), top: 10 }, false);
    }
    this.redraw();
  }

  write(store, view) {
    const { answer } = this;
    if (this.due(AGAIN_MS)) {
      this.#ask();
    }
    this.hours.write(t('trends.hours'), (hours) => t('trends.h', { n: hours }));
    this.scroll.setAttribute('aria-label', t('trends'));
    setNotes(this.note, [
      ...this.lacking(view),
      answer?.loadingFrom && t('look.reading', { t: when(answer.loadingFrom, answer.to) }),
      answer?.series.length === 0 && t('trends.none'),
    ]);
    if (answer) {
      this.#writeRows(answer);
    }
    const bed = store.beds.get(this.#bed ?? '');
    return t('trends.of', { b: clean(this.#bed), p: bed?.label ? clean(bed.label) : '' }).trim();
  }

  #writeRows(answer) {
    if (this.fresh(`${language()} ${this.#bed} ${answer.to} ${this.hours.chosen} ${'uPlot' in window}`)) {
      this.#charts.forEach(({ plot }) => plot?.destroy());
      const all = groupsOf(answer.series);
      this.#charts = all.map((group) => this.#chart(group, answer));
      setChildren(this.rows, this.#charts.map(({ node }) => node));
      this.#writeGaps(answer, all);
      this.#draw();
    }
    this.#charts.forEach((chart) => setText(chart.readout, this.#readout(chart)));
  }

  #chart(group, answer) {
    const label = el('div', `label ${group.kind.color}`);
    const covered = group.series[0].one.coverage;
    const readout = el('span', 'readout');
    label.append(
      el('b', '', group.name),
      el('span', 'unit', unitText(group.unit)),
      readout,
      el('span', 'covered', covered === null ? '' : t('coverage', { p: number(covered, 0, 1) })),
      ...(group.series.some(({ one }) => one.demo) ? [el('span', 'badge', t('mark.demo'))] : []),
    );
    const plane = el('div', 'plane');
    plane.setAttribute('role', 'img');
    plane.setAttribute('aria-label', summary(group));
    const begin = localMs(answer.from) / 1000;
    const xs = group.series[0].one.last.map((_, i) => begin + i * answer.stepSeconds);
    return { group, answer, node: el('div', 'chart', label, plane), plane, readout, plot: null, data: dataOf(group, xs) };
  }

  #draw() {
    if (!('uPlot' in window)) {
      return;
    }
    for (const chart of this.#charts) {
      chart.plot = plotOf(chart, (index) => {
        if (index !== this.#cursor && index !== null) {
          this.#cursor = index;
          this.redraw();
        }
      });
    }
    if (this.#cursor !== null) {
      this.#point(this.#cursor);
    }
  }

  #resize() {
    for (const { plot, plane } of this.#charts) {
      if (plot && plane.clientWidth > 0 && plot.width !== plane.clientWidth) {
        plot.setSize({ width: plane.clientWidth, height: CHART_PX });
      }
    }
  }

  /** The values under the cursor, else the newest. */
  #readout({ group, data }) {
    const { series, kind } = group;
    const length = data[0].length;
    const newest = () => {
      for (let i = length - 1; i >= 0; i -= 1) {
        if (series.some(({ one }) => one.last[i] !== null)) {
          return i;
        }
      }
      return -1;
    };
    const index = this.#cursor ?? newest();
    if (index < 0 || index >= length) {
      return '---';
    }
    const [least, most] = kind.decimals;
    const of = (part) => series.find((s) => s.part === part)?.one.last[index];
    const show = (value) => (value === null || value === undefined ? '---' : number(value, least, most));
    const time = hm(data[0][index] * 1000);
    if (kind.pressure) {
      return `${time}  ${show(of('sys'))}/${show(of('dia'))} (${show(of('mean'))})`;
    }
    const { last, min, max } = series[0].one;
    const range = last[index] !== null && min[index] !== max[index] ? ` (${show(min[index])}–${show(max[index])})` : '';
    return `${time}  ${show(last[index])}${range}`;
  }

  #writeGaps(answer, groups) {
    const lines = answer.gaps.map((gap) => gapLine('', gap, answer));
    const known = new Set(answer.gaps.map(({ cause }) => cause));
    for (const group of groups) {
      const own = group.series[0].one.gaps.filter(({ cause }) => !known.has(cause));
      lines.push(...own.map((gap) => gapLine(group.name, gap, answer)));
    }
    setText(this.gapsTitle, lines.length === 0 ? '' : t('gaps'));
    setHidden(this.gapsTitle, lines.length === 0);
    const shown = lines.slice(0, GAPS_LISTED);
    if (lines.length > shown.length) {
      shown.push(t('gaps.more', { n: lines.length - shown.length }));
    }
    this.gaps.replaceChildren(...shown.map((line) => el('li', '', line)));
  }
}

function gapLine(name, gap, answer) {
  const words = t('gap', { a: when(gap.from, answer.to), b: when(gap.to, answer.to), why: causeWords(gap.cause) });
  return name === '' ? words : `${name}: ${words}`;
}

/** What the picture shows, for those who cannot see it. */
function summary(group) {
  const values = group.series.flatMap(({ one }) => [...one.min, ...one.max]).filter((value) => value !== null);
  const [least, most] = group.kind.decimals;
  return values.length === 0
    ? group.name
    : t('trends.summary', {
      p: group.name, a: number(Math.min(...values), least, most), b: number(Math.max(...values), least, most),
    });
}

function dataOf(group, xs) {
  const data = [xs];
  for (const { one } of group.series) {
    data.push(one.last, one.min, one.max);
  }
  return data;
}

/** One chart: a line of the newest values of each step inside the band from the smallest to the largest. */
function plotOf(chart, pointed) {
  const { group, plane, data } = chart;
  const color = getComputedStyle(chart.node.firstElementChild).color;
  const faint = color.replace('rgb(', 'rgba(').replace(')', ', 0.22)');
  const series = [{}];
  const bands = [];
  group.series.forEach(({ one, part }) => {
    const at = series.length;
    const line = one.episodic ? 0 : part === 'mean' ? 1 : 1.6;
    series.push(
      { stroke: color, width: line, spanGaps: false, points: { show: one.episodic || undefined, size: 6, fill: color } },
      { stroke: faint, width: 0, points: { show: false } },
      { stroke: faint, width: 0, points: { show: false } },
    );
    if (!one.episodic) {
      bands.push({ series: [at + 2, at + 1], fill: faint });
    }
  });
  const axis = { stroke: '#a9b4bf', grid: { stroke: '#26323d', width: 1 }, ticks: { show: false }, font: '13px "DejaVu Sans"' };
  return new /** @type {any} */ (window).uPlot({
    width: Math.max(200, plane.clientWidth),
    height: CHART_PX,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, sync: { key: 'trends' }, points: { show: false } },
    scales: { x: { time: true, range: () => [data[0][0], data[0].at(-1) + chart.answer.stepSeconds] } },
    tzDate: (seconds) => new Date(seconds * 1000 + new Date(seconds * 1000).getTimezoneOffset() * 60_000),
    axes: [{ ...axis, values: (_, splits) => splits.map((s) => hm(s * 1000)), space: 70, size: 26 }, { ...axis, size: 52 }],
    series,
    bands,
    hooks: {
      drawClear: [(plot) => hatch(plot, chart)],
      setCursor: [(plot) => pointed(plot.cursor.idx)],
    },
  }, data, plane);
}

/** Hatches every gap over its true width and writes the cause where there is room. */
function hatch(plot, { group, answer }) {
  const { ctx, bbox } = plot;
  const end = localMs(answer.to) / 1000;
  ctx.save();
  ctx.font = `${12 * devicePixelRatio}px "DejaVu Sans"`;
  ctx.textAlign = 'center';
  for (const gap of group.series[0].one.gaps) {
    const x0 = plot.valToPos(localMs(gap.from) / 1000, 'x', true);
    const x1 = plot.valToPos(Math.min(end, localMs(gap.to) / 1000), 'x', true);
    const left = Math.max(bbox.left, x0);
    const width = Math.min(bbox.left + bbox.width, x1) - left;
    if (width <= 0) {
      continue;
    }
    ctx.fillStyle = '#151c23';
    ctx.fillRect(left, bbox.top, width, bbox.height);
    stripes(ctx, left, width, bbox);
    label(ctx, causeWords(gap.cause), left + width / 2, width - 10, bbox);
  }
  ctx.restore();
}

/** Words in the middle of a gap, on as many lines as it is narrow; none when a word does not fit. */
function label(ctx, words, middle, width, { top, height }) {
  const lines = [];
  for (const word of words.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && ctx.measureText(longer).width <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  const line = 15 * devicePixelRatio;
  const widest = Math.max(...lines.map((text) => ctx.measureText(text).width));
  if (widest > width || lines.length * line > height) {
    return;
  }
  const first = top + (height - lines.length * line) / 2;
  ctx.fillStyle = '#0b0f14';
  ctx.fillRect(middle - widest / 2 - 4, first - 2, widest + 8, lines.length * line + 4);
  ctx.fillStyle = '#cfd8dc';
  lines.forEach((text, i) => ctx.fillText(text, middle, first + (i + 0.8) * line));
}

function stripes(ctx, left, width, { top, height }) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.strokeStyle = '#3b4a56';
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  const step = 9 * devicePixelRatio;
  for (let x = left - height - (left % step); x < left + width; x += step) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.stroke();
  ctx.restore();
}
