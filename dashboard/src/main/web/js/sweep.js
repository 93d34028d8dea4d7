// Draws curves on opaque canvases, one for each row of tiles: only what is new, with an erase bar ahead of the pen. A gap
// is dots, never a line. A browser copies a canvas as a whole in each frame: they are no larger than the curves.

import { el } from './dom.js';
import { MISSING } from './wave-lane.js';

const ERASE_PX = 10;
const DOT_EVERY_PX = 6;
/** A scale that is taken from the curve itself needs a beat or two of it. */
const PATIENCE_S = 2.5;
const TILE = '#0b0f14';
const DOT = '#8b98a5';

/**
 * @typedef {Object} Band a canvas and the rows of pixels that it covers
 * @property {CanvasRenderingContext2D} g in the pixels of the whole
 * @property {number} y
 * @property {number} h
 */

/**
 * @typedef {Object} Slot a curve and its place, CSS pixels of the whole
 * @property {Band} band
 * @property {import('./wave-lane.js').Lane} lane
 * @property {number} x
 * @property {number} y
 * @property {number} w
 * @property {number} h
 * @property {string} color
 * @property {(lane: any, from: number, to: number) => void} fit chooses low and high at the begin of a sweep
 * @property {number} low value of the lower edge
 * @property {number} high
 * @property {boolean} [patient] its scale is taken from the curve itself
 * @property {number} [drawn] place up to which it is drawn
 */

/** Rows of pixels that hold all boxes, one band for boxes that stand side by side. @param {{y: number, h: number}[]} boxes */
export function bandsOf(boxes) {
  const bands = [];
  for (const { y, h } of [...boxes].sort((a, b) => a.y - b.y)) {
    const last = bands.at(-1);
    if (last && y < last.y + last.h) {
      last.h = Math.max(last.h, y + h - last.y);
    } else {
      bands.push({ y, h });
    }
  }
  return bands;
}

export class Sweep {
  /** @type {Band[]} */
  #bands = [];

  /** @param {HTMLElement} host under the words of the curves */
  constructor(host) {
    this.host = host;
  }

  /** Everything away, and canvases for these rows. @param {number} width @param {{y: number, h: number}[]} rows */
  clear(width, rows) {
    const ratio = window.devicePixelRatio;
    const canvases = [];
    this.#bands = rows.map(({ y, h }) => {
      const canvas = /** @type {HTMLCanvasElement} */ (el('canvas'));
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(h * ratio);
      Object.assign(canvas.style, { top: `${y}px`, width: `${width}px`, height: `${h}px` });
      const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { alpha: false }));
      g.setTransform(ratio, 0, 0, ratio, 0, -y * ratio);
      g.lineWidth = 1.5;
      g.lineJoin = 'round';
      canvases.push(canvas);
      const band = { g, y, h };
      this.erase({ band, x: 0, y, w: width, h });
      return band;
    });
    this.host.replaceChildren(...canvases);
  }

  /** The band on which a place lies as a whole. @returns {Band | undefined} */
  bandAt(y, h) {
    return this.#bands.find((band) => y >= band.y && y + h <= band.y + band.h);
  }

  /** @param {{band: Band, x: number, y: number, w: number, h: number}} box */
  erase({ band, x, y, w, h }) {
    band.g.fillStyle = TILE;
    band.g.fillRect(x, y, w, h);
  }

  /** Draws what has become due. @param {Slot} slot @param {number} now @param {number} pxs pixels per second */
  draw(slot, now, pxs) {
    const { lane } = slot;
    const to = lane.due(now);
    if (Number.isNaN(to) || (slot.patient && lane.end - lane.begin < lane.rate * PATIENCE_S)) {
      return;
    }
    const perPx = lane.rate / pxs;
    const lap = (n) => Math.floor(n / perPx / slot.w);
    if (slot.drawn === undefined || to < slot.drawn || (to - slot.drawn) / perPx > slot.w / 2) {
      this.erase(slot);
      slot.drawn = to;
      slot.fit(lane, lane.begin, lane.end);
      return;
    }
    while (slot.drawn < to) {
      const edge = Math.max(slot.drawn + 1, Math.ceil((lap(slot.drawn) + 1) * slot.w * perPx));
      const stop = Math.min(to, edge);
      this.#stretch(slot, slot.drawn, stop, perPx);
      slot.drawn = stop;
      if (stop === edge) {
        slot.fit(lane, edge - Math.round(slot.w * perPx), edge);
      }
    }
  }

  /** A stretch within one lap; it begins at the sample before, so that the line has no holes of its own. */
  #stretch(slot, from, to, perPx) {
    const { lane, band, x, y, w, h } = slot;
    const left = Math.floor(from / perPx / w) * w;
    const at = (n) => n / perPx - left;
    const ahead = at(to) + ERASE_PX;
    const first = Math.max(0, Math.floor(at(from)) + 1);
    this.erase({ band, x: x + first, y, w: Math.min(w, ahead) - first, h });
    if (ahead > w) {
      this.erase({ band, x, y, w: ahead - w, h });
    }
    const { g } = band;
    const scale = (h - 3) / (slot.high - slot.low);
    const bottom = y + h - 1.5;
    let column = NaN;
    let low = 0;
    let high = 0;
    let last = 0;
    const flush = () => {
      if (!Number.isNaN(column)) {
        const px = x + column + 0.5;
        g.lineTo(px, low);
        g.lineTo(px, high);
        g.lineTo(px, last);
      }
    };
    g.strokeStyle = slot.color;
    g.fillStyle = DOT;
    g.beginPath();
    for (let n = at(from - 1) < 0 ? from : from - 1; n < to; n += 1) {
      const number = lane.at(n);
      const c = Math.min(w - 1, Math.floor(at(n)));
      if (number === MISSING) {
        flush();
        column = NaN;
        if (c % DOT_EVERY_PX === 0) {
          g.fillRect(x + c, y + h / 2, 2, 2);
        }
      } else {
        const v = Math.max(y + 1.5, Math.min(bottom, bottom - (lane.value(number) - slot.low) * scale));
        if (Number.isNaN(column)) {
          g.moveTo(x + c + 0.5, v);
        }
        if (c === column) {
          low = Math.min(low, v);
          high = Math.max(high, v);
        } else {
          flush();
          column = c;
          low = high = v;
        }
        last = v;
      }
    }
    flush();
    g.stroke();
  }
}
