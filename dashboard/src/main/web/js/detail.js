// Everything about one bed: every value with its age and limits, the monitor's own words, alarms, link. It goes back to
// the grid by itself, so that nobody leaves the overview hidden.

import { believedState, absenceText, ageText } from './cells.js';
import { countdown, running } from './clock.js';
import { button, el, icon, scrolling, setChildren, setClass, setNotes, setText } from './dom.js';
import { clean, number, say, t } from './i18n.js';
import { Rows } from './list.js';
import { meaning, unitText } from './params.js';
import { age, bedPause, believedLink, byUrgency, silence } from './store.js';
import { linkWords, markWords, offAtMonitor, offsetWords, reasonWords, watermark } from './wording.js';

const COLUMNS = ['detail.parameter', 'detail.value', 'detail.unit', 'detail.limits', 'detail.age', 'detail.state', 'detail.feed'];
const CONFIRM_MS = 5000;

export class Detail {
  /** @type {string | null} the bed on view */
  bed = null;
  #rows = [];
  #asked = -Infinity;

  /**
   * @param {HTMLElement} node
   * @param {{acknowledge: any, pause: (bed: string) => void, standby: (bed: string, on: boolean) => void, admission: (bed: string) => void, shown: (bed: any) => any, closed: () => void}} on
   */
  constructor(node, on) {
    this.node = node;
    this.on = on;
    this.name = el('h2', 'name');
    this.who = el('span', 'who');
    this.water = el('span', 'badge');
    this.back = say(button('back', '', () => this.close()), 'back');
    this.pause = button('pausebed', '', () => this.bed && on.pause(this.bed));
    this.standby = button('standby', '', () => this.#standby());
    this.patient = say(button('patient', '', () => this.bed && on.admission(this.bed)), 'patient.key');
    this.facts = el('ul', 'facts');
    const alarms = el('ol', 'alarms');
    this.alarms = new Rows(alarms, on, true);
    this.tableBody = el('tbody');
    const heads = el('tr', '', ...COLUMNS.map((key) => say(el('th'), key)));
    this.scroll = scrolling('scroll', alarms, el('table', '', el('thead', '', heads), this.tableBody));
    const head = el('div', 'head', this.back, this.name, this.who, this.water, el('span', 'gap'), this.patient, this.pause, this.standby);
    this.waveHost = el('div', 'canvases');
    this.waveBox = el('div', 'wv');
    node.append(head, this.facts, el('div', 'curves', this.waveHost, this.waveBox), this.scroll);
  }

  open(bed) {
    this.bed = bed;
    this.node.hidden = false;
    this.#asked = -Infinity;
    this.node.focus();
  }

  close() {
    if (!this.node.hidden) {
      this.node.hidden = true;
      this.bed = null;
      this.on.closed();
    }
  }

  /** Standby takes two presses, so that one slip does not silence a bed. */
  #standby() {
    const now = performance.now();
    if (!this.begins || now - this.#asked < CONFIRM_MS) {
      this.#asked = -Infinity;
      this.on.standby(this.bed, this.begins);
    } else {
      this.#asked = now;
    }
  }

  /** What the standby button offers: to begin, to end, to confirm the patient, or to watch a bed that was empty. */
  #standbyKey(bed) {
    if (bed.link === 'empty') {
      return 'standby.occupied';
    }
    if (bed.link === 'standby' && !offAtMonitor(bed)) {
      return 'standby.end';
    }
    return bed.marks.includes('monitoring-resumed') ? 'standby.resumed' : 'standby.begin';
  }

  /** @param {import('./store.js').Store} store @param {any} view */
  write(store, view) {
    if (this.bed === null) {
      return;
    }
    const bed = store.beds.get(this.bed);
    if (bed === undefined) {
      this.close();
      return;
    }
    this.node.setAttribute('aria-label', t('bed', { b: clean(bed.bed) }));
    this.scroll.setAttribute('aria-label', t('detail.values'));
    setText(this.name, clean(bed.bed));
    setText(this.who, bed.label === null ? t('detail.nopatient') : clean(this.on.shown(bed).label));
    setNotes(this.water, [watermark(bed, store.mode)]);
    const pause = bedPause(bed, view.now);
    setText(this.pause, pause > 0 ? t('paused', { t: countdown(pause) }) : t('pause.bed'));
    setClass(this.pause, pause > 0 ? 'pausebed yellow' : 'pausebed');
    const key = this.#standbyKey(bed);
    this.begins = key === 'standby.begin';
    const asked = this.begins && performance.now() - this.#asked < CONFIRM_MS;
    setText(this.standby, asked ? t('standby.confirm', { b: clean(bed.bed) }) : t(key));
    setClass(this.standby, asked ? 'standby yellow' : 'standby');
    this.#writeFacts(bed, view);
    this.alarms.write(bed.alarms.map((alarm) => ({ alarm, bed: bed.bed })).sort(byUrgency), () => bed, view);
    this.#writeValues(bed, view);
  }

  #writeFacts(bed, view) {
    const link = believedLink(bed, view.now);
    const quiet = silence(bed, view.now);
    const facts = [linkWords(bed, view.now) || t(`link.${link}`)];
    if (bed.linkReason !== 'none' && bed.link !== 'standby') {
      facts.push(reasonWords(bed.linkReason));
    }
    facts.push(quiet < 0 ? t('link.never') : t('detail.heard', { t: running(quiet) }));
    if (bed.periodMs > 0) {
      facts.push(t('detail.period', { s: number(bed.periodMs / 1000, 0, 1) }));
    }
    if (bed.patientId !== null) {
      facts.push(t('detail.id', { id: clean(bed.patientId) }));
    }
    if (!bed.identityVerified && bed.label !== null) {
      facts.push(t(`identity.${bed.care.identity}`));
    }
    if (bed.care.watchedBy !== null) {
      facts.push(t('watching.since', { u: clean(bed.care.watchedBy), t: bed.care.watchedSince.slice(11, 16) }));
    }
    if (bed.clockOffsetMs !== null) {
      facts.push(t('mark.clock', { d: offsetWords(bed.clockOffsetMs) }));
    }
    const marks = markWords(bed).filter((mark) => mark.icon !== 'clock');
    const wanted = JSON.stringify([facts, marks]);
    if (wanted !== this.factSignature) {
      this.factSignature = wanted;
      this.facts.replaceChildren(
        ...marks.map((mark) => el('li', 'strong', icon(mark.icon), mark.word)),
        ...facts.map((fact) => el('li', '', fact)),
      );
    }
  }

  #writeValues(bed, view) {
    while (this.#rows.length < bed.numerics.length) {
      const cells = COLUMNS.map(() => el('td'));
      this.#rows.push({ node: el('tr', '', ...cells), cells });
    }
    bed.numerics.forEach((numeric, i) => this.#writeValue(this.#rows[i], numeric, bed, view));
    setChildren(this.tableBody, this.#rows.slice(0, bed.numerics.length).map((row) => row.node));
  }

  #writeValue(row, numeric, bed, view) {
    const { kind, part } = meaning(numeric.code);
    const state = believedState(numeric, bed, view.now, view.lost);
    const name = kind.label === '' ? clean(numeric.label || numeric.code) : t(kind.label);
    const parts = { sys: 'part.sys', dia: 'part.dia', mean: 'part.mean' };
    const measured = numeric.measuredAt ? `${clean(numeric.measuredAt)} · ` : '';
    const limits = numeric.limits;
    const bound = (value) => (value === null ? '–' : number(value, 0, 2));
    const texts = [
      parts[part] && kind.pressure ? `${name} ${t(parts[part])}` : name,
      state === 'invalid' ? '-?-' : numeric.value === null ? '---' : number(numeric.value, 0, 3),
      unitText(numeric.unit),
      limits === null ? t('lim.unknown') : `${bound(limits.low)} – ${bound(limits.high)}`,
      measured + t('val.age', { t: ageText(age(numeric, bed, view.now)) }),
      state === 'absent' ? absenceText(numeric, kind.id) : [t(`val.${state}`), quality(numeric)].filter(Boolean).join(' · '),
      [numeric.label, numeric.channel, numeric.code].map(clean).filter(Boolean).join(' · '),
    ];
    texts.forEach((text, i) => setText(row.cells[i], text));
    setClass(row.node, `s-${state} ${kind.color}`);
  }
}

function quality(numeric) {
  return numeric.quality === 'valid' || numeric.quality === 'invalid' ? '' : t(`quality.${numeric.quality}`);
}
