// The keys on one page, and what an engineer asks first: version, display, mode.

import { about, aboutLines } from './about.js';
import { button, el, setLines, setText } from './dom.js';
import { languages } from './form.js';
import { clean, say, t } from './i18n.js';

/** Signs, or a key of their words; and what they do. */
const KEYS = [
  ['↑ ↓ ← →', 'help.arrows'],
  ['help.k.enter', 'help.enter'],
  ['help.k.space', 'help.space'],
  ...[...'APBLGWIDMTERNH'].map((letter) => [letter, `help.${letter.toLowerCase()}`]),
  ['help.k.print', 'help.print'],
  ['0–9', 'help.digits'],
  ['help.k.esc', 'help.esc'],
  ['F1 ?', 'help.f1'],
];

export class Help {
  /** @param {HTMLElement} node @param {(language: string) => void} onLanguage @param {() => void} onChange */
  constructor(node, onLanguage, onChange) {
    this.node = node;
    this.onChange = onChange;
    this.about = el('p', 'about');
    this.setup = el('div', 'setup');
    const rows = KEYS.flatMap(([key, words]) => [say(el('dt'), key), say(el('dd'), words)]);
    node.append(el('div', 'card', say(el('h2'), 'help'), el('dl', '', ...rows), say(el('p'), 'help.legend'),
      say(el('p', 'secondary'), 'secondary'), this.setup, this.about,
      el('div', 'foot', say(button('back', '', () => this.hide()), 'back'), ...languages(onLanguage))));
  }

  get open() {
    return !this.node.hidden;
  }

  show() {
    this.node.hidden = false;
    this.node.focus();
    void this.#ask();
  }

  async #ask() {
    this.said = await about();
    this.onChange();
  }

  hide() {
    this.node.hidden = true;
  }

  write(store, view) {
    if (!this.open) {
      return;
    }
    this.node.setAttribute('aria-label', t('help'));
    setLines(this.setup, this.said ? aboutLines(this.said) : [], 'p');
    const notes = [view.reduced ? t('reduced.long') : '', view.guarded ? '' : t('unguarded')].filter(Boolean);
    setText(this.about, [t('help.about', { build: clean(store.build), display: store.display }), ...notes].join(' '));
  }
}
