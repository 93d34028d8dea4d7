// NEWS2 of the bed on view, and the two things that a person enters for it. A trend aid, never an alarm; what is missing
// or too old is never counted as 0 (reference/alarms.md 5).

import { button, el, setAttr, setHidden, setText, status } from './dom.js';
import { clean, say, t } from './i18n.js';
import { refusal } from './people.js';

const CHOICES = {
  consciousness: ['alert', 'new-confusion', 'voice', 'pain', 'unresponsive'],
  oxygen: ['air', 'oxygen'],
  scale: ['1', '2'],
};

export class Score {
  /** @type {any} what is chosen and not yet sent */
  #chosen = {};
  #bed = '';
  #message = '';

  /** @param {Element} place in the detail view @param {import('./people.js').People} people */
  constructor(place, people) {
    this.people = people;
    this.total = el('h3', 'total');
    this.points = el('p');
    this.keys = Object.entries(CHOICES).flatMap(([kind, words]) =>
      words.map((word) => ({ kind, word, node: button('', '', () => this.#choose(kind, word)) })));
    this.rows = new Map(Object.keys(CHOICES).map((kind) => {
      const label = el('span');
      const row = el('div', 'row', label, ...this.keys.filter((key) => key.kind === kind).map((key) => key.node));
      row.setAttribute('role', 'group');
      return [kind, { label, row }];
    }));
    this.why = status('why', 'span');
    this.box = el('section', 'score', this.total, this.points, ...[...this.rows.values()].map(({ row }) => row),
      el('div', 'row', say(button('go', '', () => void this.#enter()), 'news2.enter'), this.why), say(el('p', 'source'), 'news2.source'));
    this.box.hidden = true;
    place.firstElementChild?.after(this.box);
  }

  #choose(kind, word) {
    this.#chosen[kind] = this.#chosen[kind] === word ? undefined : word;
    this.#message = '';
    this.people.to.changed();
  }

  async #enter() {
    const { consciousness = null, oxygen, scale } = this.#chosen;
    const bed = this.#bed;
    const seen = { consciousness, oxygen: oxygen === undefined ? null : oxygen === 'oxygen', scale: Number(scale ?? this.scale) };
    const refused = await this.people.order('observe', { beds: [bed], seen });
    if (bed === this.#bed) {
      this.#message = refused === '' ? '' : refusal(refused);
      this.#chosen = refused === '' ? {} : this.#chosen;
    }
  }

  /** @param {any} bed on view; undefined for none @param {number} now */
  write(bed, now) {
    const score = bed?.news2;
    setHidden(this.box, !score);
    if (!score || bed.bed !== this.#bed) {
      this.#bed = bed?.bed ?? '';
      this.#chosen = {};
      this.#message = '';
    }
    if (!score) {
      return;
    }
    this.scale = score.scale;
    setText(this.total, headline(score, now - bed.at > score.countsMs || document.body.classList.contains('no-feed')));
    const points = Object.entries(score.points).map(([item, some]) => `${t(`news2.${item}`)} ${some}`);
    const entered = score.enteredAt === null ? [] : [t('news2.entered', { t: score.enteredAt, u: clean(score.enteredBy) })];
    setText(this.points, [...points, ...entered].join(' · '));
    for (const [kind, { label, row }] of this.rows) {
      setText(label, t(`news2.${kind}`));
      setAttr(row, 'aria-label', t(`news2.${kind}`));
    }
    for (const { kind, word, node } of this.keys) {
      setText(node, kind === 'scale' ? word : t(`news2.${word}`));
      setAttr(node, 'aria-pressed', String((this.#chosen[kind] ?? (kind === 'scale' ? String(score.scale) : '')) === word));
    }
    setText(this.why, this.#message);
  }
}

function headline(score, old) {
  if (score.child) {
    return t('news2.child');
  }
  if (old && score.total !== null) {
    return t('news2.old');
  }
  return score.total === null
    ? t('news2.incomplete', { n: Object.keys(score.points).length, m: score.missing.map((item) => t(`news2.${item}`)).join(', ') })
    : t('news2.total', { n: score.total, r: t(`news2.r.${score.response}`) });
}
