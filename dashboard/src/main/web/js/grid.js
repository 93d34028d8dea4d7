// The tiles: as many as the site's file names, in its order, never moved or resized by what happens on them.

import { setClass } from './dom.js';
import { Tile } from './tile.js';
import { MOST } from './waves.js';

/**
 * Columns for a number of beds: 4 up to 16, 8 up to 64 (central-ui.md 1.2), with full rows in between.
 * @param {number} beds
 */
export function columnsFor(beds) {
  if (beds <= 3) {
    return Math.max(1, beds);
  }
  if (beds === 4) {
    return 2;
  }
  return beds <= 16 ? 4 : beds <= 20 ? 5 : beds <= 24 ? 6 : beds <= 64 ? 8 : 10;
}

/**
 * How a tile of this size is laid out; by CSS pixels, never by the screen's name.
 * @param {number} width
 * @param {number} height
 */
export function densityFor(width, height) {
  if (height < 170) {
    return 'dense';
  }
  if (width < 330) {
    return 'tall';
  }
  return height < 320 ? 'wide' : 'roomy';
}

export class Grid {
  /** @type {Map<string, Tile>} */
  tiles = new Map();
  /** @type {string | null} */
  selected = null;
  density = 'wide';
  columns = 4;
  /** room for curves is kept */
  waves = false;
  /** size of the whole, known without asking: that would be a layout in each second */
  width = 0;
  height = 0;

  /**
   * @param {HTMLElement} node
   * @param {(bed: string) => void} onOpen
   * @param {() => void} onResize
   */
  constructor(node, onOpen, onResize) {
    this.node = node;
    this.onOpen = onOpen;
    new ResizeObserver(() => {
      this.#layout();
      onResize();
    }).observe(node);
  }

  /** Builds the tiles anew when the site's list of beds is another one. @param {string[]} names */
  place(names) {
    const now = [...this.tiles.keys()];
    if (names.length === now.length && names.every((name, i) => name === now[i])) {
      return;
    }
    this.tiles = new Map(names.map((name) => [name, this.tiles.get(name) ?? new Tile(name, (bed) => this.#clicked(bed))]));
    this.node.replaceChildren(...[...this.tiles.values()].map((tile) => tile.node));
    if (this.selected === null || !this.tiles.has(this.selected)) {
      this.select(names[0] ?? null, false);
    }
    this.#layout();
  }

  #clicked(bed) {
    this.select(bed, true);
    this.onOpen(bed);
  }

  #layout() {
    const count = Math.max(1, this.tiles.size);
    this.columns = columnsFor(count);
    const rows = Math.ceil(count / this.columns);
    this.node.style.setProperty('--columns', String(this.columns));
    this.node.style.setProperty('--rows', String(rows));
    this.width = this.node.clientWidth;
    this.height = this.node.clientHeight;
    this.density = densityFor(this.width / this.columns, this.height / rows);
    setClass(this.node, this.waves && MOST[this.density] > 0 ? `${this.density} waves` : this.density);
  }

  /** Whether tiles can be dragged. @param {boolean} on */
  drags(on) {
    this.each((_, tile) => {
      tile.node.draggable = on;
    });
  }

  /** @param {boolean} on */
  keepRoom(on) {
    if (on !== this.waves) {
      this.waves = on;
      this.#layout();
    }
  }

  /** @param {string | null} bed @param {boolean} focus */
  select(bed, focus) {
    const old = this.selected === null ? undefined : this.tiles.get(this.selected);
    if (old) {
      old.node.tabIndex = -1;
    }
    this.selected = bed;
    const tile = bed === null ? undefined : this.tiles.get(bed);
    if (tile) {
      tile.node.tabIndex = 0;
      if (focus) {
        tile.node.focus({ preventScroll: true });
      }
    }
  }

  /** @param {number} dx @param {number} dy */
  move(dx, dy) {
    const names = [...this.tiles.keys()];
    const at = this.selected === null ? 0 : names.indexOf(this.selected);
    const to = at + dx + dy * this.columns;
    const sameRow = dy !== 0 || Math.floor(to / this.columns) === Math.floor(at / this.columns);
    if (to >= 0 && to < names.length && sameRow) {
      this.select(names[to], true);
    } else {
      this.select(names[at] ?? null, true);
    }
  }

  /** The bed whose name ends in this number: 7 finds R07. @param {string} digits */
  find(digits) {
    const wanted = Number(digits);
    return [...this.tiles.keys()].find((name) => Number(/(\d+)\D*$/.exec(name)?.[1] ?? NaN) === wanted) ?? null;
  }

  /** @param {(name: string, tile: Tile) => void} write */
  each(write) {
    this.tiles.forEach((tile, name) => write(name, tile));
  }
}

