// Looking back: one panel over the tiles for trends (T), the alarm log (E), one moment of it and the report (R). Its parts are fetched when they are
// first asked for, so that the first paint does not wait for them.

import { button, el, scrolling, setHidden, setText, status } from './dom.js';
import { clean, say, t } from './i18n.js';

export class LookBack {
  /** @type {'trends' | 'log' | 'event' | 'report' | null} */
  #shown = null;
  /** @type {string | null} */
  #bed = null;
  #parts = {};
  #redraw;

  /**
   * @param {HTMLElement} node
   * @param {{closed: () => void, redraw: () => void}} on
   */
  constructor(node, on) {
    this.node = node;
    this.on = on;
    this.#redraw = on.redraw;
    this.back = say(button('back', '', () => this.close()), 'back');
    this.title = el('h2', 'name');
    this.tools = el('div', 'tools');
    this.body = el('div', 'body');
    node.append(el('div', 'head', this.back, this.title, el('span', 'gap'), this.tools), this.body);
    node.addEventListener('keydown', (event) => {
      if (this.#shown !== null && this.#parts[this.#shown]?.key(event)) {
        event.preventDefault();
        event.stopPropagation();
      }
    });
  }

  get open() {
    return this.#shown !== null;
  }

  /**
   * Shows a part, or closes it when it is the one on view.
   * @param {'trends' | 'log' | 'report'} which
   * @param {string | null} bed
   */
  async toggle(which, bed) {
    if (this.#shown === which) {
      this.close();
      return;
    }
    if (which === 'trends' && bed === null) {
      return;
    }
    this.#bed = bed;
    await this.#show(which, bed);
  }

  /** @param {'trends' | 'log' | 'event' | 'report'} which @param {any} what a bed, or the row of the log that an event is about */
  async #show(which, what) {
    this.#parts[this.#shown ?? '']?.hide();
    this.#shown = which;
    setHidden(this.node, false);
    this.node.focus();
    const part = (this.#parts[which] ??= await this.#load(which));
    if (this.#shown === which) {
      this.tools.replaceChildren(...part.tools);
      this.body.replaceChildren(...part.body);
      part.show(what);
      this.#redraw();
    }
  }

  async #load(which) {
    if (which === 'trends') {
      const { Trends } = await import('./trends.js');
      return new Trends(this.#redraw);
    }
    if (which === 'report') {
      const { Report } = await import('./report.js');
      return new Report(this.#redraw);
    }
    if (which === 'event') {
      const { Event } = await import('./event.js');
      return new Event(this.#redraw, () => void this.#show('log', this.#bed));
    }
    const { AlarmLog } = await import('./log.js');
    return new AlarmLog(this.#redraw, (row) => void this.#show('event', row));
  }

  close() {
    if (this.#shown === null) {
      return;
    }
    this.#parts[this.#shown]?.hide();
    this.#shown = null;
    setHidden(this.node, true);
    this.on.closed();
  }

  /** @param {import('./store.js').Store} store @param {any} view */
  write(store, view) {
    if (this.#shown === null) {
      return;
    }
    const part = this.#parts[this.#shown];
    const title = part ? part.write(store, view) : t('look.loading');
    setText(this.title, title);
    this.node.setAttribute('aria-label', title);
  }
}

/** What the parts have in common: a note, a box that scrolls, and questions to the gateway while they are on view. */
export class Part {
  visible = false;
  failed = false;
  answer = null;
  /** @type {{box: string, bed: string} | null} another box keeps what was asked for */
  kept = null;
  askedAt = -Infinity;
  /** language of what stands there; empty when it has to be written again */
  written = '';
  /** @type {HTMLElement[]} */
  tools = [];

  /** @param {() => void} redraw @param {string} className @param {...Node} children of the box */
  constructor(redraw, className, ...children) {
    this.redraw = redraw;
    this.note = status('note');
    this.scroll = scrolling(`scroll ${className}`, ...children);
    this.body = [this.note, this.scroll];
  }

  hide() {
    this.visible = false;
  }

  /** @returns {boolean} true when the key was for this part */
  key(_event) {
    return false;
  }

  /** What was asked for has come, or has not: what was there before stays. */
  took(answer) {
    this.failed = answer === null;
    // A moment that this box has read from its store comes with who has the rest of it.
    const kept = (!answer?.values && answer?.kept) || null;
    if (kept) {
      this.clear();
    } else {
      this.answer = answer ?? this.answer;
    }
    this.kept = kept;
    this.written = '';
    this.redraw();
  }

  /** Nothing of one bed stays under the name of another. */
  clear() {
    this.answer = null;
    this.kept = null;
  }

  /** Why there is less than was asked for. @param {any} view */
  lacking(view) {
    return [
      (this.failed || view.lost) && t('look.failed'),
      this.kept && t('look.kept', { x: clean(this.kept.box), b: clean(this.kept.bed) }),
    ];
  }

  /** True once when the answer has to be written. @param {string} now language, and whatever else it depends on */
  fresh(now) {
    const fresh = this.answer !== null && this.written !== now;
    this.written = fresh ? now : this.written;
    return fresh;
  }

  /** True when it is time to ask again. @param {number} ms */
  due(ms) {
    return this.visible && performance.now() - this.askedAt > ms;
  }
}

/**
 * An answer of the gateway, or null when there is none; `{ kept: { box, bed } }` when another box keeps that past.
 * @param {string} path
 */
export async function ask(path) {
  try {
    const answer = await fetch(path);
    const kept = answer.status === 404 && answer.headers.get('content-type')?.startsWith('application/json');
    return kept ? { kept: await answer.json() } : answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Buttons of which one is chosen. @template T */
export class Choice {
  /** @param {T[]} values @param {T} chosen @param {(value: T) => void} on */
  constructor(values, chosen, on) {
    this.values = values;
    this.chosen = chosen;
    this.buttons = values.map((value) => button('choice', '', () => {
      this.chosen = value;
      on(value);
    }));
    this.node = el('span', 'choices', ...this.buttons);
    this.node.setAttribute('role', 'group');
  }

  /** @param {string} label @param {(value: T) => string} words */
  write(label, words) {
    this.node.setAttribute('aria-label', label);
    this.buttons.forEach((node, i) => {
      setText(node, words(this.values[i]));
      node.setAttribute('aria-pressed', String(this.values[i] === this.chosen));
    });
  }
}
