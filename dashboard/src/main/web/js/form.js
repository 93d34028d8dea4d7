// Fields of the panels: a label with its input or its list of choices, and the keys of a dialog.

import { button, el, setText, status } from './dom.js';
import { clean, say } from './i18n.js';

function labelled(node, id, words) {
  node.id = id;
  const label = say(el('label'), words);
  label.setAttribute('for', id);
  return { label, node: el('span', 'field', label, node) };
}

/** @param {string} id @param {string} words key of the label @param {string} className @param {number} [most] characters @param {string} [type] */
export function field(id, words, className, most = 60, type = 'text') {
  const input = /** @type {HTMLInputElement} */ (el('input', className));
  Object.assign(input, { type, autocomplete: 'off', spellcheck: false, maxLength: most });
  return { input, ...labelled(input, id, words) };
}

/** @param {any} value @param {string} [words] */
export function option(value, words = '') {
  return /** @type {HTMLOptionElement} */ (Object.assign(el('option', '', words), { value: String(value) }));
}

/** @param {string} id @param {string} words key of the label @param {any[]} values @param {(value: string) => void} [chosen] @param {(value: any) => string} [says] the words of a value */
export function choice(id, words, values, chosen = () => {}, says = String) {
  const select = /** @type {HTMLSelectElement} */ (el('select'));
  select.append(...values.map((value) => option(value)));
  select.addEventListener('change', () => chosen(select.value));
  const write = (now) => {
    values.forEach((value, i) => setText(select.options[i], says(value)));
    select.value = String(now);
  };
  return { select, write, ...labelled(select, id, words) };
}

/** A bed that can be ticked. @param {string} name @param {() => void} changed @param {...Node} more */
export function bedRow(name, changed, ...more) {
  const box = /** @type {HTMLInputElement} */ (el('input'));
  box.type = 'checkbox';
  box.addEventListener('change', changed);
  return { box, node: el('li', 'bedrow', el('label', '', box, el('b', '', clean(name)), ...more)) };
}

/** What this browser was told to keep; else the standard. @template T @param {string} key @param {T[]} values @param {T} [standard] */
export function kept(key, values, standard = values[0]) {
  return values.find((value) => String(value) === localStorage.getItem(key)) ?? standard;
}

/** The two languages, each in its own words. @param {(language: string) => void} chosen */
export function languages(chosen) {
  return Object.entries({ fr: 'Français', en: 'English' }).map(([lang, name]) =>
    Object.assign(button('language', name, () => chosen(lang)), { lang }));
}

/** A panel with a title, a way back, and a line for what went wrong. */
export class Panel {
  /** what a person is told */
  message = '';

  /** @param {HTMLElement} node @param {() => void} closed */
  constructor(node, closed) {
    this.node = node;
    this.closed = closed;
    this.title = el('h2');
    this.back = say(button('back', '', () => this.close()), 'back');
    this.head = el('div', 'panelhead', this.title, el('span', 'gap'), this.back);
    this.why = status('why');
  }

  get open() {
    return !this.node.hidden;
  }

  close() {
    if (this.open) {
      this.node.hidden = true;
      this.closed();
    }
  }
}

/**
 * Escape closes, Enter in a field does what the field is for; such keys do not reach the rest of the page.
 * @param {HTMLElement} node @param {() => void} close @param {(target: HTMLInputElement) => void} enter
 */
export function dialogKeys(node, close, enter) {
  node.addEventListener('keydown', (event) => {
    const typed = event.key === 'Enter' && event.target instanceof HTMLInputElement;
    if (event.repeat || (event.key !== 'Escape' && !typed)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (typed) {
      enter(/** @type {HTMLInputElement} */ (event.target));
    } else {
      close();
    }
  });
}
