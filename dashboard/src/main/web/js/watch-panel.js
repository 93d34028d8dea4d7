// Who watches which beds, and who works this shift. One dialog, all of it reachable with Tab, Space and Enter.

import { button, el, setAttr, setChildren, setClass, setHidden, setText } from './dom.js';
import { bedRow, choice, dialogKeys, field, Panel } from './form.js';
import { clean, number, say, t } from './i18n.js';
import { PRIVACY, refusal } from './people.js';
import { INCHES, inches, setInches } from './screen.js';
import { NIGHTS } from './night.js';
import { VOLUMES } from './volume.js';

const CONFIRM_MS = 5000;

export class WatchPanel extends Panel {
  /** @type {Map<string, {node: HTMLElement, box: HTMLInputElement, who: HTMLElement}>} */
  #beds = new Map();
  #askedLeave = -Infinity;

  /**
   * @param {HTMLElement} node
   * @param {import('./people.js').People} people
   * @param {{user: () => string | null, took: (user: string) => void, closed: () => void, volume: import('./volume.js').Volume, night: import('./night.js').Night}} on
   */
  constructor(node, people, on) {
    super(node, on.closed);
    say(this.title, 'watch.title');
    this.people = people;
    this.on = on;
    this.who = field('watch-user', 'start.initials', 'initials', 16);
    this.pin = field('watch-pin', 'person.pin', 'pin', 60, 'password');
    this.pin.input.inputMode = 'numeric';
    this.take = button('take go', '', () => this.#take());
    this.leave = button('leave', '', () => this.#leave());
    const check = (name, wanted) => say(button(name, '', () => this.#check(wanted)), `watch.${name}`);
    this.list = el('ul', 'watchbeds');
    const left = el('section', 'watching', el('div', 'row', this.who.node, this.pin.node, this.take, this.leave), this.why,
      el('div', 'row', check('open', (bed) => bed.care.unwatched), check('mine', (bed) => bed.care.watchedBy === this.user),
        check('all', () => true), check('none', () => false)), this.list);
    this.shift = el('ul', 'shift');
    this.initials = field('person-initials', 'person.initials', 'initials', 4);
    this.name = field('person-name', 'person.name', 'name');
    this.newPin = field('person-pin', 'person.newpin', 'pin', 60, 'password');
    this.newPin.input.inputMode = 'numeric';
    this.privacy = choice('privacy', 'privacy', PRIVACY, (mode) => people.setPrivacy(mode), (mode) => t(`privacy.${mode}`));
    this.night = choice('night', 'night', NIGHTS, (mode) => on.night.choose(mode), (mode) => t(`night.${mode}`));
    this.volume = choice('volume', 'volume', VOLUMES, (level) => on.volume.choose(Number(level)), (level) => `${level}\u00a0%`);
    this.screen = choice('screen', 'screen', INCHES, (size) => setInches(Number(size)),
      (size) => (size === 0 ? t('screen.unknown') : t('screen.inches', { n: number(size, 0, 1) })));
    const right = el('section', 'people', say(el('h3'), 'person.title'), this.shift,
      el('div', 'row', this.initials.node, this.name.node, this.newPin.node, say(button('add', '', () => this.#add()), 'person.add')),
      say(el('h3'), 'display.title'), el('div', 'row', this.privacy.node, this.volume.node, this.night.node, this.screen.node));
    node.append(this.head, el('div', 'columns', left, right));
    dialogKeys(node, () => this.close(), (target) => {
      const adding = [this.initials.input, this.name.input, this.newPin.input].includes(target);
      void (adding ? this.#add() : this.#take());
    });
  }

  get user() {
    return this.who.input.value.trim().toUpperCase();
  }

  show() {
    this.node.hidden = false;
    this.message = '';
    this.#askedLeave = -Infinity;
    this.who.input.value = this.on.user() ?? '';
    this.pin.input.value = '';
    this.#fresh = true;
    this.who.input.focus();
  }

  #fresh = false;

  #check(wanted) {
    for (const [name, { box }] of this.#beds) {
      box.checked = wanted(this.people.to.store.beds.get(name));
    }
    this.#askedLeave = -Infinity;
    this.people.to.changed();
  }

  get chosen() {
    return [...this.#beds].filter(([, { box }]) => box.checked).map(([name]) => name);
  }

  #say(text) {
    this.message = text;
    this.people.to.changed();
  }

  /** Proves who it is when that needs a PIN; the reason of a refusal, empty when it is fine. */
  async #prove(user) {
    if (user === '') {
      return 'no-name';
    }
    const arrived = await this.people.arrive(user);
    if (arrived !== '' || this.people.mayName(user) || !this.people.person(user)?.pin) {
      return arrived;
    }
    const pin = this.pin.input.value;
    this.pin.input.value = '';
    const refused = pin === '' ? 'pin-needed' : await this.people.signIn(user, pin);
    if (refused !== '') {
      this.pin.input.focus();
    }
    return refused;
  }

  async #take() {
    const user = this.user;
    const beds = this.chosen;
    const refused = (await this.#prove(user)) || (beds.length === 0 ? '' : await this.people.order('take-watch', { user, beds }));
    if (refused !== '') {
      this.#say(refusal(refused));
      return;
    }
    this.on.took(user);
    this.close();
  }

  /** Two presses: a bed without a watch is no slip of the hand. */
  async #leave() {
    const now = performance.now();
    if (now - this.#askedLeave > CONFIRM_MS) {
      this.#askedLeave = now;
      this.people.to.changed();
      return;
    }
    this.#askedLeave = -Infinity;
    const user = this.user;
    const refused = (await this.#prove(user)) || (await this.people.order('leave-watch', { user, beds: this.chosen }));
    this.#say(refused === '' ? '' : refusal(refused));
  }

  async #add() {
    const initials = this.initials.input.value.trim().toUpperCase();
    if (initials === '') {
      this.initials.input.focus();
      return;
    }
    const pin = this.newPin.input.value;
    const name = this.name.input.value.trim();
    const person = { initials, name: name === '' ? null : name, pin: pin === '' ? null : pin };
    const refused = await this.people.order('sign-on', { user: null, person });
    this.#say(refused === '' ? t('person.added', { u: initials }) : refusal(refused));
    if (refused === '') {
      for (const { input } of [this.initials, this.name, this.newPin]) {
        input.value = '';
      }
      this.initials.input.focus();
    }
  }

  async #remove(initials) {
    const user = this.user || null;
    const refused = await this.people.order('sign-off', { user, person: { initials, name: null, pin: null } });
    this.#say(refused === '' ? t('person.removed', { u: initials }) : refusal(refused));
  }

  /** @param {import('./store.js').Store} store */
  write(store) {
    if (!this.open) {
      return;
    }
    this.#writeWords();
    this.#writeBeds(store);
    this.#writePeople(store);
    const user = this.user;
    const person = this.people.person(user);
    setHidden(this.pin.node, !person?.pin || this.people.mayName(user));
    const n = this.chosen.length;
    const other = user !== '' && user !== this.on.user();
    setText(this.take, n === 0 ? t('watch.confirm') : t(other ? 'watch.handover' : 'watch.take', { u: user || '…', n }));
    const asked = performance.now() - this.#askedLeave < CONFIRM_MS;
    setText(this.leave, asked ? t('watch.leave.confirm', { n }) : t('watch.leave'));
    setClass(this.leave, asked ? 'leave yellow' : 'leave');
    setHidden(this.leave, n === 0);
    setText(this.why, this.message);
  }

  #writeWords() {
    this.node.setAttribute('aria-label', t('watch.title'));
    this.privacy.write(this.people.privacy);
    this.night.write(this.on.night.chosen);
    this.volume.write(this.on.volume.chosen);
    this.screen.write(inches());
  }

  #writeBeds(store) {
    const rows = new Map();
    for (const bed of store.beds.values()) {
      const row = this.#beds.get(bed.bed) ?? this.#bedRow(bed.bed);
      rows.set(bed.bed, row);
      const { watchedBy, unwatched } = bed.care;
      setText(row.who, watchedBy !== null ? clean(watchedBy) : unwatched ? t('watch.nobody') : t(`link.${bed.link}`));
      setClass(row.node, unwatched ? 'bedrow unwatched' : 'bedrow');
    }
    this.#beds = rows;
    setChildren(this.list, [...rows.values()].map(({ node }) => node));
    if (this.#fresh) {
      this.#fresh = false;
      const open = [...store.beds.values()].some((bed) => bed.care.unwatched);
      this.#check((bed) => (open ? bed.care.unwatched : bed.care.watchedBy === this.user));
    }
  }

  #bedRow(name) {
    const who = el('span', 'by');
    return { who, ...bedRow(name, () => this.people.to.changed(), who) };
  }

  #writePeople(store) {
    const wanted = JSON.stringify([store.people, document.documentElement.lang]);
    if (wanted === this.peopleSignature) {
      return;
    }
    this.peopleSignature = wanted;
    this.shift.replaceChildren(
      ...store.people.map((person) => {
        const out = button('out', t('person.remove'), () => void this.#remove(person.initials));
        setAttr(out, 'aria-label', `${t('person.remove')} ${clean(person.initials)}`);
        return el('li', '', el('b', '', clean(person.initials)), el('span', 'name', clean(person.name)),
          el('span', 'haspin', person.pin ? t('person.haspin') : ''), out);
      }),
    );
  }
}
