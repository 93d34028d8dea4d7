// What a person can do on this page, and the keys that do it.

import { about, jobWords } from './about.js';
import { mono } from './clock.js';
import { clean, t, useLanguage } from './i18n.js';
import { Keyboard } from './keyboard.js';
import { refusal } from './people.js';
import { bedPause, unseen } from './store.js';

/** How long a sheet is followed that is on its way to the printer. */
const FOLLOW_MS = 2000;
const FOLLOWED = 300;

export class Acts {
  /** @param {any} page the parts of the screen, and what app.js does with them */
  constructor(page) {
    this.page = page;
    this.keyboard = new Keyboard(this.#keys());
  }

  #keys() {
    const { page } = this;
    const { sound, bar, grid, detail, start, watch, help, lookback, shift, strip, waves, connection } = page;
    return {
      any: () => {
        page.touched();
        sound.wake(mono());
        bar.keyed();
        page.redrawNow();
      },
      typing: () => document.activeElement instanceof HTMLInputElement,
      overGrid: () => detail.bed !== null || start.open || help.open || lookback.open || shift.open,
      move: (dx, dy) => grid.move(dx, dy),
      open: () => grid.selected !== null && !start.open && detail.open(grid.selected),
      acknowledgeFocus: () => strip.shown && page.acknowledge(strip.shown, strip.shownSince),
      print: (all) => void this.print(all ? 'all' : this.#bed),
      help: () => (help.open ? help.hide() : help.show()),
      back: () => this.backToGrid(),
      number: (digits) => page.say(digits === '' ? '' : t('number', { n: digits })),
      goTo: (digits) => this.#goTo(digits),
      band: (code, field, typed) => this.#band(code, field, typed),
      deeds: 'apb',
      letters: {
        a: () => this.acknowledgeBed(),
        p: () => this.pauseUnit(),
        b: () => this.#bed !== null && this.pauseBed(this.#bed),
        l: () => this.toggleList(),
        g: () => this.openGroups(),
        w: () => shift.openWatch(),
        d: () => shift.openDisplays(),
        i: () => shift.openAdmission(this.#bed),
        m: () => {
          page.say(waves.turn());
          connection.draw();
          page.redraw();
        },
        t: () => !start.open && lookback.toggle('trends', this.#bed),
        e: () => !start.open && lookback.toggle('log', this.#bed),
        r: () => !start.open && lookback.toggle('report', this.#bed),
        n: () => page.say(shift.night.turn()),
        h: () => start.open || start.show(watch.user, true, 'clock'),
      },
    };
  }

  /** The bed a key is about: the one on view, else the selected one. */
  get #bed() {
    return this.page.detail.bed ?? this.page.grid.selected;
  }

  #goTo(digits) {
    const bed = this.page.grid.find(digits);
    if (bed === null) {
      this.page.say(t('number.none', { n: digits }));
      return false;
    }
    this.page.grid.select(bed, true);
    return true;
  }

  /** A wrist band goes to the patient of the bed on view, or to the open form of one; another field may have it that had the whole of it. */
  #band(code, field, typed) {
    const { shift, start } = this.page;
    const { admission } = shift;
    if (field !== null && !admission.open && typed.length === code.length) {
      return false;
    }
    if (!admission.open && !start.open) {
      shift.openAdmission(this.#bed);
    }
    if (admission.open) {
      admission.band(code, field, typed);
    } else {
      this.page.say(t('band.nobed'));
    }
    return true;
  }

  chooseLanguage(wanted) {
    localStorage.setItem('vigie.lang', wanted);
    useLanguage(wanted);
    this.titled();
    this.page.redraw();
  }

  /** Writes the name of the window. */
  titled() {
    const { mode, unit } = this.page.store;
    document.title = `${mode === 'drill' ? `${t('drill')} – ` : ''}Vigie – ${clean(unit) || t('central')}`;
  }

  /** A person begins to watch on this display. @param {string} user @param {boolean} heard the tone of the sound check */
  begin(user, heard) {
    const { watch, clock, start, commands, shift, toGrid, redraw } = this.page;
    watch.begin(user, heard, clock.known ? clock.localNow(mono()) : NaN);
    start.close();
    if (heard) {
      commands.checked('sound-check');
    }
    void watch.keepAwake();
    toGrid();
    void shift.arrive(user);
    redraw();
  }

  openBed(bed) {
    this.page.grid.select(bed, false);
    this.page.detail.open(bed);
  }

  toggleList() {
    this.page.list.toggle();
    this.page.redraw();
  }

  /** Every alarm of the list in a row of its own, or grouped again while there is a flood. */
  openGroups() {
    const { list } = this.page;
    list.flat = list.open && !list.flat;
    this.page.redraw();
  }

  pauseUnit() {
    const { connection, speaker, commands, store } = this.page;
    if (connection.state === 'lost') {
      speaker.turnLocalPause(mono());
      this.page.redraw();
    } else {
      commands.pause(null, store.unitPause(mono()) > 0);
    }
  }

  pauseBed(bed) {
    const shown = this.page.store.beds.get(bed);
    if (shown) {
      this.page.commands.pause(bed, bedPause(shown, mono()) > 0);
    }
  }

  acknowledgeBed() {
    const bed = this.#bed;
    const tile = bed === null ? undefined : this.page.grid.tiles.get(bed);
    const alarm = this.page.store.beds.get(bed)?.alarms.find(({ id }) => id === tile?.shownAlarm);
    if (alarm && unseen(alarm)) {
      this.page.acknowledge({ alarm, bed }, tile.shownSince);
    }
  }

  /** A panel lies over the tiles that goes by itself when nobody touches a key. */
  get overGrid() {
    const { detail, help, lookback, shift } = this.page;
    return detail.bed !== null || help.open || lookback.open || shift.open;
  }

  backToGrid() {
    const { help, lookback, detail, shift } = this.page;
    help.hide();
    lookback.close();
    detail.close();
    shift.close();
  }

  /** The gateway makes the sheet and prints it; where it has no printer the browser shows it. */
  async print(name) {
    if (name === null) {
      return;
    }
    const refused = await this.page.shift.people.print(name);
    if (refused === 'no-printer') {
      window.open(`/api/v1/sheets/${encodeURIComponent(name)}.pdf`, '_blank', 'noopener');
      return;
    }
    if (refused !== '') {
      this.page.say(refusal(refused), true);
      if (refused !== 'printer-failed') {
        return;
      }
    }
    // Until it is printed, or has failed: a person who prints does not stand at the printer.
    let said = '';
    for (let i = 0; i < FOLLOWED; i += 1) {
      const job = (await about())?.jobs?.find(({ sheet, byItself }) => sheet === name && !byItself);
      if (!job) {
        return;
      }
      const over = !['waiting', 'queued'].includes(job.state);
      const words = jobWords(job);
      if (words !== said) {
        this.page.say(words, !over || job.state === 'failed');
        said = words;
      }
      if (over) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, FOLLOW_MS));
    }
  }
}
