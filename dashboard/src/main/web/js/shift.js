// The people side of the page in one place: who stands here, the panels for watch and admission, what a tile says about
// its watcher, how loud this display is.

import { Admission } from './admission.js';
import { DeliveryList, WatchKey, writeCare } from './care.js';
import { Displays } from './displays.js';
import { Night } from './night.js';
import { People } from './people.js';
import { Score } from './score.js';
import { Volume } from './volume.js';
import { WatchPanel } from './watch-panel.js';
import { alarmWords, prefix } from './wording.js';

const ANSWERS = new Set(['result', 'signed-in', 'names', 'delivery']);

export class Shift {
  /**
   * @param {{store: import('./store.js').Store, grid: import('./grid.js').Grid, watch: import('./watch.js').Watch, bar: any, detail: any,
   *   watchNode: HTMLElement, displaysNode: HTMLElement, placed: () => void, admissionNode: HTMLElement, post: (message: any) => void, changed: () => void,
   *   loudness: (share: number) => void, busy: () => boolean, clear: () => void, toGrid: () => void}} page
   *   busy: another dialog has to be answered first; clear: closes all panels
   */
  constructor(page) {
    this.page = page;
    const { store, watch, changed, post, toGrid } = page;
    this.people = new People({ post, store, user: () => watch.user, changed });
    this.night = new Night();
    this.volume = new Volume(page.loudness);
    this.panel = new WatchPanel(page.watchNode, this.people, {
      user: () => watch.user,
      took: (user) => watch.changeUser(user),
      closed: toGrid,
      volume: this.volume,
      night: this.night,
    });
    this.admission = new Admission(page.admissionNode, this.people, toGrid);
    this.displays = new Displays(page.displaysNode, { post, store, grid: page.grid, changed, placed: page.placed, closed: toGrid });
    this.key = new WatchKey(page.bar.watching, () => this.openWatch());
    this.score = new Score(page.detail.scroll, this.people);
    this.delivery = new DeliveryList(page.detail.scroll, this.people);
  }

  get open() {
    return this.panel.open || this.admission.open || this.displays.open;
  }

  close() {
    this.panel.close();
    this.admission.close();
    this.displays.close();
  }

  openDisplays() {
    if (!this.page.busy()) {
      this.page.clear();
      this.displays.show();
    }
  }

  openWatch() {
    if (!this.page.busy()) {
      this.page.clear();
      this.panel.show();
      this.page.changed();
    }
  }

  /** @param {string | null} bed */
  openAdmission(bed) {
    if (bed !== null && !this.page.busy()) {
      this.page.clear();
      this.admission.show(bed);
      this.page.changed();
    }
  }

  /** Who begins a watch is on shift; a missing PIN, or beds that nobody watches, are asked about at once. */
  async arrive(user) {
    const { store } = this.page;
    if (store.filled && (await this.people.arrive(user)) === '') {
      const open = [...store.beds.values()].some((bed) => bed.care.unwatched);
      if (open || !this.people.mayName(user)) {
        this.openWatch();
      }
    }
  }

  /** @param {any} frame @returns {boolean} true when only this part of the page waits for such frames */
  answered(frame) {
    if (this.displays.answered(frame)) {
      return true;
    }
    if (ANSWERS.has(frame.type)) {
      this.people.answered(frame);
    }
    return ANSWERS.has(frame.type) && frame.type !== 'result';
  }

  /** @param {any} tile @param {any} bed @param {any} seen */
  writeTile(tile, bed, seen) {
    tile.write(this.people.shown(bed), seen);
    writeCare(tile, bed);
  }

  /** @param {any} seen */
  write({ now, clock, lost }) {
    const { store, watch, detail } = this.page;
    this.night.write(clock.localNow(now), lost || store.everyAlarm().some(({ alarm }) => alarm.priority === 'high'));
    this.key.write(store, watch, watch.user === null || this.people.mayName(watch.user));
    this.panel.write(store);
    this.displays.write();
    if (this.admission.open) {
      this.admission.write(store);
    }
    const bed = detail.bed === null ? undefined : store.beds.get(detail.bed);
    this.score.write(bed, now);
    this.delivery.write(bed, now, (alarm) => `${prefix(alarm)} ${alarmWords(alarm, 0).text}`);
  }
}
