// The keys (central-ui.md 5). A held key does nothing: a book lying on "A" must not acknowledge.

import { Band } from './band.js';

const NUMBER_MS = 3000;

/**
 * @typedef {Object} Keys
 * @property {() => void} any called for every fresh key first: it may wake the sound
 * @property {() => boolean} typing true while a text field has the keys
 * @property {() => boolean} overGrid true while a panel lies over the tiles
 * @property {(dx: number, dy: number) => void} move
 * @property {() => void} open
 * @property {Record<string, () => void>} letters what each letter does (help.js says it in words)
 * @property {string} deeds those of them that cannot be taken back
 * @property {() => void} acknowledgeFocus
 * @property {(all: boolean) => void} print the sheet of the chosen bed, or of all
 * @property {() => void} help
 * @property {() => void} back
 * @property {(digits: string) => void} number a bed number so far; empty when it is dropped
 * @property {(digits: string) => boolean} goTo true when there is such a bed
 * @property {(code: string, field: HTMLInputElement | null, typed: string) => boolean} band takes a wrist band that was read; false to leave it to the field
 */

export class Keyboard {
  #digits = '';
  #digitsAt = 0;

  /** @param {Keys} keys */
  constructor(keys) {
    this.keys = keys;
    this.band = new Band((key) => (key === ' ' ? keys.acknowledgeFocus() : this.#letter(key)), keys.deeds, (code, field, typed) => {
      this.#drop();
      return keys.band(code, field, typed);
    });
    // Before any panel: Enter at the end of a wrist band is no Enter of a person.
    document.addEventListener('keydown', (event) => this.#first(event), { capture: true });
    document.addEventListener('keydown', (event) => this.#down(event));
    document.addEventListener('pointerdown', () => keys.any(), { capture: true });
  }

  #first(event) {
    if (event.repeat) {
      return;
    }
    this.keys.any();
    if (!event.ctrlKey && !event.altKey && !event.metaKey && this.band.takes(event, this.keys.typing())) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  #down(event) {
    if (event.repeat) {
      if (isOurs(event)) {
        event.preventDefault();
      }
      return;
    }
    if (event.ctrlKey && event.key.toLowerCase() === 'p') {
      event.preventDefault();
      this.keys.print(event.shiftKey);
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || this.keys.typing()) {
      return;
    }
    if (this.#act(event)) {
      event.preventDefault();
    }
  }

  /** @returns {boolean} true when the key was ours */
  #act(event) {
    const { keys } = this;
    const onButton = event.target instanceof HTMLButtonElement;
    switch (event.key) {
      case 'ArrowLeft':
        return this.#move(-1, 0);
      case 'ArrowRight':
        return this.#move(1, 0);
      case 'ArrowUp':
        return this.#move(0, -1);
      case 'ArrowDown':
        return this.#move(0, 1);
      case 'Enter':
        return onButton && this.#digits === '' ? false : this.#enter();
      case ' ':
        // Space on a button of a panel presses that button; anywhere else it acknowledges the focus alarm.
        return onButton && keys.overGrid() ? false : (keys.acknowledgeFocus(), true);
      case 'Escape':
        this.#drop();
        keys.back();
        return true;
      case 'F1':
        keys.help();
        return true;
      default:
        return this.#letter(event.key);
    }
  }

  #letter(key) {
    const { keys } = this;
    const action = key === '?' ? keys.help : keys.letters[key.toLowerCase()];
    if (action) {
      action();
      return true;
    }
    if (/^[0-9]$/.test(key)) {
      this.#digit(key);
      return true;
    }
    return false;
  }

  #move(dx, dy) {
    if (this.keys.overGrid()) {
      return false;
    }
    this.keys.move(dx, dy);
    return true;
  }

  #enter() {
    const digits = this.#fresh() ? this.#digits : '';
    this.#drop();
    if (digits === '' || this.keys.goTo(digits)) {
      this.keys.open();
    }
    return true;
  }

  #fresh() {
    return performance.now() - this.#digitsAt < NUMBER_MS;
  }

  #digit(digit) {
    this.#digits = (this.#fresh() ? this.#digits : '').slice(-3) + digit;
    this.#digitsAt = performance.now();
    this.keys.number(this.#digits);
  }

  #drop() {
    if (this.#digits !== '') {
      this.#digits = '';
      this.keys.number('');
    }
  }
}

function isOurs(event) {
  return [' ', 'Enter'].includes(event.key) && !(event.target instanceof HTMLInputElement);
}
