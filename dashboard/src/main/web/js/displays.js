// Which beds this display shows, in which order, and what the others show. The gateway keeps it by the name of the
// display; an alarm of a bed that no display shows is everybody's.

import { button, el, setAttr, setChildren, setHidden, setText } from './dom.js';
import { bedRow, dialogKeys, field, Panel } from './form.js';
import { clean, say, t } from './i18n.js';
import { refusal } from './people.js';

const NAME_KEY = 'vigie.display';

export class Displays extends Panel {
  /** @type {{beds: string[], rest: boolean}} */
  #layout = { beds: [], rest: true };
  /** @type {any[]} */
  #others = [];
  /** @type {Set<string>} beds that no visible display shows */
  #nowhere = new Set();
  /** @type {Set<string>} beds on this display */
  #shown = new Set();
  /** @type {{bed: string, on: boolean}[]} as arranged in the panel, not kept yet */
  #draft = [];
  #asked = '';
  #dragged = '';

  /**
   * @param {HTMLElement} node
   * @param {{post: (message: any) => void, store: import('./store.js').Store, grid: import('./grid.js').Grid, changed: () => void, placed: () => void,
   *   closed: () => void}} to placed: the tiles have to be placed anew
   */
  constructor(node, to) {
    super(node, to.closed);
    this.to = to;
    this.given = new URLSearchParams(location.search).get('display');
    this.name = (this.given ?? localStorage.getItem(NAME_KEY) ?? '').trim().slice(0, 24);
    to.store.mine = (bed) => bed === null || this.#shown.has(bed) || this.#nowhere.has(bed);
    say(this.title, 'display.arrange');
    const name = field('display-name', 'display.name', 'name', 24);
    this.input = name.input;
    this.keep = say(button('keep go', '', () => this.#keep()), 'display.keep');
    const all = say(button('all', '', () => this.#draftOf([...to.store.beds.keys()], () => true)), 'display.all');
    this.list = el('ol', 'arrange');
    this.screens = el('ul', 'screens');
    this.away = el('p', 'away');
    node.append(this.head, el('div', 'row', name.node, this.keep, all), this.why, this.away, say(el('h3'), 'display.order'),
      say(el('p', 'note'), 'display.hint'), this.list, say(el('h3'), 'display.others'), this.screens);
    dialogKeys(node, () => this.close(), () => this.#keep());
    this.#drags(this.list);
    // What is dropped on a tile is kept at once: it is seen where it lies.
    this.#drags(to.grid.node, () => this.#keep(false));
  }

  /** True while this display shows some beds only. */
  get partial() {
    return this.#shown.size < this.to.store.beds.size;
  }

  /** Whose curves are wanted: null for all. */
  get wish() {
    return this.partial ? [...this.#shown] : null;
  }

  /** A connection begins: the gateway has to know who this is. */
  connected() {
    this.#others = [];
    this.#nowhere = new Set();
    this.#ask(null, true);
  }

  #ask(beds, rest) {
    this.#asked = crypto.getRandomValues(new Uint32Array(2)).join('-');
    this.to.post({ type: 'arrange', id: this.#asked, name: this.name, beds, rest });
  }

  /** @param {any} frame a result, layout or displays @returns {boolean} true when it was for this class */
  answered(frame) {
    switch (frame.type) {
      case 'result':
        if (frame.id !== this.#asked) {
          return false;
        }
        this.message = frame.accepted ? '' : refusal(frame.reason);
        if (frame.accepted && this.open && this.#closing) {
          this.close();
        }
        this.#closing = false;
        this.to.changed();
        return true;
      case 'layout':
        if (frame.name === this.name) {
          this.#layout = frame;
          this.to.placed();
        }
        return true;
      case 'displays':
        this.#others = frame.displays;
        this.#nowhere = new Set(frame.nowhere);
        this.to.changed();
        return true;
      default:
        return false;
    }
  }

  #closing = false;

  /** The beds of this display in its order; never none. @param {string[]} names of the site @returns {string[]} */
  place(names) {
    const first = [...new Set(this.#layout.beds)].filter((name) => names.includes(name));
    const shown = !this.#layout.rest && first.length > 0 ? first : [...first, ...names.filter((name) => !first.includes(name))];
    this.#shown = new Set(shown);
    return shown;
  }

  /** What the bar has to say; empty while one display shows everything. @returns {string[]} */
  badges() {
    const said = [];
    if (this.#nowhere.size > 0) {
      said.push(t('display.nowhere', { b: [...this.#nowhere].slice(0, 6).map(clean).join(' ') + (this.#nowhere.size > 6 ? ' …' : '') }));
    }
    if (this.partial) {
      said.push(t('display.partial', { d: clean(this.name), n: this.#shown.size, m: this.to.store.beds.size }));
    }
    return said;
  }

  show() {
    this.node.hidden = false;
    this.to.grid.drags(true);
    this.message = '';
    this.input.value = this.name;
    this.input.disabled = this.given !== null;
    const names = [...this.to.store.beds.keys()];
    const shown = this.place(names);
    this.#draftOf([...shown, ...names.filter((name) => !shown.includes(name))], (name) => this.#shown.has(name));
    (this.input.disabled ? this.keep : this.input).focus();
  }

  #draftOf(names, on) {
    this.#draft = names.map((bed) => ({ bed, on: on(bed) }));
    this.signature = '';
    this.to.changed();
  }

  #keep(closing = true) {
    const beds = this.#draft.filter(({ on }) => on).map(({ bed }) => bed);
    const name = this.input.value.trim();
    const some = beds.length < this.#draft.length;
    if (beds.length === 0 || (some && name === '')) {
      this.message = t(beds.length === 0 ? 'display.nobeds' : 'display.needsname');
      this.to.changed();
      return;
    }
    this.name = name;
    if (this.given === null) {
      localStorage.setItem(NAME_KEY, name);
    }
    const site = [...this.to.store.beds.keys()];
    this.#closing = closing;
    // The order of the site needs no list: beds that are added later find their place by themselves.
    this.#ask(!some && beds.every((bed, i) => bed === site[i]) ? [] : beds, !some);
  }

  /** Beds are dragged within a place while this panel is open: nobody moves one by a slip. @param {HTMLElement} place @param {() => void} [dropped] */
  #drags(place, dropped) {
    const at = (event) => event.target.closest('[data-bed]');
    const target = (node) => {
      this.over?.removeAttribute('data-target');
      this.over = node;
      node?.setAttribute('data-target', '');
    };
    place.addEventListener('dragstart', (event) => {
      this.#dragged = at(event)?.dataset.bed;
    });
    place.addEventListener('dragover', (event) => {
      event.preventDefault();
      target(at(event));
    });
    place.addEventListener('drop', (event) => {
      event.preventDefault();
      target(null);
      this.#move(this.#dragged, this.#at(at(event)?.dataset.bed));
      dropped?.();
    });
    place.addEventListener('dragend', () => {
      target(null);
      this.#dragged = '';
    });
  }

  close() {
    this.#dragged = '';
    this.to.grid.drags(false);
    super.close();
  }

  #at(bed) {
    return this.#draft.findIndex((one) => one.bed === bed);
  }

  #move(bed, to) {
    const from = this.#at(bed);
    if (from >= 0 && to in this.#draft) {
      this.#draft.splice(to, 0, ...this.#draft.splice(from, 1));
      this.to.changed();
    }
  }

  write() {
    if (!this.open) {
      return;
    }
    this.node.setAttribute('aria-label', t('display.arrange'));
    setText(this.why, this.message);
    setHidden(this.away, this.#nowhere.size === 0);
    setText(this.away, t('display.nowhere', { b: [...this.#nowhere].map(clean).join(' ') }));
    this.#writeRows();
    const own = this.to.store.display;
    this.screens.replaceChildren(...this.#others.map((one) => {
      const words = [t('display.one', { n: one.display, d: clean(one.name) }), t('display.beds', { n: one.beds }),
        one.display === own ? t('display.this') : one.visible ? '' : t('display.unseen')];
      return el('li', one.visible ? '' : 'unseen', words.filter(Boolean).join(' · '));
    }));
  }

  #writeRows() {
    const signature = JSON.stringify([this.#draft.map(({ bed }) => bed), document.documentElement.lang]);
    if (signature === this.signature) {
      return;
    }
    this.signature = signature;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.move;
    this.rows = this.#draft.map((one, i) => this.#row(one, i));
    setChildren(this.list, this.rows);
    const again = focused && [...this.list.querySelectorAll('button')].find((node) => node.dataset.move === focused);
    if (again) {
      again.focus();
    }
  }

  #row(one, i) {
    const { box, node } = bedRow(one.bed, () => {
      one.on = box.checked;
    });
    box.checked = one.on;
    const mover = (sign, by) => {
      const arrow = button('move', sign, () => this.#move(one.bed, this.#draft.indexOf(one) + by));
      setAttr(arrow, 'aria-label', t(by < 0 ? 'display.up' : 'display.down', { b: clean(one.bed) }));
      arrow.dataset.move = `${one.bed} ${by}`;
      return arrow;
    };
    node.append(mover('▲', -1), mover('▼', 1));
    node.dataset.bed = one.bed;
    node.draggable = true;
    return node;
  }
}
