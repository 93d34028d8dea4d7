// The page's end of the link worker: what comes is taken into the store, and how the link stands is judged here.

import { hms, running } from './clock.js';
import { scriptUrl } from './dom.js';
import { t } from './i18n.js';
import { isOutdated } from './shell.js';

/**
 * @typedef {Object} Ends whom frames concern
 * @property {import('./store.js').Store} store
 * @property {import('./clock.js').ServerClock} clock
 * @property {import('./link.js').Link} link
 * @property {import('./grid.js').Grid} grid
 * @property {import('./waves.js').Waves} waves
 * @property {import('./shift.js').Shift} shift
 * @property {import('./commands.js').Commands} commands
 * @property {import('./other.js').Other} other
 * @property {(text: string, untilKey?: boolean) => void} say
 * @property {(hello: any) => void} greeted
 * @property {(beds: string[], urgent: boolean) => void} changed these tiles are to be drawn; urgent: not only values differ
 * @property {() => void} redraw everything is to be drawn
 * @property {() => void} heard a frame has been taken: sound may differ
 * @property {() => void} beat once a second from the worker, which no browser throttles
 * @property {() => void} lost the link is lost from now on
 */

export class Connection {
  /** @type {import('./link.js').PageLink} */
  state = 'connecting';
  #newDuringLoss = 0;
  #tickSeen = false;
  #build = '';

  /** @param {Ends} ends */
  constructor(ends) {
    this.ends = ends;
    this.worker = new Worker(scriptUrl('vigie', '/js/link-worker.js'), { type: 'module' });
    this.worker.onmessage = ({ data }) => this.#message(data);
  }

  /** Hands a message to the worker. */
  tell(message) {
    this.worker.postMessage(message);
  }

  /** Sends a message of the contract to the gateway. */
  post({ type, ...message }) {
    this.tell({ type: 'command', command: { type, ...message } });
  }

  /** Asks the gateway for the curves that this display draws. */
  draw() {
    this.tell({ type: 'draw', beds: this.ends.waves.wish ?? this.ends.shift.displays.wish });
  }

  /** Puts the beds of this display on its grid, in its order. */
  place() {
    const { grid, shift, store, redraw } = this.ends;
    grid.place(shift.displays.place([...store.beds.keys()]));
    this.draw();
    redraw();
  }

  #message(data) {
    const { clock, store, link, waves, commands, shift, say, beat } = this.ends;
    switch (data.type) {
      case 'tick':
        clock.set(data.frame.serverTime, data.at);
        store.tick(data.frame);
        link.alive(data.at);
        this.#tickSeen = true;
        beat();
        break;
      case 'frame':
        this.#frame(data.frame, data.at);
        break;
      case 'waves':
        waves.take(data.frame, data.at);
        break;
      case 'unsent':
        commands.unsent(data.id);
        shift.people.unsent(data.id);
        break;
      case 'refused':
        say(t('link.version', { v: data.version }), true);
        break;
      default:
        beat();
    }
  }

  #frame(frame, at) {
    const { clock, store, waves, commands, shift, changed, redraw, heard } = this.ends;
    if (shift.answered(frame)) {
      return;
    }
    switch (frame.type) {
      case 'hello':
        this.#greeted(frame);
        break;
      case 'snapshot':
        clock.set(frame.ward.serverTime, at);
        this.#newDuringLoss = store.fill(frame.ward, at);
        this.place();
        break;
      case 'delta': {
        const change = store.change(frame, at);
        if (change === null) {
          this.tell({ type: 'again' });
        } else {
          changed(change.beds, change.urgent);
        }
        heard();
        return;
      }
      case 'result':
        commands.answered(frame);
        break;
      case 'lanes':
        waves.told(frame.lanes);
        break;
      default:
    }
    redraw();
    heard();
  }

  #greeted(hello) {
    const { store, waves, shift, other, say, greeted } = this.ends;
    waves.forget();
    store.greet(hello);
    shift.people.connected();
    shift.displays.connected();
    other.told(hello.other);
    greeted(hello);
    this.#build ||= hello.build;
    if (hello.build === this.#build && !isOutdated(hello.build)) {
      return;
    }
    if (store.everyAlarm().length === 0) {
      location.reload();
    } else {
      say(t('newbuild'), true);
    }
  }

  /** How the link stands; says aloud that it is back. @param {number} now @returns {boolean} true when it stands otherwise than before */
  check(now) {
    const { link, store, clock, say, lost } = this.ends;
    const { state, lostNow, backAfter } = link.check(now, store.open('high'));
    const other = state !== this.state;
    this.state = state;
    if (lostNow) {
      this.#newDuringLoss = 0;
      lost();
    }
    if (backAfter !== null && this.#tickSeen && link.everAlive && store.filled) {
      say(t('link.back', { t: hms(clock.localNow(now)), s: running(backAfter), n: this.#newDuringLoss }), true);
    }
    return other;
  }
}
