// The keys on one page, and what an engineer asks first: version, display, mode.

import { button, el, setChildren, setText } from './dom.js';
import { clean, t } from './i18n.js';

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
    this.title = el('h2');
    this.list = el('dl');
    this.rows = KEYS.map(() => ({ dt: el('dt'), dd: el('dd') }));
    setChildren(this.list, this.rows.flatMap(({ dt, dd }) => [dt, dd]));
    this.legend = el('p');
    this.secondary = el('p', 'secondary');
    this.about = el('p', 'about');
    this.close = button('back', '', () => this.hide());
    const french = button('language', 'Français', () => onLanguage('fr'));
    french.lang = 'fr';
    const english = button('language', 'English', () => onLanguage('en'));
    english.lang = 'en';
    const card = el('div', 'card', this.title, this.list, this.legend, this.secondary, this.about,
      el('div', 'foot', this.close, french, english));
    node.append(card);
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
    setText(this.title, t('help'));
    this.rows.forEach(({ dt, dd }, i) => {
      const [key, words] = KEYS[i];
      setText(dt, key.startsWith('help.') ? t(key) : key);
      setText(dd, t(words));
    });
    setText(this.legend, t('help.legend'));
    setText(this.secondary, t('secondary'));
    setText(this.close, t('back'));
    const notes = [view.reduced ? t('reduced.long') : '', view.guarded ? '' : t('unguarded')].filter(Boolean);
    setText(this.about, [t('help.about', { build: clean(store.build), display: store.display }), ...notes].join(' '));
  }
}
