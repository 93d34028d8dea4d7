// Live waves: which curves stand on which tile, at which scale, and when they go away. Nothing is drawn for a bed or a
// link that is not live; a curve that stood still would look alive.

import { mono } from './clock.js';
import { el, setChildren } from './dom.js';
import { clean, number, t } from './i18n.js';
import { pxPerMm } from './screen.js';
import { believedLink } from './store.js';
import { bandsOf, Sweep } from './sweep.js';
import { blocks, Lane, MISSING } from './wave-lane.js';

const FRAME_MS = 50;
/** Without a GPU each frame copies the page: above as many pixels every other frame is left out (docs/adr/0108). */
const MANY_PX = 4e6;
export const SPEEDS = [25, 12.5, 6.25, 0];
export const MOST = { roomy: 2, wide: 2, tall: 1, dense: 0 };
/** Curves of a bed in its detail view, and their height in pixels. */
const MOST_ALONE = 4;
const ALONE_PX = 84;
const GAINS = [10, 5, 2.5];
const ECG_MV = 2;

/** What kind of curve a code is, in the order in which they get a place. Fixed scales in the unit of the lane. */
const KINDS = [
  { id: 'ecg', of: /^MDC_ECG_/, color: 'c-hr' },
  { id: 'pleth', of: /PLETH|^MDC_PULS_OXIM_/i, color: 'c-spo2' },
  { id: 'abp', of: /^MDC_PRESS_BLD_(ART|AORT)(?!_PULM)|^MDC_PRESS_BLD$/, color: 'c-abp', fixed: { 'mm[Hg]': [160, 240, 320], kPa: [20, 32, 44] } },
  { id: 'co2', of: /_CO2/, color: 'c-co2', fixed: { 'mm[Hg]': [60, 100], kPa: [8, 14], '%': [8, 14] } },
  { id: 'resp', of: /RESP|TTHOR/i, color: 'c-rr' },
  { id: 'pap', of: /_PULM/, color: 'c-co2', fixed: { 'mm[Hg]': [60, 120] } },
  { id: 'cvp', of: /_VEN_CENT/, color: 'c-cvp', fixed: { 'mm[Hg]': [30, 60] } },
  { id: 'icp', of: /_INTRA_CRAN/, color: 'c-nibp', fixed: { 'mm[Hg]': [40, 80] } },
  { id: 'other', of: /^/, color: 'c-rr' },
];
export const kindOf = (info) => KINDS.find((kind) => kind.of.test(info.code ?? info.label)) ?? KINDS[8];
const rank = (info) => KINDS.indexOf(kindOf(info)) * 10 + (/_II$/.test(info.code ?? '') || info.label === 'II' ? 0 : 1);

/** The curves for a tile: one of each kind before a second of any. @param {Lane[]} lanes @param {number} most */
export function chosen(lanes, most) {
  const sorted = [...lanes].sort((a, b) => rank(a.info) - rank(b.info) || a.info.lane - b.info.lane);
  const first = sorted.filter((lane, i) => i === 0 || kindOf(lane.info) !== kindOf(sorted[i - 1].info));
  return [...first, ...sorted.filter((lane) => !first.includes(lane))].slice(0, most);
}

export function nameOf(info, kind) {
  const lead = /_(?:POTL|LEAD)_([A-Z0-9]+)$/.exec(info.code ?? '');
  return kind.id === 'ecg' ? (lead?.[1] ?? clean(info.label || 'ECG')) : kind.id === 'other' ? clean(info.label) : t(`wave.${kind.id}`);
}

/** Lowest and highest value of a stretch; null when all of it is missing. */
function range(lane, from, to) {
  let low = Infinity;
  let high = -Infinity;
  for (let n = Math.max(from, to - lane.ring.length); n < to; n += 1) {
    const v = lane.at(n);
    if (v !== MISSING) {
      low = Math.min(low, lane.value(v));
      high = Math.max(high, lane.value(v));
    }
  }
  return low > high ? null : { low, high, middle: (low + high) / 2 };
}

/** The scale of a pressure: the first of its fixed ones that holds the last seconds, once a second; 0 when it has none. */
function topOf(lane, kind, now = 0) {
  const tops = kind.fixed?.[lane.info.unit];
  if (tops && (lane.top === undefined || now - lane.topAt > 1000)) {
    const seen = range(lane, 0, lane.end);
    lane.top = tops.find((one) => !(seen?.high > one)) ?? tops.at(-1);
    lane.topAt = now;
  }
  return tops ? lane.top : 0;
}

/** Fills in low and high, text and size of the 1-mV bar; `fit` may change them where a sweep begins. */
function scaled(slot, kind) {
  const { info } = slot.lane;
  const pxMm = pxPerMm();
  const perMv = { mV: 1, uV: 1000 }[info.unit];
  const top = topOf(slot.lane, kind);
  slot.fit = () => {};
  if (kind.id === 'ecg' && perMv) {
    const gain = GAINS.find((mm) => ECG_MV * mm * pxMm <= slot.h) ?? 2.5;
    const height = (slot.h / (gain * pxMm)) * perMv;
    const place = (middle) => Object.assign(slot, { low: middle - 0.36 * height, high: middle + 0.64 * height });
    place(0);
    // A trace that its own level keeps out of the lane is moved as a whole; it is never filtered.
    slot.fit = (lane, from, to) => {
      const seen = range(lane, from, to);
      if (seen && (seen.middle < slot.low || seen.middle > slot.high)) {
        place(seen.middle);
      }
    };
    Object.assign(slot, { mv: gain * pxMm, scale: `${number(gain, 0, 1)} mm/mV` });
  } else if (top > 0) {
    Object.assign(slot, { low: 0, high: top, scale: `0–${top}` });
  } else {
    Object.assign(slot, { low: info.low ?? 0, high: info.high ?? 1, scale: '', patient: true });
    slot.fit = (lane, from, to) => {
      const seen = range(lane, from, to);
      const margin = seen ? Math.max((seen.high - seen.low) * 0.12, Math.abs(info.step) * 4) : 0;
      if (seen) {
        Object.assign(slot, { low: seen.low - margin, high: seen.high + margin });
      }
    };
  }
}

export class Waves {
  /** @type {Map<number, Lane>} */
  #lanes = new Map();
  /** @type {any[]} places and what is drawn, also for tests and measurements */
  slots = [];
  #shape = '';
  #who = '';
  /** @type {Sweep} where curves are drawn now */
  #sweep;
  #colors = {};
  /** @type {(() => void) | null} waits for the next frame of the curves */
  #next = null;
  #rests = false;
  frames = 0;
  mm = Number(localStorage.getItem('vigie.mm') ?? 25);
  /** Room is kept for curves once there have been any, so that digits stand where they stand. */
  any = localStorage.getItem('vigie.waves') === '1';

  /**
   * @param {HTMLElement} host under the tiles
   * @param {import('./grid.js').Grid} grid
   * @param {import('./detail.js').Detail} detail
   * @param {() => void} onRoom
   */
  constructor(host, grid, detail, onRoom) {
    this.grid = grid;
    this.detail = detail;
    this.onRoom = onRoom;
    this.sweeps = { grid: new Sweep(host), detail: new Sweep(detail.waveHost) };
    this.#sweep = this.sweeps.grid;
    Object.assign(host, { waves: this });
    grid.keepRoom(this.on);
    setInterval(() => this.#frame(), FRAME_MS);
  }

  get on() {
    return this.any && this.mm > 0;
  }

  get pxs() {
    return this.mm * pxPerMm();
  }

  /** Whose curves the gateway is asked for. */
  get wish() {
    return this.mm > 0 ? null : [];
  }

  /** The next speed, or none. @returns {string} which, in words */
  turn() {
    this.mm = SPEEDS[(SPEEDS.indexOf(this.mm) + 1) % SPEEDS.length];
    localStorage.setItem('vigie.mm', String(this.mm));
    this.restart();
    this.grid.keepRoom(this.on);
    return this.mm > 0 ? t('wave.speed', { n: number(this.mm, 0, 2) }) : t('wave.off');
  }

  /** Clears and goes on from now. */
  restart() {
    this.#shape = '';
  }

  /** A connection begins: lane numbers of the one before mean nothing. */
  forget() {
    this.#lanes.clear();
  }

  /** @param {any[]} infos of the frame `lanes` */
  told(infos) {
    const next = new Map();
    for (const info of infos) {
      const known = this.#lanes.get(info.lane);
      const lane = known?.holds(info) ? known : new Lane(info);
      lane.tell(info);
      next.set(info.lane, lane);
    }
    this.#lanes = next;
    if (infos.length && !this.any) {
      this.any = true;
      localStorage.setItem('vigie.waves', '1');
      this.grid.keepRoom(this.on);
      this.onRoom();
    }
  }

  /** @param {ArrayBuffer} frame @param {number} at */
  take(frame, at) {
    blocks(frame, (number, first, samples) => this.#lanes.get(number)?.put(first, samples, at));
  }

  /** Which curves stand where, from what the page shows now. @param {any} store @param {any} view */
  write(store, view) {
    const alone = store.beds.has(this.detail.bed) ? this.detail.bed : null;
    const most = !this.on || view.lost ? 0 : alone === null ? MOST[view.density] : MOST_ALONE;
    const perBed = new Map();
    this.#lanes.forEach((lane) => perBed.set(lane.info.bed, [...(perBed.get(lane.info.bed) ?? []), lane]));
    const wanted = [];
    const want = (name, place) => {
      const bed = store.beds.get(name);
      const live = ['live', 'slow'].includes(believedLink(bed, view.now));
      const lanes = live ? chosen(perBed.get(name) ?? [], most) : [];
      wanted.push({ place, lanes, none: alone === null && live && most > 0 && lanes.length === 0 && bed.numerics.length > 0 });
    };
    if (alone !== null) {
      want(alone, this.detail);
      this.detail.waveBox.style.height = `${wanted[0].lanes.length * ALONE_PX}px`;
    }
    // Under the detail of a bed the tiles have no curves: what nobody sees is not drawn, and would stand still.
    this.grid.each((name, tile) => (alone === null ? want(name, tile) : wanted.push({ place: tile, lanes: [], none: false })));
    const { width, height } = this.grid;
    const shape = [this.pxs, most, alone, view.density, t('wave.none'), devicePixelRatio, width, height, wanted.length].join();
    const who = JSON.stringify(wanted.map(({ lanes, none }) => [none, lanes.map((lane) => [lane.info.lane, lane.info.quality, topOf(lane, kindOf(lane.info), view.now)])]));
    if (shape !== this.#shape || who !== this.#who) {
      this.#arrange(wanted, shape !== this.#shape);
      this.#shape = shape;
      this.#who = who;
    }
  }

  /** @param {any[]} wanted @param {boolean} moved the tiles stand elsewhere: nothing that is drawn can stay */
  #arrange(wanted, moved) {
    const sweep = this.detail.bed === null ? this.sweeps.grid : this.sweeps.detail;
    const origin = sweep.host.getBoundingClientRect();
    for (const want of wanted) {
      const r = want.place.waveBox.getBoundingClientRect();
      want.box = { x: Math.round(r.x - origin.x), y: Math.round(r.y - origin.y), w: Math.floor(r.width), h: Math.floor(r.height) };
    }
    const anew = moved || sweep !== this.#sweep || wanted.some(({ box, lanes }) => lanes.length && !sweep.bandAt(box.y, box.h));
    if (anew) {
      this.#sweep.clear(0, []);
      this.#sweep = sweep;
      const here = this.detail.bed === null ? wanted : wanted.slice(0, 1);
      const rows = here.some(({ lanes }) => lanes.length) ? here.map(({ box }) => box).filter(({ w, h }) => w > 0 && h > 0) : [];
      sweep.clear(Math.floor(origin.width), bandsOf(rows));
    }
    const before = new Map(anew ? [] : this.slots.map((slot) => [slot.lane, slot]));
    const slots = [];
    for (const { place, lanes, none, box } of wanted) {
      const labels = lanes.map((lane, i) => {
        const kind = kindOf(lane.info);
        const h = Math.floor(box.h / lanes.length);
        const slot = { ...box, lane, y: box.y + i * h, h, band: sweep.bandAt(box.y, box.h), color: this.#color(kind.color) };
        scaled(slot, kind);
        const old = before.get(lane);
        slots.push(old && old.y === slot.y && old.h === slot.h && old.scale === slot.scale ? old : slot);
        return this.#label(slot, kind, i);
      });
      setChildren(place.waveBox, none ? [el('span', 'nowave', t('wave.none'))] : labels);
    }
    before.forEach((slot) => !slots.includes(slot) && sweep.erase(slot));
    this.slots = slots;
  }

  #label(slot, kind, i) {
    const { info } = slot.lane;
    const mark = ['demo', 'test'].includes(info.quality) ? t(`wave.${info.quality}`) : info.quality === 'questionable' ? '?' : '';
    const node = el('span', `wl ${kind.color}`, el('b', '', nameOf(info, kind)));
    node.append(el('i', '', [slot.scale, i === 0 ? `${number(this.mm, 0, 2)} mm/s` : ''].filter(Boolean).join('  ')));
    if (mark) {
      node.append(el('b', 'mark', mark));
    }
    const box = el('div', 'lane', node);
    if (slot.mv) {
      const bar = el('span', 'mv');
      bar.style.height = `${slot.mv}px`;
      box.append(bar);
    }
    if (i === 0) {
      const bar = el('span', 'second');
      bar.style.width = `${this.pxs}px`;
      box.append(bar);
    }
    return box;
  }

  #color(name) {
    this.#colors[name] ??= (() => {
      const probe = el('span', name);
      this.grid.node.append(probe);
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    })();
    return this.#colors[name];
  }

  /** Calls back in the frame in which curves are drawn next; in the next frame when none are. @param {() => void} paint */
  withFrame(paint) {
    if (this.slots.length && !document.hidden) {
      this.#next = paint;
    } else {
      requestAnimationFrame(paint);
    }
  }

  #frame() {
    this.#rests = !this.#rests && innerWidth * innerHeight * devicePixelRatio ** 2 > MANY_PX;
    if (this.#rests) {
      return;
    }
    // First: whatever happens to the curves, the page goes on.
    if (this.#next !== null) {
      requestAnimationFrame(this.#next);
      this.#next = null;
    }
    if (document.hidden) {
      return;
    }
    const now = mono();
    this.frames += 1;
    this.slots.forEach((slot) => this.#sweep.draw(slot, now, this.pxs));
  }
}
