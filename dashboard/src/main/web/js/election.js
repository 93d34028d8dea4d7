// Several windows of one browser: one of them sounds. The browser's lock decides, so a window that is closed or crashes
// gives it up at once; a frozen one keeps it, and there the dead man's handle sounds (central-ui.md 6.2). Only a window
// whose sound really runs stands for it. Without locks (plain http on the LAN) every window sounds.

const LOCK = 'vigie.sound';

export class Election {
  #locks;
  /** @type {AbortController | null} stands while this window waits for the lock or has it */
  #wish = null;
  /** @type {(() => void) | null} gives the lock back */
  #release = null;
  #mine = false;

  /**
   * @param {() => void} onChange it was won or given up
   * @param {LockManager | undefined} locks
   */
  constructor(onChange, locks = navigator.locks) {
    this.onChange = onChange;
    this.#locks = locks;
  }

  /** True when this window is the one to be heard: always without locks. */
  get sounds() {
    return this.#locks === undefined || this.#mine;
  }

  /** Stands for it while sound runs here, else leaves it to another window. @param {boolean} able */
  stand(able) {
    if (this.#locks === undefined || able === (this.#wish !== null)) {
      return;
    }
    if (!able) {
      this.#wish?.abort();
      this.#wish = null;
      this.#release?.();
      return;
    }
    const wish = new AbortController();
    this.#wish = wish;
    const held = () => this.#hold(wish);
    this.#locks.request(LOCK, { signal: wish.signal }, held).catch(() => {
      // Withdrawn before it was won; a lock that broke otherwise is asked for again.
      if (this.#wish === wish) {
        this.#wish = null;
      }
    });
  }

  #hold(wish) {
    if (this.#wish !== wish) {
      return undefined; // withdrawn in the meantime
    }
    this.#set(true);
    return new Promise((resolve) => {
      this.#release = () => {
        this.#release = null;
        this.#set(false);
        resolve(undefined);
      };
    });
  }

  #set(mine) {
    this.#mine = mine;
    document.documentElement.dataset.sounds = String(mine);
    this.onChange();
  }
}
