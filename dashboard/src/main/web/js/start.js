// The start screen: who watches, and a sound that a person must say they heard. Until then this display does not count
// as watching. It covers the tiles only: bar and focus strip stay in sight.

import { button, el, setHidden, setText } from './dom.js';
import { clean, t } from './i18n.js';

/** @typedef {'ask' | 'listen' | 'silent'} Step */

export class Start {
  /** @type {Step} */
  #step = 'ask';

  /**
   * @param {HTMLElement} node
   * @param {{play: () => void, heard: (user: string) => void, unheard: (user: string) => void, language: (l: string) => void, cancel: () => void}} on
   */
  constructor(node, on) {
    this.node = node;
    this.on = on;
    node.setAttribute('role', 'dialog');
    this.secondary = el('p', 'secondary');
    this.unit = el('h2');
    this.beds = el('p', 'beds');
    this.label = el('label');
    this.initials = /** @type {HTMLInputElement} */ (el('input'));
    this.initials.id = 'initials';
    this.initials.maxLength = 4;
    this.initials.autocomplete = 'off';
    this.initials.spellcheck = false;
    this.label.setAttribute('for', 'initials');
    this.why = el('p', 'why');
    this.why.setAttribute('role', 'status');
    this.go = button('go', '', () => this.#begin());
    this.asking = el('div', 'ask', this.label, this.initials, this.go);
    this.question = el('p', 'question');
    this.yes = button('yes', '', () => this.#yes());
    this.no = button('no', '', () => this.#to('silent'));
    this.again = button('again', '', () => this.on.play());
    this.listening = el('div', 'listen', this.question, this.yes, this.no, this.again);
    this.advice = el('p', 'advice');
    this.retry = button('retry', '', () => this.#begin());
    this.without = button('without', '', () => this.#without());
    this.silence = el('div', 'silent', this.advice, this.retry, this.without);
    this.french = button('language', 'Français', () => on.language('fr'));
    this.french.lang = 'fr';
    this.english = button('language', 'English', () => on.language('en'));
    this.english.lang = 'en';
    this.later = button('later', '', () => on.cancel());
    const card = el('div', 'card', this.secondary, this.unit, this.beds, this.asking, this.listening, this.silence, this.why,
      el('div', 'foot', this.french, this.english, this.later));
    node.append(card);
    this.initials.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.repeat) {
        event.preventDefault();
        this.#begin();
      }
    });
  }

  get open() {
    return !this.node.hidden;
  }

  /** @param {string | null} user @param {boolean} again a check in the middle of the watch: it can be put off */
  show(user, again) {
    this.node.hidden = false;
    this.mayCancel = again;
    this.#to('ask');
    this.initials.value = user ?? '';
    this.initials.focus();
  }

  close() {
    this.node.hidden = true;
  }

  #to(step) {
    this.#step = step;
    setHidden(this.asking, step !== 'ask');
    setHidden(this.listening, step !== 'listen');
    setHidden(this.silence, step !== 'silent');
    this.missing = false;
  }

  get user() {
    return this.initials.value.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  }

  #begin() {
    if (this.user === '') {
      this.missing = true;
      this.initials.focus();
      setText(this.why, t('start.missing'));
      return;
    }
    this.#to('listen');
    this.on.play();
    this.yes.focus();
  }

  #yes() {
    this.on.heard(this.user);
  }

  #without() {
    this.on.unheard(this.user);
  }

  /** @param {import('./store.js').Store} store @param {string} sound state of the sound */
  write(store, sound) {
    if (!this.open) {
      return;
    }
    this.node.setAttribute('aria-label', t('start'));
    setText(this.secondary, t('secondary'));
    setText(this.unit, [store.unit, store.site].map(clean).filter(Boolean).join(' – ') || 'Vigie');
    setText(this.beds, store.filled ? t('reporting', { n: store.bedsReporting, m: store.bedsTotal }) : t('link.wait'));
    setText(this.label, t('start.initials'));
    setText(this.go, t('start'));
    setText(this.question, t('sound.q'));
    setText(this.yes, t('sound.yes'));
    setText(this.no, t('sound.no'));
    setText(this.again, t('sound.again'));
    setText(this.advice, t('sound.advice'));
    setText(this.retry, t('sound.again'));
    setText(this.without, t('sound.without'));
    setText(this.later, t('later'));
    setHidden(this.later, !this.mayCancel);
    const blocked = this.#step !== 'ask' && sound === 'blocked';
    setText(this.why, blocked ? t('sound.blocked') : this.missing ? t('start.missing') : '');
  }
}
