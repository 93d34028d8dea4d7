// Wiring of the page, readable from top to bottom. The gateway decides; this page shows, sounds and asks.

import { Acts } from './acts.js';
import { Sound } from './audio.js';
import { Bar } from './bar.js';
import { mono, ServerClock } from './clock.js';
import { Commands } from './commands.js';
import { Connection } from './connection.js';
import { setAttr } from './dom.js';
import { Detail } from './detail.js';
import { darkHalves, untilNextPhase } from './flash.js';
import { Grid } from './grid.js';
import { Help } from './help.js';
import { language, loadLanguages, t, useLanguage } from './i18n.js';
import { Link } from './link.js';
import { AlarmList } from './list.js';
import { LookBack } from './lookback.js';
import { LostFrame, writeBlocked } from './lost.js';
import { Notes } from './notes.js';
import { refusal } from './people.js';
import { keepShell } from './shell.js';
import { Shift } from './shift.js';
import { Speaker } from './speaker.js';
import { Start } from './start.js';
import { Store } from './store.js';
import { Strip } from './strip.js';
import { Vitals } from './vitals.js';
import { Watch } from './watch.js';
import { Waves } from './waves.js';

const BACK_TO_GRID_MS = 60_000;
const RENDER_MS = 1000;
/** Alarms that come one by one are drawn together; values are drawn twice a second. */
const GATHER_MS = 50;
const VALUES_MS = 450;
const ALIVE_WITHOUT_PAINT_MS = 3000;

const query = new URLSearchParams(location.search);
const { dataset } = document.documentElement;
const classes = document.body.classList;
const node = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
// What opens over the tiles takes the keys.
document.querySelectorAll('section[hidden]:not(#lost, #blocked)').forEach((panel) => Object.assign(panel, { role: 'dialog', tabIndex: -1 }));

await loadLanguages();
const chosenLanguage = () => query.get('lang') ?? localStorage.getItem('vigie.lang');
useLanguage(chosenLanguage() ?? (navigator.language.startsWith('fr') ? 'fr' : 'en'));

const store = new Store();
const clock = new ServerClock();
const link = new Link(mono());
const watch = new Watch();
const vitals = new Vitals();
const sound = new Sound((seconds) => deadmanSounded(seconds));
const notes = new Notes(() => redraw());

/** tiles to be written in the next frame; everything else is written in every frame that draws */
const changed = new Set();
let everything = true;
let soon = false;
let renderedAt = 0;
let touchedAt = mono();

const say = (text, untilKey = false) => bar.say(text, mono(), untilKey);
const redraw = () => {
  everything = true;
};
/** After what is going on now, in the next frame. */
const redrawNow = () => {
  everything = true;
  soon = true;
  nextFrame();
};
/** Draws in the frame that the curves make anyway: each frame more costs as much as theirs. */
const nextFrame = () => waves.withFrame(paint);

// ---- parts of the screen
const post = (message) => connection.post(message);
const commands = new Commands({
  post,
  say,
  user: () => watch.user,
  lost: () => connection.state === 'lost' || connection.state === 'connecting',
  now: mono,
});
const acknowledge = (placed, since) => commands.acknowledge(placed, since);
const toGrid = () => grid.select(grid.selected, true);
const grid = new Grid(node('grid'), (bed) => detail.open(bed), redraw);
const strip = new Strip(node('strip'), { acknowledge, open: (bed) => acts.openBed(bed) });
const bar = new Bar(node('bar'), {
  sound: () => start.show(watch.user, true),
  pause: () => acts.pauseUnit(),
  list: () => acts.toggleList(),
  help: () => help.show(),
});
const list = new AlarmList(node('list'), { acknowledge, opened: () => acts.openGroups() });
const detail = new Detail(node('detail'), {
  acknowledge,
  pause: (bed) => acts.pauseBed(bed),
  standby: (bed, on) => commands.standby(bed, on),
  admission: (bed) => shift.openAdmission(bed),
  shown: (bed) => shift.people.shown(bed),
  closed: toGrid,
});
const waves = new Waves(node('waves'), grid, detail, redraw);
const lookback = new LookBack(node('lookback'), { closed: toGrid, redraw });
const shift = new Shift({
  store, watch, grid, bar, detail, post, toGrid,
  watchNode: node('watch'),
  displaysNode: node('displays'),
  placed: () => connection.place(),
  admissionNode: node('admission'),
  changed: redraw,
  loudness: (share) => sound.loudness(share),
  busy: () => start.open,
  clear: () => acts.backToGrid(),
});
const help = new Help(node('help'), (wanted) => acts.chooseLanguage(wanted), redraw);
const lostFrame = new LostFrame(node('lost'));
const start = new Start(node('start'), {
  play: () => speaker.check(mono()),
  begin: (user, heard) => acts.begin(user, heard),
  clock: () => commands.checked('confirm-clock'),
  told: async (user, time) => {
    const refused = await shift.people.order('tell-clock', { user, time });
    say(refused === '' ? '' : refusal(refused));
  },
  language: (wanted) => acts.chooseLanguage(wanted),
  cancel: () => start.close(),
});
const speaker = new Speaker({
  sound, store, link,
  loud: (audible) => shift.volume.follow(audible),
  changed: redraw,
});

// ---- the link
const connection = new Connection({
  store, clock, link, grid, waves, shift, commands, say, greeted, beat,
  other: lostFrame.other,
  changed: gather,
  redraw: redrawNow,
  heard: () => speaker.update(mono()),
  lost: () => speaker.lost(),
});
const acts = new Acts({
  store, clock, watch, sound, speaker, commands, connection, bar, grid, waves, strip, list, detail, lookback, shift, help, start,
  say, redraw, redrawNow, acknowledge, toGrid,
  touched: () => {
    touchedAt = mono();
  },
});

function greeted(hello) {
  if (chosenLanguage() === null) {
    useLanguage(hello.language);
  }
  acts.titled();
}

function gather(beds, urgent) {
  beds.forEach((bed) => changed.add(bed));
  if (urgent && !soon) {
    soon = true;
    setTimeout(nextFrame, Math.max(0, GATHER_MS - (mono() - renderedAt)));
  }
}

function checkLink(now) {
  if (connection.check(now)) {
    redraw();
  }
  classes.toggle('lost', connection.state === 'lost');
  classes.toggle('late', connection.state === 'late');
  classes.toggle('no-feed', connection.state === 'lost' || !store.filled);
}

function deadmanSounded(seconds) {
  dataset.deadman = String(Number(dataset.deadman ?? 0) + 1);
  say(t('deadman', { s: Math.round(seconds + 3) }), true);
}

// ---- drawing
function view(now) {
  return {
    now,
    clock,
    mode: store.mode,
    lost: connection.state === 'lost',
    lostAt: link.lostSince === null ? NaN : clock.localNow(link.lostSince),
    localPause: speaker.localPause(now),
    link: connection.state,
    density: grid.density,
    room: grid.node.className,
    watch: { user: watch.user, testedAt: watch.testedAt, due: watch.due(clock.localNow(now)) },
    reduced: !window.isSecureContext,
    maySleep: watch.maySleep,
    elsewhere: speaker.elsewhere,
    notes: notes.now,
    beds: shift.displays.badges(),
    guarded: sound.guarded || !sound.opened,
  };
}

function paint() {
  const now = mono();
  vitals.frames += 1;
  const { high, medium } = darkHalves(clock.localNow(now));
  // Only while something flashes: a class that changes on <body> costs its part of a frame.
  classes.toggle('fh', high && store.open('high'));
  classes.toggle('fm', medium && store.open('medium'));
  const all = everything || now - renderedAt >= RENDER_MS;
  if (!all && !soon && (changed.size === 0 || now - renderedAt < VALUES_MS)) {
    return;
  }
  const { seq } = store;
  const seen = view(now);
  grid.each((name, tile) => (all || changed.has(name)) && shift.writeTile(tile, store.beds.get(name), seen));
  waves.write(store, seen);
  everything = false;
  soon = false;
  changed.clear();
  strip.write(store, seen);
  bar.write(store, seen);
  setAttr(document.body, 'data-across', store.mode === 'drill' ? t('drill.across') : null);
  classes.toggle('drill', store.mode === 'drill');
  list.write(store, seen);
  const onScreen = vitals.onScreen(store, { grid, strip, list });
  detail.write(store, seen);
  lookback.write(store, seen);
  shift.write(seen);
  help.write(store, seen);
  start.write(store, sound.state, clock.localNow(now));
  lostFrame.write(store, seen);
  writeBlocked(node('blocked'), watch.begun && !start.open && sound.state === 'blocked');
  renderedAt = now;
  // After this frame is on the screen.
  setTimeout(() => {
    vitals.painted(seq, onScreen);
    tell();
  });
}

// ---- the one rhythm of the page: four times a second by a timer, once a second by the worker, which is not throttled
function beat() {
  const now = mono();
  checkLink(now);
  if (sound.state !== sound.check(now)) {
    redraw();
  }
  speaker.election.stand(sound.state === 'running');
  speaker.update(now);
  commands.check();
  if (now - touchedAt > BACK_TO_GRID_MS && acts.overGrid) {
    acts.backToGrid();
  }
  shift.people.follow();
  tell();
  nextFrame();
  // Last, and only when this page really draws: a page that throws or stands still loses its heartbeat.
  if (document.hidden || now - renderedAt < ALIVE_WITHOUT_PAINT_MS) {
    sound.heartbeat();
  }
}

/** What the gateway hears of this page with the next sign of life; at once when an alarm is newly seen or heard. */
function tell() {
  const message = vitals.message(sound, speaker.sounded, watch);
  if (message !== null) {
    connection.tell(message);
  }
}

function phase() {
  beat();
  setTimeout(phase, untilNextPhase(clock.localNow(mono())));
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    waves.restart();
    void watch.keepAwake();
  }
  redraw();
  beat();
});

document.addEventListener('click', redrawNow);

navigator.mediaDevices?.addEventListener('devicechange', () => {
  watch.changed = true;
  redraw();
});

// ---- begin
if (query.has('list')) {
  list.toggle();
}
if (watch.restore()) {
  sound.open(mono());
  void watch.keepAwake();
} else {
  start.show(watch.user, false);
}
keepShell();
notes.follow();
connection.draw();
phase();
dataset.ready = language();
