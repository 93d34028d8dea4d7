// The keys on one page, and what an engineer asks first: version, display, mode.

import { button, el, setText } from './dom.js';
import { languages } from './form.js';
import { clean, say, t } from './i18n.js';

/** Signs, or a key of their words; and what they do. */
const KEYS = [
  ['↑ ↓ ← →', 'help.arrows'],
  ['help.k.enter', 'help.enter'],
  ['help.k.space', 'help.space'],
  ['A', 'help.a'],
  ['P', 'help.p'],
  ['B', 'help.b'],
  ['L', 'help.l'],
  ['W', 'help.w'],
  ['I', 'help.i'],
  ['D', 'help.displays'],
  ['M', 'help.m'],
  ['T', 'help.t'],
  ['E', 'help.e'],
  ['R', 'help.r'],
  ['N', 'help.n'],
  ['help.k.print', 'help.print'],
  ['0–9', 'help.digits'],
  ['help.k.esc', 'help.esc'],
  ['F1 ?', 'help.f1'],
];

export class Help {
  /** @param {HTMLElement} node @param {(language: string) => void} onLanguage */
  constructor(node, onLanguage) {
    this.node = node;
    node.setAttribute('role', 'dialog');
    node.tabIndex = -1;
    this.about = el('p', 'about');
    const rows = KEYS.flatMap(([key, words]) => [say(el('dt'), key), say(el('dd'), words)]);
    node.append(el('div', 'card', say(el('h2'), 'help'), el('dl', '', ...rows), say(el('p'), 'help.legend'),
      say(el('p', 'secondary'), 'secondary'), this.about,
      el('div', 'foot', say(button('back', '', () => this.hide()), 'back'), ...languages(onLanguage))));
  }

  get open() {
    return !this.node.hidden;
  }

  show() {
    this.node.hidden = false;
    this.node.focus();
  }

  hide() {
    this.node.hidden = true;
  }

  write(store, view) {
    if (!this.open) {
      return;
    }
    this.node.setAttribute('aria-label', t('help'));
    const notes = [view.reduced ? t('reduced.long') : '', view.guarded ? '' : t('unguarded')].filter(Boolean);
    setText(this.about, [t('help.about', { build: clean(store.build), display: store.display }), ...notes].join(' '));
  }
}
