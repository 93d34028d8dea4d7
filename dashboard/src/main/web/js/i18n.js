// Words and numbers in the reader's language, and the one rule for text that comes from devices.

/** @typedef {'en' | 'fr'} Language */

/** @type {Record<string, Record<string, string>>} */
const dictionaries = {};
/** @type {Language} */
let current = 'en';

/** Reads both languages, so that switching never needs the gateway. */
export async function loadLanguages() {
  await Promise.all(
    ['en', 'fr'].map(async (language) => {
      const answer = await fetch(`/lang/${language}.json`);
      dictionaries[language] = await answer.json();
    }),
  );
}

/** @returns {Language} */
export function language() {
  return current;
}

/** @type {[Node, string][]} nodes whose words never change but with the language */
const fixed = [];

/**
 * Gives a node the words of a key, in every language that is chosen later too. For nodes that stay as long as the page.
 * @template {Node} N
 * @param {N} node
 * @param {string} key
 */
export function say(node, key) {
  fixed.push([node, key]);
  node.textContent = t(key);
  return node;
}

/** @param {string} wanted anything but fr is English */
export function useLanguage(wanted) {
  current = wanted === 'fr' ? 'fr' : 'en';
  document.documentElement.lang = current;
  fixed.forEach(([node, key]) => {
    node.textContent = t(key);
  });
}

/**
 * The words of a key, {placeholders} filled in.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const text = dictionaries[current]?.[key] ?? dictionaries.en?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** A day in words. @param {number} local time of the gateway, for the UTC getters of Date */
export function day(local) {
  return new Date(local).toLocaleDateString(current, { dateStyle: 'full', timeZone: 'UTC' });
}

/**
 * Day and time of an ISO time as it is written there: 02/03 05:48, and 2 Mar 05:48 where 02/03 could be February.
 * @param {string} iso @param {number} [end] 19 for the seconds too
 */
export function dayTime(iso, end = 16) {
  const date = new Date(iso.slice(0, 10));
  const shape = current === 'fr' ? { day: '2-digit', month: '2-digit' } : { day: 'numeric', month: 'short' };
  return `${date.toLocaleDateString(current === 'fr' ? 'fr' : 'en-GB', { ...shape, timeZone: 'UTC' })} ${iso.slice(11, end)}`;
}

/** True when there are words for the key. */
export function has(key) {
  return key in (dictionaries.en ?? {});
}

/**
 * A number with the language's decimal sign and a true minus.
 * @param {number} value
 * @param {number} least decimals
 * @param {number} most decimals
 */
export function number(value, least, most) {
  let text = value.toFixed(most);
  if (most > least) {
    const keep = text.length - most + least;
    while (text.length > keep && text.endsWith('0')) {
      text = text.slice(0, -1);
    }
    text = text.endsWith('.') ? text.slice(0, -1) : text;
  }
  text = /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace('-', '\u2212');
  return current === 'fr' ? text.replace('.', ',') : text;
}

const LONGEST = 64;

/**
 * Text of a device or of a record, made harmless and honest: at most 64 characters, no control characters, and
 * characters that hide or reorder text replaced by a visible mark (security.md section 5).
 * @param {string | null | undefined} text
 */
export function clean(text) {
  if (text === null || text === undefined) {
    return '';
  }
  const shown = String(text)
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .replace(/[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u061c]/g, '\ufffd')
    .trim();
  const points = Array.from(shown);
  return points.length > LONGEST ? `${points.slice(0, LONGEST - 1).join('')}…` : shown;
}
