// What the gateway hears of this page with each sign of life: whether it is seen and heard, and which alarms stand on the
// screen and in the loudspeaker.

/** Alarms that a sign of life names, most urgent first. */
const MOST_TOLD = 128;
const TELL_MS = 700;

export class Vitals {
  frames = 0;
  #seq = 0;
  /** @type {string[]} */
  #painted = [];
  #told = '';
  #state = '';
  #toldAt = -Infinity;

  /**
   * Occurrences that a frame drawn now shows, most urgent first. That of a bed which stands on no display is on the screen
   * where it can be read: in the strip or the list.
   * @param {import('./store.js').Store} store
   * @param {{grid: any, strip: any, list: any}} screen after it was written
   * @returns {string[]}
   */
  onScreen(store, { grid, strip, list }) {
    const stands = ({ alarm, bed }) => bed === null || grid.tiles.has(bed) || list.open || strip.shown?.alarm.id === alarm.id;
    return document.hidden ? [] : store.ordered().filter(stands).slice(0, MOST_TOLD).map(({ alarm }) => alarm.id);
  }

  /** A frame is on the screen. @param {number} seq the change that it shows @param {string[]} painted */
  painted(seq, painted) {
    this.#seq = seq;
    this.#painted = painted;
    document.documentElement.dataset.painted ??= String(seq); // once: an attribute that changes costs a frame
  }

  /**
   * For the link worker, which needs it once a second; `news` when something is newly seen or heard, to be told at once.
   * Null while there is nothing to tell.
   * @param {import('./audio.js').Sound} sound
   * @param {string[]} heard
   * @param {import('./watch.js').Watch} watch
   */
  message(sound, heard, watch) {
    const visible = !document.hidden;
    const sounded = heard.slice(0, MOST_TOLD);
    const now = `${this.#painted.join(' ')} | ${sounded.join(' ')}`;
    const news = now !== this.#told;
    const state = `${now} | ${visible} ${sound.state} ${watch.begun && watch.heard}`;
    if (state === this.#state && performance.now() - this.#toldAt < TELL_MS) {
      return null;
    }
    this.#told = now;
    this.#state = state;
    this.#toldAt = performance.now();
    return {
      type: 'vitals',
      news,
      vitals: {
        visible,
        audio: sound.state,
        watching: watch.begun && watch.heard && visible && sound.state === 'running',
        frames: this.frames,
        paintedSeq: this.#seq,
        painted: visible ? this.#painted : [],
        sounded,
      },
    };
  }
}
