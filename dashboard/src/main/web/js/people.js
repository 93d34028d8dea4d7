// Who stands at this display and what they arrange: orders with their answers, the proof by PIN, and the names that this
// display may show. The gateway decides; nothing here stands between a person and an acknowledgement.

import { kept } from './form.js';
import { has, clean, t } from './i18n.js';

const TOKEN_KEY = 'vigie.token';
const PRIVACY_KEY = 'vigie.privacy';
/** A hub asks its edges for up to 10 s. */
const ANSWER_MS = 11_000;
/** Sheets of a whole unit, and a slow print system. */
const PRINT_MS = 70_000;
export const PRIVACY = ['hidden', 'initials', 'full'];

/** 96 random bits; crypto.randomUUID does not exist on plain http. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (word) => word.toString(16).padStart(8, '0')).join('');
}

/** The words for a refusal; `boxes:` names each box that did not do it. */
export function refusal(reason) {
  if (reason.startsWith('boxes:')) {
    const boxes = reason.slice(6).split(',').map((one) => one.split('='));
    const words = (why) => (has(`box.${why}`) ? t(`box.${why}`) : refusal(why));
    return t('refused.boxes', { list: boxes.map(([box, why]) => `${clean(box)} (${words(why)})`).join(' · ') });
  }
  const key = `refused.${reason}`;
  return has(key) ? t(key) : t('command.refused', { why: clean(reason) });
}

export class People {
  /** @type {Map<string, (answer: any) => void>} */
  #waiting = new Map();
  /** @type {Map<string, any>} bed -> name */
  #names = new Map();
  #namesFor = '';
  /** initials for whom this connection has given the PIN */
  #proven = '';
  /** 'hidden' | 'initials' | 'full' */
  privacy = kept(PRIVACY_KEY, PRIVACY, 'initials');

  /**
   * @param {{post: (message: any) => void, store: import('./store.js').Store, user: () => string | null, changed: () => void}} to
   */
  constructor(to) {
    this.to = to;
  }

  person(initials) {
    return this.to.store.people.find((person) => person.initials === initials);
  }

  /** True when the gateway would write down this name: no PIN, or it was given here. */
  mayName(initials) {
    const person = this.person(initials);
    return person !== undefined && (!person.pin || this.#proven === initials);
  }

  /**
   * @param {any} message
   * @returns {Promise<any>} the answer; one with the reason `no-answer` when there is none in time
   */
  #ask(message, patience = ANSWER_MS) {
    const id = newId();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(id, { accepted: false, reason: 'no-answer' }), patience);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.to.post({ ...message, id });
    });
  }

  #settle(id, answer) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.(answer);
  }

  /** A frame of the gateway; others than answers to this class are ignored. @param {any} frame */
  answered(frame) {
    this.#settle(frame.id, frame);
  }

  unsent(id) {
    this.#settle(id, { accepted: false, reason: 'no-link' });
  }

  /**
   * @param {string} order
   * @param {{user?: string | null, beds?: string[], person?: any, patient?: any, closing?: boolean, seen?: any, time?: string | null}} what
   * @returns {Promise<string>} the reason of a refusal; empty when accepted
   */
  async order(order, { user = this.to.user(), beds = [], person = null, patient = null, closing = false, seen = null, time = null }) {
    const answer = await this.#ask({ type: 'order', order, user, beds, person, patient, closing, seen, time });
    this.to.changed();
    return answer.accepted ? '' : answer.reason;
  }

  /** @param {string} sheet a bed, `unit` or `all` @returns {Promise<string>} as for an order */
  async print(sheet) {
    const answer = await this.#ask({ type: 'print', sheet }, PRINT_MS);
    return answer.accepted ? '' : answer.reason;
  }

  /** @param {string} user @param {string} pin @returns {Promise<string>} as for an order */
  signIn(user, pin) {
    return this.#prove(user, { pin, token: null });
  }

  async #prove(user, proof) {
    const answer = await this.#ask({ type: 'sign-in', user, ...proof });
    if (answer.accepted) {
      this.#proven = user;
      sessionStorage.setItem(TOKEN_KEY, JSON.stringify({ user, token: answer.token }));
    }
    this.to.changed();
    return answer.accepted ? '' : answer.reason;
  }

  /** A new connection: the gateway has forgotten who stands here. */
  connected() {
    this.#proven = '';
    this.#namesFor = '';
    const kept = JSON.parse(sessionStorage.getItem(TOKEN_KEY) ?? 'null');
    if (kept !== null && kept.user === this.to.user()) {
      void this.#prove(kept.user, { pin: null, token: kept.token });
    }
  }

  /** Writes somebody in who is not there yet. @param {string} user */
  async arrive(user) {
    return this.person(user) === undefined
      ? this.order('sign-on', { user: null, person: { initials: user, name: null, pin: null } })
      : '';
  }

  setPrivacy(mode) {
    this.privacy = mode;
    this.#namesFor = '';
    this.#names.clear();
    localStorage.setItem(PRIVACY_KEY, mode);
    this.to.changed();
  }

  /** Asks for names when this display shows them and who lies where has changed. Called once a second. */
  follow() {
    const user = this.to.user();
    if (this.privacy !== 'full' || user === null || !this.mayName(user)) {
      this.#names.clear();
      this.#namesFor = '';
      return;
    }
    const seen = [...this.to.store.beds.values()].map((bed) => `${bed.bed}\t${bed.label}\t${bed.patientId}`).join('\n');
    if (seen !== this.#namesFor) {
      this.#namesFor = seen;
      void this.names();
    }
  }

  /** @returns {Promise<Map<string, any>>} bed -> name; empty when this display may not know */
  async names() {
    const answer = await this.#ask({ type: 'ask-names', user: this.to.user() ?? '' });
    this.#names = new Map((answer.names ?? []).map((name) => [name.bed, name]));
    this.to.changed();
    return this.#names;
  }

  /** The bed as this display may show it. @param {any} bed */
  shown(bed) {
    if (this.privacy === 'initials' || bed.label === null) {
      return bed;
    }
    const name = this.privacy === 'full' ? this.#names.get(bed.bed) : undefined;
    const label = this.privacy === 'hidden' ? '' : name === undefined ? bed.label : fullName(name) || bed.label;
    return { ...bed, label };
  }

  /** @returns {Promise<any[]>} which displays have shown and sounded the alarms of a bed */
  async delivery(bed) {
    const answer = await this.#ask({ type: 'ask-delivery', bed });
    return answer.alarms ?? [];
  }
}

/** @param {any} name */
export function fullName(name) {
  return [clean(name.familyName).toUpperCase(), clean(name.givenName)].filter(Boolean).join(' ');
}
