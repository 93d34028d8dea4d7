// What an engineer should know although the gateway is well: asked of its health page once a minute. Nothing here is
// about a patient, and nothing depends on it.

const EVERY_MS = 60_000;

/** @typedef {{restart: string[], refused: boolean}} Notes settings that need a restart; the site file has errors */

/** @param {any} health body of /health/ready @returns {Notes} */
export function notesOf(health) {
  const text = String(health?.checks?.['site-file'] ?? 'ok');
  if (text.startsWith('needs a restart: ')) {
    return { restart: [...text.matchAll(/(?:: |; )([a-z.-]{1,20}) /g)].map((match) => match[1]), refused: false };
  }
  return { restart: [], refused: text !== 'ok' };
}

export class Notes {
  /** @type {Notes} */
  now = { restart: [], refused: false };

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /** Begins to ask, for ever. */
  follow() {
    void this.#ask();
    setInterval(() => void this.#ask(), EVERY_MS);
  }

  async #ask() {
    try {
      const answer = await fetch('/health/ready', { cache: 'no-store' });
      this.now = notesOf(await answer.json());
      this.onChange();
    } catch {
      // The link says so in its own way.
    }
  }
}
