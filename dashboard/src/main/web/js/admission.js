// Who lies in a bed, by hand: admit, confirm, transfer, discharge. Works without the hospital's list; what is typed here
// is marked as not verified until the list agrees or a person confirms.

import { button, el, setAttr, setHidden, setText } from './dom.js';
import { choice, dialogKeys, field, option, Panel } from './form.js';
import { clean, say, t } from './i18n.js';
import { refusal } from './people.js';

const CONFIRM_MS = 6000;
const SEXES = ['', 'F', 'M', 'O', 'U'];
const FIELDS = /** @type {[string, string, number][]} */ ([
  ['familyName', 'patient.family', 60],
  ['givenName', 'patient.given', 60],
  ['birthDate', 'patient.birth', 10],
  ['patientId', 'patient.id', 60],
]);

/**
 * A date as people write it, day first, or as ISO; a date field of the browser would follow the browser's language and
 * turn 3 February into 2 March. Anything else is left for the gateway to refuse.
 * @param {string | null} typed
 */
export function isoDate(typed) {
  const parts = /^(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})$/.exec(typed ?? '');
  return parts === null ? typed : `${parts[3]}-${parts[2].padStart(2, '0')}-${parts[1].padStart(2, '0')}`;
}

export class Admission extends Panel {
  /** @type {string | null} */
  bed = null;
  /** what waits for a second press: '' | 'discharge' | 'transfer' | 'discharge!' | 'transfer!' */
  #asked = '';
  #askedAt = -Infinity;
  /** @type {any} names behind the label, when this display may know */
  #known = null;
  /** the wrist band that was read, '' for none */
  #read = '';

  /**
   * @param {HTMLElement} node
   * @param {import('./people.js').People} people
   * @param {() => void} closed
   */
  constructor(node, people, closed) {
    super(node, closed);
    this.people = people;
    this.now = el('p', 'lies');
    this.conflict = el('p', 'conflict');
    this.fields = new Map(FIELDS.map(([key, words, most]) => [key, field(`patient-${key}`, words, 'wide', most)]));
    this.sex = choice('patient-sex', 'patient.sex', SEXES);
    this.admit = button('admit go', '', () => this.#admit());
    this.confirm = say(button('confirm', '', () => this.#do('confirm-identity', {})), 'patient.confirm');
    this.discharge = button('discharge', '', () => this.#twice('discharge'));
    this.to = choice('patient-to', 'patient.to', []);
    this.transfer = button('transfer', '', () => this.#twice('transfer'));
    this.form = el('div', 'form', ...[...this.fields.values(), this.sex].map((one) => one.node));
    this.away = el('div', 'row', this.confirm, this.to.node, this.transfer, this.discharge);
    node.append(this.head, el('div', 'inside', this.now, this.conflict, this.form,
      el('div', 'row', this.admit, say(el('p', 'note'), 'patient.note')), this.why, this.away));
    dialogKeys(node, () => this.close(), () => void this.#admit());
  }

  /** @param {string} bed */
  show(bed) {
    this.bed = bed;
    this.message = '';
    this.#asked = '';
    this.#known = null;
    this.#read = '';
    this.node.hidden = false;
    for (const { input } of this.fields.values()) {
      input.value = '';
    }
    this.sex.select.value = '';
    this.fields.get('familyName')?.input.focus();
    void this.people.names().then((names) => {
      if (this.bed === bed) {
        this.#known = names.get(bed) ?? null;
        this.people.to.changed();
      }
    });
  }

  /** A wrist band was read: its identifier, in its field whatever field had the keys, and never an Enter. @param {string} code @param {HTMLInputElement | null} field @param {string} typed what stands of it in that field */
  band(code, field, typed) {
    if (field && typed !== '' && field.value.endsWith(typed)) {
      field.value = field.value.slice(0, -typed.length);
    }
    const id = this.fields.get('patientId')?.input;
    if (id) {
      id.value = code;
      id.focus();
    }
    this.#read = code;
    this.people.to.changed();
  }

  close() {
    this.bed = null;
    super.close();
  }

  async #admit() {
    const value = (key) => this.fields.get(key)?.input.value.trim() || null;
    const patient = {
      patientId: value('patientId'),
      familyName: value('familyName'),
      givenName: value('givenName'),
      birthDate: isoDate(value('birthDate')),
      sex: this.sex.select.value || null,
    };
    await this.#do('admit', { patient });
  }

  /** @param {string} order @param {any} what */
  async #do(order, what) {
    const beds = [this.bed, ...(what.to ? [what.to] : [])];
    const refused = await this.people.order(order, { beds, patient: what.patient ?? null, closing: what.closing ?? false });
    if (refused === 'alarm-active' && !what.closing) {
      this.#ask(`${order}!`);
      return;
    }
    if (refused === '') {
      this.close();
      return;
    }
    this.message = refusal(refused);
    this.people.to.changed();
  }

  #ask(what) {
    this.#asked = what;
    this.#askedAt = performance.now();
    this.message = what.endsWith('!') ? t('close.q') : '';
    this.people.to.changed();
  }

  get #waits() {
    return performance.now() - this.#askedAt < CONFIRM_MS ? this.#asked : '';
  }

  /** The first press asks, the second acts; with an alarm on, a third one closes it. */
  #twice(order) {
    const to = order === 'transfer' ? this.to.select.value : '';
    if (order === 'transfer' && to === '') {
      this.message = t('refused.bed-missing');
      this.people.to.changed();
      this.to.select.focus();
      return;
    }
    const waits = this.#waits;
    if (waits !== order && waits !== `${order}!`) {
      this.#ask(order);
      return;
    }
    this.#asked = '';
    void this.#do(order, { to, closing: waits.endsWith('!') });
  }

  /** @param {import('./store.js').Store} store */
  write(store) {
    const bed = this.bed === null ? undefined : store.beds.get(this.bed);
    if (bed === undefined) {
      this.close();
      return;
    }
    const name = clean(bed.bed);
    setAttr(this.node, 'aria-label', t('patient.title', { b: name }));
    setText(this.title, t('patient.title', { b: name }));
    const shown = this.people.shown(bed);
    const who = [clean(shown.label), bed.patientId === null ? '' : t('detail.id', { id: clean(bed.patientId) })].filter(Boolean).join(' · ');
    const empty = bed.link === 'empty';
    setText(this.now, empty ? t('link.empty') : `${who || t('detail.nopatient')} – ${t(`identity.${bed.care.identity}`)}`);
    const conflict = bed.marks.includes('identity-conflict');
    const other = this.#read !== '' && bed.patientId !== null && bed.patientId !== this.#read;
    const wrong = [
      other ? t('band.other', { n: clean(this.#read), id: clean(bed.patientId) }) : '',
      conflict ? t('mark.idconflict') : '',
      conflict && this.#known?.typed ? t('patient.typed', { n: clean(this.#known.typed) }) : '',
    ].filter(Boolean);
    setHidden(this.conflict, wrong.length === 0);
    setText(this.conflict, wrong.join(' – '));
    SEXES.forEach((value, i) => setText(this.sex.select.options[i], value === '' ? '–' : t(`sex.${value}`)));
    setText(this.admit, t('patient.admit', { b: name }));
    this.#writeAway(store, bed, empty, other);
    setText(this.why, this.message || (other || this.#read === '' ? '' : t(bed.patientId === null ? 'band.read' : 'band.same', { n: clean(this.#read) })));
  }

  #writeAway(store, bed, empty, other) {
    const waits = this.#waits;
    const named = bed.label !== null || bed.patientId !== null;
    setHidden(this.confirm, !named || other);
    setHidden(this.discharge, empty);
    setText(this.discharge, waits === 'discharge!' ? t('patient.close') : waits === 'discharge' ? t('standby.confirm', { b: clean(bed.bed) }) : t(named ? 'discharge' : 'patient.empty'));
    this.discharge.classList.toggle('yellow', waits.startsWith('discharge'));
    setHidden(this.transfer, !named);
    setHidden(this.to.node, !named);
    setText(this.transfer, waits === 'transfer!' ? t('patient.close') : waits === 'transfer' ? t('standby.confirm', { b: clean(this.to.select.value) }) : t('transfer'));
    this.transfer.classList.toggle('yellow', waits.startsWith('transfer'));
    const free = [...store.beds.values()].filter((other) => other.bed !== bed.bed && other.label === null && other.patientId === null);
    const wanted = free.map((other) => other.bed).join('\n');
    if (wanted !== this.freeSignature) {
      this.freeSignature = wanted;
      const { select } = this.to;
      const kept = select.value;
      select.replaceChildren(option('', '–'), ...free.map((other) => option(other.bed, clean(other.bed))));
      select.value = free.some((other) => other.bed === kept) ? kept : '';
    }
  }
}
