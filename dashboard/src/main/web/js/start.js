// The start screen: who watches, and a sound that a person must say they heard. Until then this display does not count
// as watching. It covers the tiles only: bar and focus strip stay in sight.

import { button, el, setHidden, setText, status } from './dom.js';
import { field, languages } from './form.js';
import { clean, say, t } from './i18n.js';

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
    this.unit = el('h2');
    this.beds = el('p', 'beds');
    const { input, label } = field('initials', 'start.initials', '', 4);
    this.initials = input;
    this.why = status('why');
    this.asking = el('div', 'ask', label, input, say(button('go', '', () => this.#begin()), 'start'));
    this.yes = say(button('yes', '', () => on.heard(this.user)), 'sound.yes');
    this.listening = el('div', 'listen', say(el('p', 'question'), 'sound.q'), this.yes,
      say(button('no', '', () => this.#to('silent')), 'sound.no'), say(button('again', '', () => on.play()), 'sound.again'));
    this.silence = el('div', 'silent', say(el('p', 'advice'), 'sound.advice'), say(button('retry', '', () => this.#begin()), 'sound.again'),
      say(button('without', '', () => on.unheard(this.user)), 'sound.without'));
    this.later = say(button('later', '', () => on.cancel()), 'later');
    const card = el('div', 'card', say(el('p', 'secondary'), 'secondary'), this.unit, this.beds, this.asking, this.listening, this.silence,
      this.why, el('div', 'foot', ...languages(on.language), this.later));
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

  /** @param {import('./store.js').Store} store @param {string} sound state of the sound */
  write(store, sound) {
    if (!this.open) {
      return;
    }
    this.node.setAttribute('aria-label', t('start'));
    setText(this.unit, [store.unit, store.site].map(clean).filter(Boolean).join(' – ') || 'Vigie');
    setText(this.beds, store.filled ? t('reporting', { n: store.bedsReporting, m: store.bedsTotal }) : t('link.wait'));
    setHidden(this.later, !this.mayCancel);
    const blocked = this.#step !== 'ask' && sound === 'blocked';
    setText(this.why, blocked ? t('sound.blocked') : this.missing ? t('start.missing') : '');
  }
}
