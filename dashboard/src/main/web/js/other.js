// The other central station of the unit. While this gateway is gone the page offers it as a link: going there is a
// person's act, since the other one has its own beds, its own sound check and its own origin.

import { el, setAttr, setText } from './dom.js';
import { t } from './i18n.js';

const KEY = 'vigie.other';
const ADDRESS = /^(\[[0-9a-f:.]{2,45}\]|[0-9.]{7,15}):[0-9]{1,5}$/i;

/** @param {unknown} text @returns {string | null} */
function address(text) {
  return typeof text === 'string' && ADDRESS.test(text) ? text : null;
}

export class Other {
  constructor() {
    this.link = /** @type {HTMLAnchorElement} */ (el('a'));
    this.line = el('p', 'other', this.link);
    // Kept: after a reload without the gateway nobody else could tell.
    this.address = address(localStorage.getItem(KEY));
  }

  /** @param {unknown} text what the gateway said; null for none */
  told(text) {
    this.address = address(text);
    localStorage.setItem(KEY, this.address ?? '');
  }

  /** The line to show, if there is another station. @returns {HTMLElement[]} */
  lines() {
    if (this.address === null) {
      return [];
    }
    setText(this.link, t('lost.other', { a: this.address }));
    setAttr(this.link, 'href', `http://${this.address}/`);
    return [this.line];
  }
}
