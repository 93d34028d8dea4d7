// Fields of the panels: a label with its input or its list of choices, and the keys of a dialog.

import { el } from './dom.js';

function labelled(node, id) {
  node.id = id;
  const label = el('label');
  label.setAttribute('for', id);
  return { label, node: el('span', 'field', label, node) };
}

/** @param {string} id @param {string} className @param {number} [most] characters @param {string} [type] */
export function field(id, className, most = 60, type = 'text') {
  const input = /** @type {HTMLInputElement} */ (el('input', className));
  Object.assign(input, { type, autocomplete: 'off', spellcheck: false, maxLength: most });
  return { input, ...labelled(input, id) };
}

/** @param {any} value @param {string} [words] */
export function option(value, words = '') {
  return /** @type {HTMLOptionElement} */ (Object.assign(el('option', '', words), { value: String(value) }));
}

/** @param {string} id @param {any[]} values */
export function choice(id, values) {
  const select = /** @type {HTMLSelectElement} */ (el('select'));
  select.append(...values.map((value) => option(value)));
  return { select, ...labelled(select, id) };
}

/**
 * Escape closes, Enter in a field does what the field is for; such keys do not reach the rest of the page.
 * @param {HTMLElement} node @param {() => void} close @param {(target: HTMLInputElement) => void} enter
 */
export function dialogKeys(node, close, enter) {
  node.setAttribute('role', 'dialog');
  node.tabIndex = -1;
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
