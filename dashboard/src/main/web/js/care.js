// Who watches a bed, on its tile and in the bar; and which displays have shown and sounded its alarms, in its detail.

import { button, el, setAttr, setClass, setHidden, setLines, setText } from './dom.js';
import { clean, number, say, t } from './i18n.js';

const ASK_MS = 2000;
const NAMED = 4;

/** @type {WeakMap<any, HTMLElement>} */
const marks = new WeakMap();

/** The watcher's initials on a tile; a red strip where nobody watches. @param {any} tile @param {any} bed */
export function writeCare(tile, bed) {
  let mark = marks.get(tile);
  if (mark === undefined) {
    mark = el('span', 'by');
    tile.head.insertBefore(mark, tile.pause);
    marks.set(tile, mark);
  }
  const { watchedBy, unwatched } = bed.care;
  setText(mark, unwatched ? t('watch.nobody') : clean(watchedBy));
  setClass(mark, unwatched ? 'by nobody' : 'by');
  setAttr(tile.node, 'data-unwatched', unwatched ? '' : null);
  if (unwatched) {
    setAttr(tile.node, 'aria-label', `${tile.node.getAttribute('aria-label')}, ${t('watch.nobody.long')}`);
  }
}

/** The button in the bar: who watches here, or in red how many beds nobody watches. */
export class WatchKey {
  /** @param {HTMLElement} place the words that were there @param {() => void} open */
  constructor(place, open) {
    this.key = button('watching', '', open);
    place.replaceWith(this.key);
  }

  /** @param {import('./store.js').Store} store @param {any} watch @param {boolean} named false when the PIN is missing */
  write(store, watch, named) {
    const open = [...store.beds.values()].filter((bed) => bed.care.unwatched).map((bed) => clean(bed.bed));
    const some = open.length > NAMED ? `${open.slice(0, NAMED - 1).join(' ')} …` : open.join(' ');
    const quiet = watch.user ? t(named ? 'watching' : 'watching.unproven', { u: watch.user }) : t('watch.title');
    setText(this.key, open.length > 0 ? t('watch.unwatched', { n: open.length }) : quiet);
    setAttr(this.key, 'title', open.length > 0 ? some : null);
    setClass(this.key, open.length > 0 ? 'watching nobody' : named ? 'watching' : 'watching yellow');
  }
}

/** The confirmations of the alarms of the bed on view. */
export class DeliveryList {
  #askedAt = -Infinity;
  #bed = '';
  #lines = [];

  /** @param {Element} place in the detail view @param {import('./people.js').People} people */
  constructor(place, people) {
    this.people = people;
    this.list = el('ul', 'delivery');
    this.box = el('div', 'deliverybox', say(el('h3'), 'delivery.title'), this.list);
    place.append(this.box);
  }

  /** @param {any} bed on view; undefined for none @param {number} now @param {(alarm: any) => string} words */
  write(bed, now, words) {
    if (bed === undefined || bed.alarms.length === 0) {
      this.#bed = '';
      this.#lines = [];
      setHidden(this.box, true);
      return;
    }
    if (bed.bed !== this.#bed || now - this.#askedAt > ASK_MS) {
      this.#lines = bed.bed === this.#bed ? this.#lines : [];
      this.#bed = bed.bed;
      this.#askedAt = now;
      void this.people.delivery(bed.bed).then((lines) => {
        if (this.#bed === bed.bed) {
          this.#lines = lines;
        }
      });
    }
    setHidden(this.box, this.#lines.length === 0);
    const texts = bed.alarms.flatMap((alarm) =>
      this.#lines.filter((line) => line.alarm === alarm.id).map((line) => `${words(alarm)} – ${spoken(line)}`),
    );
    setLines(this.list, texts, 'li');
  }
}

function spoken(line) {
  const step = (key, ms) => (ms === null ? t(`delivery.not.${key}`) : t(`delivery.${key}`, { s: number(ms / 1000, 1, 1) }));
  return `${t('delivery.display', { n: line.display })}: ${step('painted', line.paintedMs)}, ${step('sounded', line.soundedMs)}`;
}
