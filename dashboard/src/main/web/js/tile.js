// One bed on the grid. Built once; afterwards only texts, classes and attributes change.

import { cellsOf, placesOf, ageText } from './cells.js';
import { countdown, running } from './clock.js';
import { el, icon, setAttr, setChildren, setClass, setHidden, setText } from './dom.js';
import { clean, t } from './i18n.js';
import { bedPause, believedLink, byUrgency, runningMs, silence, unseen } from './store.js';
import { alarmWords, linkWords, markWords, prefix, seenWords, stateWords, watermark } from './wording.js';

/** Room behind the three large places (see tile.css), and how many marks keep their words. */
export const DENSITIES = {
  roomy: { width: 11.6, lines: 2, mean: 0.63, label: 0.4, limits: true, gap: 0.45, words: 3 },
  wide: { width: 14.6, lines: 1, mean: 0.64, label: 0.42, limits: false, gap: 0.45, words: 2 },
  tall: { width: 9.6, lines: 1, mean: 0, label: 0.5, limits: false, gap: 0.4, words: 1 },
  dense: { width: 0, lines: 0, mean: 0, label: 0, limits: false, gap: 0, words: 0 },
  'roomy waves': { width: 14.5, lines: 1, mean: 0.64, label: 0.42, limits: false, gap: 0.45, words: 2 },
  'wide waves': { width: 6.4, lines: 1, mean: 0, label: 0.5, limits: false, gap: 0.4, words: 2 },
  'tall waves': { width: 4.4, lines: 1, mean: 0, label: 0.55, limits: false, gap: 0.4, words: 1 },
};

/** Characters that fit on one line of the smallest tiles; longer words take two. */
const LONG_BANNER = 17;

const RANK = { high: 3, medium: 2, low: 1 };

function cellNode() {
  const label = el('span', 'lab');
  const limits = el('span', 'lim');
  const unit = el('span', 'unit');
  const note = el('span', 'note');
  const value = el('span', 'v');
  const mean = el('span', 'mean');
  const why = el('span', 'why');
  const node = el('div', 'cell', el('span', 'top', label, note, limits, unit), el('span', 'digits', value, mean), why);
  return { node, label, limits, unit, note, value, mean, why };
}

function writeCell(parts, cell, size) {
  if (cell === null) {
    setClass(parts.node, `cell ${size} vacant`);
    for (const part of [parts.label, parts.unit, parts.limits, parts.value, parts.mean, parts.note, parts.why]) {
      setText(part, '');
    }
    return;
  }
  const alarm = cell.alarm ? ` al-${cell.alarm}` : '';
  const long = cell.text.length > 6 ? ' long' : '';
  const absent = cell.state === 'absent';
  setClass(parts.node, `cell ${size} k-${cell.kind} ${cell.color} s-${cell.state}${alarm}${long}`);
  setText(parts.label, cell.label);
  setText(parts.limits, cell.limitsKnown ? `${cell.low}–${cell.high}` : '–/–');
  setText(parts.unit, cell.note === '' ? cell.unit : '');
  setText(parts.note, absent ? '' : cell.note);
  setText(parts.why, absent ? cell.note : '');
  setText(parts.value, cell.questionable ? `${cell.text}?` : cell.text);
  setText(parts.mean, cell.mean);
}

export class Tile {
  /** @type {string | null} occurrence shown in the banner and not yet acknowledged */
  shownAlarm = null;
  /** when `shownAlarm` last changed, mono() time */
  shownSince = 0;

  /**
   * @param {string} name of the bed
   * @param {(name: string) => void} onOpen
   */
  constructor(name, onOpen) {
    this.name = name;
    this.title = el('b', 'name');
    this.who = el('span', 'who');
    this.ident = icon('id-unknown');
    this.ageNode = el('span', 'age');
    this.pause = el('span', 'chip yellow', icon('sound-off'), (this.pauseText = el('span')));
    this.head = el('div', 'head', this.title, this.who, this.ident, el('span', 'gap'), this.pause, this.ageNode);
    this.banText = el('span', 'text');
    this.banState = el('span', 'seen');
    this.banMore = el('span', 'more');
    this.banTime = el('span', 'time');
    this.banner = el('div', 'ban', this.banText, this.banState, this.banMore, this.banTime);
    this.large = [cellNode(), cellNode(), cellNode()];
    this.small = [];
    this.largeBox = el('div', 'large', ...this.large.map((c) => c.node));
    this.smallBox = el('div', 'small');
    this.plain = el('div', 'plain');
    this.waveBox = el('div', 'wv');
    this.marks = el('div', 'marks');
    this.body = el('div', 'body', this.largeBox, this.smallBox, this.plain);
    // Sizes are fractions of the tile, and a box cannot measure itself: the inner one measures the outer.
    this.node = el('section', 'tile', el('div', 'in', this.head, this.banner, this.waveBox, this.body, this.marks));
    this.node.setAttribute('role', 'group');
    this.node.tabIndex = -1;
    this.node.dataset.bed = name;
    this.node.addEventListener('click', () => onOpen(name));
    setText(this.title, clean(name));
  }

  /**
   * @param {any} bed
   * @param {{now: number, clock: import('./clock.js').ServerClock, mode: string, lost: boolean, room: string}} view
   */
  write(bed, view) {
    const link = believedLink(bed, view.now);
    const alarms = bed.alarms.map((alarm) => ({ alarm, bed: bed.bed })).sort(byUrgency);
    this.#writeHead(bed, view, link);
    const said = this.#writeBanner(bed, view, link, alarms);
    const cells = this.#writeBody(bed, view, link);
    this.#writeMarks(bed, view);
    setAttr(this.node, 'data-watermark', watermark(bed, view.mode));
    setClass(this.node, `tile ${tileClasses(alarms, link, view)}`);
    setAttr(this.node, 'aria-label', spoken(bed, said, cells));
  }

  #writeHead(bed, view, link) {
    setText(this.who, clean(bed.label));
    setHidden(this.ident, bed.label === null || bed.identityVerified);
    const quiet = silence(bed, view.now);
    const shows = quiet >= 0 && link !== 'empty' && link !== 'standby';
    setText(this.ageNode, shows ? ageText(quiet) : '');
    const pause = view.lost ? 0 : bedPause(bed, view.now);
    setHidden(this.pause, pause === 0);
    setText(this.pauseText, pause === 0 ? '' : countdown(pause));
  }

  #writeBanner(bed, view, link, alarms) {
    const top = alarms[0]?.alarm;
    const open = top !== undefined && unseen(top) ? top.id : null;
    if (open !== this.shownAlarm) {
      this.shownAlarm = open;
      this.shownSince = view.now;
    }
    if (top === undefined) {
      const words = view.lost ? t('state.unknown') : linkWords(bed, view.now) || strongMark(bed, view);
      this.#banner(link === 'empty' || link === 'standby' ? '' : words, true, '', '', '');
      return words;
    }
    const time = runningMs(top, bed, view);
    const words = alarmWords(top, time);
    const text = `${prefix(top)} ${words.text}`;
    const state = view.lost ? t('state.unknown') : stateWords(top);
    const timed = state !== '' ? state : top.code === 'VIGIE_NO_DATA' || !view.clock.known ? '' : running(time);
    this.#banner(text, words.own, seenWords(top), alarms.length > 1 ? `+${alarms.length - 1}` : '', timed);
    return state === '' ? text : `${text}, ${state}`;
  }

  #banner(text, own, seen, more, time) {
    setText(this.banText, text);
    setClass(this.banText, `text${own ? '' : ' vendor'}${text.length > LONG_BANNER ? ' long' : ''}`);
    setText(this.banState, seen);
    setText(this.banMore, more);
    setText(this.banTime, time);
  }

  #writeBody(bed, view, link) {
    const bare = link === 'empty' || link === 'standby' || (bed.numerics.length === 0 && bed.silentMs < 0);
    setHidden(this.plain, !bare);
    setHidden(this.largeBox, bare);
    setHidden(this.smallBox, bare);
    if (bare) {
      setText(this.plain, linkWords(bed, view.now));
      return [];
    }
    const cells = cellsOf(bed, view.now, view.lost);
    const { large, small, more } = placesOf(cells, DENSITIES[view.room]);
    large.forEach((cell, i) => writeCell(this.large[i], cell, i === 2 ? 'wide3' : 'big'));
    while (this.small.length < small.length) {
      this.small.push(cellNode());
    }
    small.forEach((cell, i) => writeCell(this.small[i], cell, 'sm'));
    const nodes = this.small.slice(0, small.length).map((c) => c.node);
    if (more > 0) {
      this.moreNode ??= el('span', 'hiddencells');
      setText(this.moreNode, `+${more}`);
      nodes.push(this.moreNode);
    }
    setChildren(this.smallBox, nodes);
    return cells;
  }

  #writeMarks(bed, view) {
    const wanted = markWords(bed);
    const signature = JSON.stringify([wanted, view.room]);
    if (signature === this.markSignature) {
      return;
    }
    this.markSignature = signature;
    const words = wordsFor(wanted.length, view.room);
    const chips = wanted.map((mark, i) => {
      const chip = el('span', mark.strong ? 'chip strong' : 'chip', icon(mark.icon));
      chip.append(el('span', i < words ? 'word' : 'word sr', mark.word));
      return chip;
    });
    this.marks.replaceChildren(...chips);
  }
}

/** How many of the marks keep their words: many marks leave room for the first one only, or for none. */
function wordsFor(marks, density) {
  const { words } = DENSITIES[density];
  return marks <= 2 ? words : Math.min(1, words - 1);
}

/** Where the marks are without words, the most important one says them in the banner while that is free. */
function strongMark(bed, view) {
  const marks = markWords(bed);
  return wordsFor(marks.length, view.room) < 1 ? (marks.find((mark) => mark.strong)?.word ?? '') : '';
}

function tileClasses(alarms, link, view) {
  const classes = [`link-${link}`];
  if (alarms.length > 0) {
    const priorities = alarms.map(({ alarm }) => alarm.priority);
    const top = priorities.reduce((a, b) => ((RANK[b] ?? 0) > (RANK[a] ?? 0) ? b : a));
    const shown = alarms[0].alarm;
    classes.push(`prio-${top}`, `ban-${shown.priority}`, unseen(shown) ? 'unseen' : 'seen');
    if (shown.kind === 'technical') {
      classes.push('technical');
    }
    if (shown.stale || shown.state.startsWith('unknown') || shown.state.startsWith('latched')) {
      classes.push('over');
    }
  } else if (link !== 'empty' && link !== 'standby' && (view.lost || link === 'lost' || link === 'connecting')) {
    classes.push('ban-none', 'technical');
  } else {
    classes.push('ban-late');
  }
  return classes.join(' ');
}

function spoken(bed, said, cells) {
  const values = cells.slice(0, 4).map((cell) => `${cell.label} ${cell.text}`);
  return [t('bed', { b: clean(bed.bed) }), said, ...values].filter((part) => part !== '').join(', ');
}
