// The top bar: time, how many beds report, the link, the sound, who watches, and one line for what just happened.

import { countdown, hms, hm } from './clock.js';
import { button, el, setClass, setHidden, setLines, setText, status } from './dom.js';
import { clean, say, t } from './i18n.js';
import { unseen } from './store.js';
import { bedName, offsetWords } from './wording.js';

export class Bar {
  /** @type {{text: string, until: number, untilKey: boolean} | null} */
  #notice = null;

  /** @param {HTMLElement} node @param {{sound: () => void, pause: () => void, list: () => void, help: () => void}} on */
  constructor(node, on) {
    this.clock = el('b', 'clock');
    this.vouched = el('span', 'vouched');
    this.title = el('h1', 'sr');
    this.reporting = el('span', 'reporting');
    this.link = el('span', 'link');
    this.sound = button('sound', '', on.sound);
    this.watching = el('span', 'watching');
    this.badges = el('span', 'badges');
    this.secondary = say(el('span', 'secondary'), 'secondary');
    this.notice = status('notice', 'span');
    this.slot = el('div', 'slot', this.secondary, this.notice);
    this.pause = button('pause', '', on.pause);
    this.list = say(button('listkey', '', on.list), 'list.key');
    this.help = say(button('helpkey', '', on.help), 'help.key');
    node.append(
      this.title, this.clock, this.vouched, this.reporting, this.link, this.sound, this.watching, this.badges, this.slot,
      this.pause, this.list, this.help,
    );
  }

  /**
   * One line for what just happened.
   * @param {string} text
   * @param {number} now mono() time
   * @param {boolean} [untilKey] stays until a key is pressed, else 6 s
   */
  say(text, now, untilKey = false) {
    this.#notice = text === '' ? null : { text, until: now + 6000, untilKey };
  }

  /** A key was pressed: what waited for it goes. */
  keyed() {
    if (this.#notice?.untilKey) {
      this.#notice = null;
    }
  }

  /**
   * @param {import('./store.js').Store} store
   * @param {any} view
   */
  write(store, view) {
    const { now } = view;
    setText(this.clock, view.clock.known ? hms(view.clock.localNow(now)) : '--:--:--');
    setText(this.vouched, store.clock?.quality === 'manual' ? t('clock.by', { u: clean(store.clock.by), t: store.clock.at.slice(11, 16) }) : '');
    setText(this.title, `Vigie ${clean(store.unit)}`);
    setText(this.reporting, store.filled ? t('reporting', { n: store.bedsReporting, m: store.bedsTotal }) : '');
    setClass(this.reporting, store.bedsReporting < store.bedsTotal ? 'reporting short' : 'reporting');
    setText(this.link, t(`link.page.${view.link}`));
    setClass(this.link, `link l-${view.link}`);
    this.#writeSound(view);
    setText(this.watching, view.watch.user ? t('watching', { u: view.watch.user }) : '');
    this.#writeBadges(store, view);
    const pause = store.unitPause(now);
    setText(this.pause, pause > 0 ? t('paused', { t: countdown(pause) }) : t('pause.key'));
    setClass(this.pause, pause > 0 ? 'pause yellow' : 'pause');
    if (this.#notice && !this.#notice.untilKey && now > this.#notice.until) {
      this.#notice = null;
    }
    setHidden(this.secondary, this.#notice !== null);
    setHidden(this.notice, this.#notice === null);
    setText(this.notice, this.#notice?.text ?? '');
  }

  #writeSound(view) {
    const { watch } = view;
    const tested = watch.testedAt === null ? '' : hm(watch.testedAt);
    const state = watch.testedAt === null ? 'none' : watch.due ? 'due' : 'ok';
    setText(this.sound, state === 'ok' ? t('sound.ok', { t: tested, u: watch.user }) : t(`sound.${state}`));
    setClass(this.sound, state === 'ok' ? 'sound' : 'sound yellow');
  }

  #writeBadges(store, view) {
    const badges = [];
    if (store.mode !== 'live' && store.filled) {
      badges.push(t(store.mode === 'drill' ? 'drill' : 'mark.demo'));
    }
    if (store.unvouched) {
      badges.push(t('clock.unset'));
    }
    if (store.clock?.quality === 'told') {
      const { aheadMs, by, at } = store.clock;
      badges.push(t(aheadMs > 0 ? 'clock.slow' : 'clock.fast', { d: offsetWords(Math.abs(aheadMs)).slice(1), u: clean(by), t: at.slice(11, 16) }));
    }
    const unanswered = store.everyAlarm().filter(({ alarm }) => alarm.escalation > 2 && unseen(alarm));
    document.body.classList.toggle('unanswered', unanswered.length > 0);
    if (unanswered.length > 0) {
      badges.push(t('unanswered', { b: [...new Set(unanswered.map(({ bed }) => bedName(bed)))].slice(0, 4).join(' ') }));
    }
    if (store.unassigned.length > 0) {
      badges.push(t('unassigned.badge', { n: store.unassigned.length }));
    }
    badges.push(...view.beds);
    if (view.elsewhere) {
      badges.push(t('sound.elsewhere'));
    }
    if (view.notes.restart.length > 0) {
      badges.push(t('note.restart', { s: view.notes.restart.join(', ') }));
    }
    if (view.notes.refused) {
      badges.push(t('note.refused'));
    }
    if (view.reduced) {
      badges.push(t('reduced'));
    } else if (view.maySleep) {
      badges.push(t('maysleep'));
    }
    setLines(this.badges, badges, 'span', 'badge');
  }
}
