// The frame round the screen while the gateway is not heard: since when, what was on, and where else to look.

import { hms, running } from './clock.js';
import { el, setChildren, setHidden, setText } from './dom.js';
import { t } from './i18n.js';
import { Other } from './other.js';
import { runningMs } from './store.js';
import { alarmWords, bedName, prefix } from './wording.js';

const MOST_LISTED = 5;

export class LostFrame {
  /** @param {HTMLElement} node */
  constructor(node) {
    this.node = node;
    this.other = new Other();
    this.lines = ['say', 'sub', 'was'].map((name) => el('p', name));
  }

  /**
   * @param {import('./store.js').Store} store
   * @param {any} view
   */
  write(store, view) {
    setHidden(this.node, !view.lost);
    if (!view.lost) {
      return;
    }
    this.node.setAttribute('aria-label', t('link.page.lost'));
    const since = view.clock.known ? t('tech.gateway', { t: hms(view.lostAt) }) : t('tech.nogateway');
    const sub = view.localPause > 0 ? t('paused', { t: running(view.localPause) }) : t('lost.pause');
    const alarms = store.ordered().slice(0, MOST_LISTED);
    const lines = alarms.map(({ alarm, bed }) => `${bedName(bed)} ${prefix(alarm)} ${alarmWords(alarm, runningMs(alarm, store.beds.get(bed ?? ''), view)).text}`);
    const texts = [since, sub, ...(lines.length > 0 ? [`${t('lost.was')} ${lines.join('  ·  ')}`] : [])];
    texts.forEach((text, i) => setText(this.lines[i], text));
    setChildren(this.node, [...this.lines.slice(0, texts.length), ...this.other.lines()]);
  }
}

/** The bar that says that the browser lets no sound out. @param {HTMLElement} node @param {boolean} shown */
export function writeBlocked(node, shown) {
  setHidden(node, !shown);
  node.setAttribute('role', 'alert');
  setText(node, shown ? t('sound.blocked') : '');
}
