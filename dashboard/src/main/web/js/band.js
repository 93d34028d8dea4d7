// A reader of wrist bands types like a keyboard, only faster than any hand. What it types is an identifier and never a
// command, wherever it is typed: its letters are those that acknowledge and pause.

/** Keys nearer together than this come from no hand; by the time of the keys, not of a page that may be late. */
const PACE_MS = 35;
/** An Enter so soon after a band still belongs to it. */
const TAIL_MS = 500;
const LEAST = 4;
const MOST = 60;

export class Band {
  #code = '';
  #typed = '';
  /** @type {string[]} keys that wait */
  #held = [];
  #last = -Infinity;
  #readAt = -Infinity;
  #timer = 0;

  /**
   * @param {(key: string) => void} act does what a key of a person is for
   * @param {string} deeds letters that wait until it is known who typed them, since they cannot be taken back
   * @param {(code: string, field: HTMLInputElement | null, typed: string) => boolean} read takes what was read, the field it was typed in and what stands there of it; false to leave it to that field
   */
  constructor(act, deeds, read) {
    this.act = act;
    this.deeds = deeds;
    this.read = read;
  }

  /** @param {KeyboardEvent} event @param {boolean} typing a text field has the keys @returns {boolean} true when the key is kept or used up */
  takes(event, typing) {
    if (event.key === 'Shift') {
      return false;
    }
    const fast = event.timeStamp - this.#last <= PACE_MS;
    this.#last = event.timeStamp;
    if (!fast) {
      this.#over();
    }
    // A space alone acknowledges, and at once.
    if (event.key.length === 1 && (this.#code !== '' || event.key !== ' ')) {
      const first = this.#code === '';
      if (this.#code.length < MOST) {
        this.#code += character(event);
        this.#typed += typing ? event.key : '';
      }
      return !typing && (!first || this.deeds.includes(event.key.toLowerCase())) && this.#hold(event.key);
    }
    const enter = event.key === 'Enter';
    if (enter && this.#code.length >= LEAST) {
      return this.#finish(typing ? /** @type {HTMLInputElement} */ (event.target) : null);
    }
    this.#over();
    return enter && event.timeStamp - this.#readAt <= TAIL_MS;
  }

  #hold(key) {
    if (this.#held.length < LEAST) {
      this.#held.push(key);
    }
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#over(), PACE_MS + 10);
    return true;
  }

  /** Nothing more comes: keys of a person do what they are for, a band without an end is read all the same. */
  #over() {
    const held = this.#held;
    const band = this.#code.length >= LEAST;
    if (band && held.length > 0) {
      this.#finish(null);
    }
    this.#drop();
    if (!band) {
      held.forEach((key) => this.act(key));
    }
  }

  #finish(field) {
    const [code, typed] = [this.#code.trim(), this.#typed];
    this.#drop();
    const taken = this.read(code, field, typed);
    this.#readAt = taken ? this.#last : -Infinity;
    return taken;
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#held = [];
    this.#code = '';
    this.#typed = '';
  }
}

/** A reader set to another country's keyboard presses the keys of digits all the same. */
function character({ key, code, shiftKey }) {
  return !shiftKey && /^Digit\d$/.test(code) ? code.slice(-1) : key;
}
