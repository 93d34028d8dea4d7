// The start screen: who watches, and a sound that a person must say they heard. Until then this display does not count
// as watching. It covers the tiles only: bar and focus strip stay in sight.

import { hms } from './clock.js';
import { button, el, setHidden, setText, status } from './dom.js';
import { field, languages } from './form.js';
import { clean, day, say, t } from './i18n.js';

/** @typedef {'ask' | 'listen' | 'silent' | 'clock'} Step */

export class Start {
  /** @type {Step} */
  #step = 'ask';

  /**
   * @param {HTMLElement} node
   * @param {{play: () => void, begin: (user: string, heard: boolean) => void, clock: () => void, told: (user: string | null, time: string) => void, language: (l: string) => void, cancel: () => void}} on
   *   clock: a person says that the time is right; told: what their watch says, local time
   */
  constructor(node, on) {
    this.node = node;
    this.on = on;
    this.unit = el('h2');
    this.beds = el('p', 'beds');
    const { input, label } = field('initials', 'start.initials', '', 4);
    this.initials = input;
    this.why = status('why');
    this.asking = el('div', 'ask', label, input, say(button('go', '', () => this.#begin()), 'start'));
    this.yes = say(button('yes', '', () => this.#heard(true)), 'sound.yes');
    this.listening = el('div', 'listen', say(el('p', 'question'), 'sound.q'), this.yes,
      say(button('no', '', () => this.#to('silent')), 'sound.no'), say(button('again', '', () => on.play()), 'sound.again'));
    this.silence = el('div', 'silent', say(el('p', 'advice'), 'sound.advice'), say(button('retry', '', () => this.#begin()), 'sound.again'),
      say(button('without', '', () => this.#heard(false)), 'sound.without'));
    this.time = el('p', 'question time');
    this.right = say(button('right', '', () => this.#clocked(true)), 'clock.yes');
    this.watch = field('watch-time', 'clock.watch', 'watchtime', 19);
    this.how = el('div', 'how', this.watch.node, say(button('tell', '', () => this.#tell()), 'clock.tell'), say(el('p', 'advice'), 'clock.how'));
    this.clocking = el('div', 'clocking', say(el('p', 'question'), 'clock.q'), this.time, this.right,
      say(button('wrong', '', () => this.#wrong()), 'sound.no'), this.how, say(button('unsure', '', () => this.#clocked(false)), 'clock.without'));
    this.later = say(button('later', '', () => on.cancel()), 'later');
    const card = el('div', 'card', say(el('p', 'secondary'), 'secondary'), this.unit, this.beds, this.asking, this.listening, this.silence, this.clocking,
      this.why, el('div', 'foot', ...languages(on.language), this.later));
    node.append(card);
    node.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.repeat && event.target instanceof HTMLInputElement) {
        event.preventDefault();
        void (event.target === this.initials ? this.#begin() : this.#tell());
      }
    });
  }

  get open() {
    return !this.node.hidden;
  }

  /** @param {string | null} user @param {boolean} again a check in the middle of the watch: it can be put off @param {Step} [step] the first one */
  show(user, again, step = 'ask') {
    this.node.hidden = false;
    this.mayCancel = again;
    this.then = () => this.on.cancel();
    this.#to(step);
    this.initials.value = user ?? '';
    (step === 'ask' ? this.initials : this.right).focus();
  }

  close() {
    this.node.hidden = true;
  }

  #to(step) {
    this.#step = step;
    setHidden(this.asking, step !== 'ask');
    setHidden(this.listening, step !== 'listen');
    setHidden(this.silence, step !== 'silent');
    setHidden(this.clocking, step !== 'clock');
    setHidden(this.how, true);
    this.missing = false;
    this.bad = false;
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

  /** The sound was answered for: the time of day comes next, where nobody vouches for it. @param {boolean} heard */
  #heard(heard) {
    this.then = () => this.on.begin(this.user, heard);
    if (this.unset) {
      this.#to('clock');
      this.right.focus();
    } else {
      this.then();
    }
  }

  /** The time is wrong: what does a watch say? */
  #wrong() {
    setHidden(this.how, false);
    this.watch.input.value = this.shown;
    this.watch.input.focus();
    this.watch.input.select();
  }

  #tell() {
    const time = this.watch.input.value.trim().replace(' ', 'T');
    this.bad = !/^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d(:[0-5]\d)?$/.test(time);
    if (this.bad) {
      this.watch.input.focus();
      return;
    }
    this.then();
    this.on.told(this.user || null, time);
  }

  #clocked(right) {
    this.then();
    if (right) {
      this.on.clock();
    }
  }

  /** @param {import('./store.js').Store} store @param {string} sound state of the sound @param {number} local time of the gateway */
  write(store, sound, local) {
    this.unset = store.unvouched;
    if (!this.open) {
      return;
    }
    this.node.setAttribute('aria-label', t('start'));
    this.shown = Number.isFinite(local) ? new Date(local).toISOString().slice(0, 16).replace('T', ' ') : '';
    setText(this.time, Number.isFinite(local) ? `${day(local)}, ${hms(local)}` : '');
    setText(this.unit, [store.unit, store.site].map(clean).filter(Boolean).join(' – ') || 'Vigie');
    setText(this.beds, store.filled ? t('reporting', { n: store.bedsReporting, m: store.bedsTotal }) : t('link.wait'));
    setHidden(this.later, !this.mayCancel);
    const blocked = (this.#step === 'listen' || this.#step === 'silent') && sound === 'blocked';
    setText(this.why, blocked ? t('sound.blocked') : this.missing ? t('start.missing') : this.bad ? t('clock.bad') : '');
  }
}
