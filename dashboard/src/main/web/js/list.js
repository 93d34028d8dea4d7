// The alarm list: what is on, most urgent first; what ended in the last quarter of an hour; senders without a bed.

import { hm, hms, running } from './clock.js';
import { button, el, scrolling, setAttr, setChildren, setClass, setHidden, setLines, setNotes, setText } from './dom.js';
import { grouped } from './flood.js';
import { clean, say, t } from './i18n.js';
import { byUrgency, runningMs, unseen } from './store.js';
import { alarmWords, bedName, causeWords, monitorWords, prefix, seenAtWords, stateWords } from './wording.js';

const SHOWN_RECENT = 12;

class Row {
  /** @param {any} on @param {boolean} verbatim with the monitor's own words */
  constructor(on, verbatim) {
    this.where = el('b');
    this.text = el('span', 'text');
    this.state = el('span', 'state');
    this.time = el('span', 'time');
    this.vendor = el('span', 'vendor');
    this.ack = button('ack', '', () => (this.placed.more ? on.opened() : on.acknowledge(this.placed, this.since)));
    this.verbatim = verbatim ? el('span', 'verbatim') : null;
    this.node = el('li', '', this.where, this.time, this.text, this.state, this.vendor, this.ack, this.verbatim ?? '');
  }

  /** @param {import('./flood.js').Grouped} placed @param {any} shown the bed itself @param {any} view @param {number} since */
  write(placed, shown, view, since) {
    const { alarm, bed, more } = placed;
    this.placed = placed;
    this.since = since;
    const time = runningMs(alarm, shown, view);
    const words = alarmWords(alarm, time);
    const beds = more ? [...new Set(more.map((one) => one.bed))].sort() : alarm.beds;
    const oneBed = !more || beds.length === 1;
    setText(this.where, oneBed ? bedName(bed) : t('display.beds', { n: beds.length }));
    const text = more ? (oneBed ? t('flood.bed', { n: more.length }) : `${causeWords(alarm)} × ${more.length}`) : words.text;
    setText(this.text, `${prefix(alarm)} ${text}`);
    setNotes(this.state, view.lost && view.clock.known
      ? [t('unknown.since', { t: hms(view.lostAt) })]
      : [stateWords(alarm), seenAtWords(alarm), alarm.silencedAtBedside && t('bedside.silenced')]);
    setText(this.time, view.clock.known ? running(time) : '');
    setNotes(this.vendor, [oneBed && more ? '' : beds.map(bedName).join(' ')]);
    const does = t(more ? 'flood.open' : 'ack');
    setText(this.ack, does);
    setAttr(this.ack, 'aria-label', `${does}: ${bed ?? t('unitwide')} ${text}`);
    setHidden(this.ack, !unseen(alarm) || view.lost);
    if (this.verbatim) {
      const said = monitorWords(alarm);
      setText(this.verbatim, said === '' ? '' : t('detail.vendor', { text: said }));
    }
    const technical = alarm.kind === 'technical' ? ' technical' : '';
    setClass(this.node, `prio-${alarm.priority} ${unseen(alarm) ? 'unseen' : 'seen'}${technical}`);
  }
}

/** Alarms that are on, a row each. */
export class Rows {
  /** when the order of the rows last changed: a click aimed at the row before must not hit the row after */
  #orderSince = 0;
  #order = '';
  /** @type {Map<string, Row>} */
  #rows = new Map();

  /** @param {HTMLElement} node @param {any} on @param {boolean} [verbatim] */
  constructor(node, on, verbatim = false) {
    this.node = node;
    this.make = () => new Row(on, verbatim);
  }

  /** @param {import('./flood.js').Grouped[]} all in order @param {(bed: string | null) => any} bedOf @param {any} view */
  write(all, bedOf, view) {
    const order = all.map(({ alarm, more }) => alarm.id + (more ? '+' : '')).join('\n');
    if (order !== this.#order) {
      this.#order = order;
      this.#orderSince = view.now;
    }
    const rows = new Map();
    for (const placed of all) {
      const row = this.#rows.get(placed.alarm.id) ?? this.make();
      row.write(placed, bedOf(placed.bed), view, this.#orderSince);
      rows.set(placed.alarm.id, row);
    }
    this.#rows = rows;
    setChildren(this.node, [...rows.values()].map((row) => row.node));
  }
}

export class AlarmList {
  /**
   * @param {HTMLElement} node
   * @param {{acknowledge: (placed: import('./store.js').Placed, since: number) => void, opened: () => void}} on opened: a group is to be opened
   */
  constructor(node, on) {
    this.node = node;
    /** nothing is grouped */
    this.flat = false;
    this.title = el('h2');
    const active = el('ol', 'active');
    this.rows = new Rows(active, on);
    this.none = el('p', 'none');
    this.recentTitle = say(el('h2'), 'recent');
    this.recent = el('ol', 'recent');
    this.strangersTitle = say(el('h2'), 'unassigned.title');
    this.strangers = el('ul', 'strangers');
    this.scroll = scrolling('scroll', this.title, this.none, active, this.recentTitle, this.recent, this.strangersTitle, this.strangers);
    node.append(this.scroll);
  }

  get open() {
    return !this.node.hidden;
  }

  toggle() {
    this.flat = false;
    this.node.hidden = !this.node.hidden;
    document.body.classList.toggle('with-list', !this.node.hidden);
  }

  /** @param {import('./store.js').Store} store @param {any} view */
  write(store, view) {
    if (!this.open) {
      return;
    }
    this.node.setAttribute('aria-label', t('list'));
    this.scroll.setAttribute('aria-label', t('list'));
    const all = store.everyAlarm().sort(byUrgency);
    setText(this.title, `${t('list')} (${all.length})`);
    setText(this.none, `${t('noalarm')} – ${t('reporting', { n: store.bedsReporting, m: store.bedsTotal })}`);
    setHidden(this.none, all.length > 0 || !store.filled);
    this.rows.write(this.flat ? all : grouped(all), (bed) => store.beds.get(bed ?? ''), view);
    this.#writeRecent(store, view);
    setHidden(this.strangersTitle, store.unassigned.length === 0);
    setLines(this.strangers, store.unassigned.map((u) => [u.bed, u.device, u.source].map(clean).filter(Boolean).join(' · ')), 'li');
  }

  #writeRecent(store, view) {
    const recent = store.recent.slice(0, SHOWN_RECENT);
    setHidden(this.recentTitle, recent.length === 0);
    const signature = recent.map(({ alarm }) => alarm.id).join('\n') + t('recent');
    if (signature === this.recentSignature) {
      return;
    }
    this.recentSignature = signature;
    this.recent.replaceChildren(
      ...recent.map(({ alarm, bed, endedAt }) => {
        const ended = view.clock.known ? hm(view.clock.localNow(endedAt)) : '';
        const lasted = view.clock.known ? view.clock.since(alarm.since, endedAt) : 0;
        const where = el('b', '', bedName(bed));
        return el('li', '', where, el('span', 'time', ended), el('span', 'text', `${prefix(alarm)} ${alarmWords(alarm, lasted).text}`));
      }),
    );
  }
}
