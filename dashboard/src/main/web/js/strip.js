// The focus strip: the most urgent alarm that nobody has acknowledged, large, always in the same place.

import { running } from './clock.js';
import { button, el, setClass, setHidden, setText } from './dom.js';
import { say, t } from './i18n.js';
import { runningMs, unseen } from './store.js';
import { alarmWords, bedName, prefix, stateWords } from './wording.js';

export class Strip {
  /** @type {import('./store.js').Placed | null} what is on the screen now, and so what Space acknowledges */
  shown = null;
  /** when `shown` became another occurrence, mono() time */
  shownSince = 0;

  /**
   * @param {HTMLElement} node
   * @param {{acknowledge: (placed: import('./store.js').Placed, since: number) => void, open: (bed: string) => void}} on
   */
  constructor(node, on) {
    this.node = node;
    this.bed = button('where', '', () => this.shown?.bed && on.open(this.shown.bed));
    this.text = el('span', 'text');
    this.alert = el('span', 'alert', this.bed, this.text);
    this.alert.setAttribute('role', 'alert');
    this.time = el('span', 'time');
    this.more = el('span', 'more');
    this.ack = say(button('ack', '', () => this.shown && on.acknowledge(this.shown, this.shownSince)), 'ack.key');
    this.count = el('span', 'count');
    node.append(this.alert, this.time, this.more, this.count, this.ack);
  }

  /**
   * @param {import('./store.js').Store} store
   * @param {{now: number, clock: import('./clock.js').ServerClock, lost: boolean}} view
   */
  write(store, view) {
    const open = store.ordered().filter(({ alarm }) => unseen(alarm));
    const top = open[0] ?? null;
    if (top?.alarm.id !== this.shown?.alarm.id) {
      this.shownSince = view.now;
    }
    this.shown = top;
    this.node.setAttribute('aria-label', t('strip'));
    setHidden(this.ack, top === null || view.lost);
    setHidden(this.bed, top === null);
    setHidden(this.count, top !== null);
    if (top === null) {
      this.#quiet(store);
      return;
    }
    const time = runningMs(top.alarm, store.beds.get(top.bed ?? ''), view);
    const words = alarmWords(top.alarm, time);
    const state = view.lost ? t('state.unknown') : stateWords(top.alarm);
    setText(this.bed, bedName(top.bed));
    const text = `${prefix(top.alarm)} ${words.text}${state === '' ? '' : ` (${state})`}`;
    setText(this.text, text);
    setText(this.time, top.alarm.code === 'VIGIE_NO_DATA' || !view.clock.known ? '' : running(time));
    setText(this.more, open.length > 1 ? `+${open.length - 1}` : '');
    const length = text.length > 44 ? ' long' : '';
    const technical = top.alarm.kind === 'technical' ? ' technical' : '';
    setClass(this.node, `prio-${top.alarm.priority} ${words.own ? 'own' : 'vendor'}${technical}${length} unseen`);
  }

  #quiet(store) {
    const seen = store.everyAlarm().length;
    const alarms = seen === 0 ? t('noalarm') : t(seen === 1 ? 'seen.one' : 'seen.many', { n: seen });
    setText(this.text, store.filled ? alarms : t('link.wait'));
    setText(this.count, store.filled ? `– ${t('reporting', { n: store.bedsReporting, m: store.bedsTotal })}` : '');
    setText(this.time, '');
    setText(this.more, '');
    const short = store.bedsReporting < store.bedsTotal ? ' short' : '';
    setClass(this.node, `quiet own${short}`);
  }
}
