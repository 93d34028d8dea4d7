// Wiring of the page, readable from top to bottom. The gateway decides; this page shows, sounds and asks.

import { Sound } from './audio.js';
import { Bar } from './bar.js';
import { hms, mono, running, ServerClock } from './clock.js';
import { Commands } from './commands.js';
import { Detail } from './detail.js';
import { el, setChildren, setHidden, setText } from './dom.js';
import { Election } from './election.js';
import { darkHalves, untilNextPhase } from './flash.js';
import { Grid } from './grid.js';
import { Help } from './help.js';
import { clean, language, loadLanguages, t, useLanguage } from './i18n.js';
import { Keyboard } from './keyboard.js';
import { Link } from './link.js';
import { AlarmList } from './list.js';
import { LookBack } from './lookback.js';
import { Notes } from './notes.js';
import { Other } from './other.js';
import { refusal } from './people.js';
import { Shift } from './shift.js';
import { Start } from './start.js';
import { bedPause, runningMs, Store, unseen } from './store.js';
import { Strip } from './strip.js';
import { loudest } from './tones.js';
import { Watch } from './watch.js';
import { Waves } from './waves.js';
import { alarmWords, prefix } from './wording.js';

const BACK_TO_GRID_MS = 60_000;
const LOCAL_PAUSE_MS = 120_000;
const RENDER_MS = 1000;
/** Changes of 64 beds that come one by one are drawn together. */
const GATHER_MS = 80;
const ALIVE_WITHOUT_PAINT_MS = 3000;
/** Alarms that a sign of life names, most urgent first. */
const MOST_TOLD = 128;

const query = new URLSearchParams(location.search);
const node = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

await loadLanguages();
let chosen = query.get('lang') ?? localStorage.getItem('vigie.lang');
useLanguage(chosen ?? (navigator.language.startsWith('fr') ? 'fr' : 'en'));

const store = new Store();
const clock = new ServerClock();
const link = new Link(mono());
const watch = new Watch();
const other = new Other();
const lostLines = ['say', 'sub', 'was'].map((name) => el('p', name));
const sound = new Sound((seconds) => deadmanSounded(seconds));
const election = new Election(() => electionChanged());
const notes = new Notes(() => redraw());

let pageLink = 'connecting';
let newDuringLoss = 0;
/** end of the pause of this display's own link-lost tone */
let localPauseUntil = 0;
/** while the tone of the sound check plays, alarms wait */
let soundTestUntil = 0;
/** tiles to be written in the next frame; everything else is written in every frame that draws */
const changed = new Set();
let everything = true;
let soon = false;
let renderedAt = 0;
let frames = 0;
let paintedSeq = 0;
/** occurrences on the screen and in the loudspeaker, for the gateway; what was last told of them */
let painted = [];
let sounded = [];
let told = '';
let touchedAt = mono();
let ownBuild = '';
let tickSeen = false;

const say = (text, untilKey = false) => bar.say(text, mono(), untilKey);
const redraw = () => {
  everything = true;
};
/** After what is going on now, in the next frame. */
const redrawNow = () => {
  everything = true;
  soon = true;
  requestAnimationFrame(paint);
};

// ---- parts of the screen
const commands = new Commands({
  post: ({ type, ...command }) => worker.postMessage({ type, command: { type, ...command } }),
  say,
  user: () => watch.user,
  lost: () => pageLink === 'lost' || pageLink === 'connecting',
  now: mono,
});
const post = ({ type, ...message }) => worker.postMessage({ type: 'command', command: { type, ...message } });
const acknowledge = (placed, since) => commands.acknowledge(placed, since);
const grid = new Grid(node('grid'), (bed) => detail.open(bed), redraw);
const waves = new Waves(/** @type {HTMLCanvasElement} */ (node('waves')), grid, redraw);
const strip = new Strip(node('strip'), { acknowledge, open: (bed) => openBed(bed) });
const bar = new Bar(node('bar'), {
  sound: () => start.show(watch.user, true),
  pause: () => pauseUnit(),
  list: () => toggleList(),
  help: () => help.show(),
});
const list = new AlarmList(node('list'), { acknowledge });
const detail = new Detail(node('detail'), {
  acknowledge,
  pause: (bed) => pauseBed(bed),
  standby: (bed, on) => commands.standby(bed, on),
  admission: (bed) => shift.openAdmission(bed),
  shown: (bed) => shift.people.shown(bed),
  closed: () => grid.select(grid.selected, true),
});
const lookback = new LookBack(node('lookback'), { closed: () => grid.select(grid.selected, true), redraw });
const toGrid = () => grid.select(grid.selected, true);
const shift = new Shift({
  store, watch, bar, detail, post, toGrid,
  watchNode: node('watch'),
  admissionNode: node('admission'),
  changed: () => redraw(),
  loudness: (share) => sound.loudness(share),
  busy: () => start.open,
  clear: () => backToGrid(),
});
const help = new Help(node('help'), (wanted) => chooseLanguage(wanted));
const start = new Start(node('start'), {
  play: () => {
    sound.open(mono());
    sound.test();
    soundTestUntil = mono() + 2500;
  },
  heard: (user) => begin(user, true),
  unheard: (user) => begin(user, false),
  language: (wanted) => chooseLanguage(wanted),
  cancel: () => start.close(),
});

// ---- acts of a person
function chooseLanguage(wanted) {
  chosen = wanted;
  localStorage.setItem('vigie.lang', wanted);
  useLanguage(wanted);
  document.title = title();
  redraw();
}

function title() {
  return `Vigie – ${clean(store.unit) || t('central')}`;
}

function begin(user, heard) {
  watch.begin(user, heard, clock.known ? clock.localNow(mono()) : NaN);
  start.close();
  if (heard) {
    commands.soundCheck();
  }
  void watch.keepAwake();
  grid.select(grid.selected, true);
  void shift.arrive(user);
  redraw();
}

function openBed(bed) {
  grid.select(bed, false);
  detail.open(bed);
}

function toggleList() {
  list.toggle();
  redraw();
}

function pauseUnit() {
  if (pageLink === 'lost') {
    localPauseUntil = mono() < localPauseUntil ? 0 : mono() + LOCAL_PAUSE_MS;
    redraw();
    return;
  }
  commands.pause(null, store.unitPause(mono()) > 0);
}

function pauseBed(bed) {
  const shown = store.beds.get(bed);
  if (shown) {
    commands.pause(bed, bedPause(shown, mono()) > 0);
  }
}

/** The bed a key is about: the one on view, else the selected one. */
function currentBed() {
  return detail.bed ?? grid.selected;
}

function acknowledgeBed() {
  const bed = currentBed();
  const tile = bed === null ? undefined : grid.tiles.get(bed);
  const alarm = store.beds.get(bed)?.alarms.find(({ id }) => id === tile?.shownAlarm);
  if (alarm && unseen(alarm)) {
    acknowledge({ alarm, bed }, tile.shownSince);
  }
}

new Keyboard({
  any: () => {
    touchedAt = mono();
    sound.wake(touchedAt);
    bar.keyed();
    redrawNow();
  },
  typing: () => document.activeElement instanceof HTMLInputElement,
  overGrid: () => detail.bed !== null || start.open || help.open || lookback.open || shift.open,
  move: (dx, dy) => grid.move(dx, dy),
  open: () => grid.selected !== null && !start.open && detail.open(grid.selected),
  acknowledgeBed,
  acknowledgeFocus: () => strip.shown && acknowledge(strip.shown, strip.shownSince),
  pauseUnit,
  pauseBed: () => currentBed() !== null && pauseBed(currentBed()),
  list: toggleList,
  watch: () => shift.openWatch(),
  admission: () => shift.openAdmission(currentBed()),
  waves: () => {
    say(waves.turn());
    worker.postMessage({ type: 'draw', beds: waves.wish });
    redraw();
  },
  trends: () => !start.open && lookback.toggle('trends', currentBed()),
  print: (all) => void printSheet(all ? 'all' : currentBed()),
  events: () => !start.open && lookback.toggle('log', currentBed()),
  help: () => (help.open ? help.hide() : help.show()),
  back: () => backToGrid(),
  number: (digits) => say(digits === '' ? '' : t('number', { n: digits })),
  goTo: (digits) => {
    const bed = grid.find(digits);
    if (bed === null) {
      say(t('number.none', { n: digits }));
      return false;
    }
    grid.select(bed, true);
    return true;
  },
});

/** The gateway makes the sheet and prints it; where it has no printer the browser shows it. */
async function printSheet(name) {
  if (name === null) {
    return;
  }
  const refused = await shift.people.print(name);
  say(refused === '' ? t('print.done', { n: clean(name) }) : refused === 'no-printer' ? '' : refusal(refused), refused !== '');
  if (refused === 'no-printer') {
    window.open(`/api/v1/sheets/${encodeURIComponent(name)}.pdf`, '_blank', 'noopener');
  }
}

function backToGrid() {
  help.hide();
  lookback.close();
  detail.close();
  shift.close();
}

// ---- the link
const policy = window.trustedTypes?.createPolicy('vigie', { createScriptURL: (url) => url });
const workerUrl = '/js/link-worker.js';
const worker = new Worker(/** @type {any} */ (policy ? policy.createScriptURL(workerUrl) : workerUrl), { type: 'module' });

worker.onmessage = ({ data }) => {
  switch (data.type) {
    case 'tick':
      clock.set(data.frame.serverTime, data.at);
      store.tick(data.frame);
      link.alive(data.at);
      tickSeen = true;
      beat();
      break;
    case 'frame':
      received(data.frame, data.at);
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
};

function received(frame, at) {
  if (shift.answered(frame)) {
    return;
  }
  switch (frame.type) {
    case 'hello':
      greeted(frame);
      break;
    case 'snapshot':
      clock.set(frame.ward.serverTime, at);
      newDuringLoss = store.fill(frame.ward, at);
      grid.place([...store.beds.keys()]);
      break;
    case 'delta':
      applied(store.change(frame, at));
      updateSound(mono());
      return;
    case 'result':
      commands.answered(frame);
      break;
    case 'lanes':
      waves.told(frame.lanes);
      break;
    default:
  }
  redrawNow();
  updateSound(mono());
}

/** @param {string[] | null} beds that changed; null when the page must ask for everything */
function applied(beds) {
  if (beds === null) {
    worker.postMessage({ type: 'again' });
    return;
  }
  const waiting = changed.size > 0;
  beds.forEach((bed) => changed.add(bed));
  soon = true;
  if (!waiting) {
    setTimeout(() => requestAnimationFrame(paint), Math.max(0, GATHER_MS - (mono() - renderedAt)));
  }
}

function greeted(hello) {
  waves.forget();
  store.greet(hello);
  shift.people.connected();
  other.told(hello.other);
  if (chosen === null) {
    useLanguage(hello.language);
  }
  document.title = title();
  ownBuild ||= hello.build;
  if (hello.build !== ownBuild) {
    if (store.everyAlarm().length === 0) {
      location.reload();
    } else {
      say(t('newbuild'), true);
    }
  }
}

function checkLink(now) {
  const { state, lostNow, backAfter } = link.check(now, store.highActive());
  if (state !== pageLink) {
    redraw();
  }
  pageLink = state;
  if (lostNow) {
    localPauseUntil = 0;
    newDuringLoss = 0;
  }
  if (backAfter !== null && tickSeen && link.everAlive && store.filled) {
    say(t('link.back', { t: hms(clock.localNow(now)), s: running(backAfter), n: newDuringLoss }), true);
  }
  document.body.classList.toggle('lost', state === 'lost');
  document.body.classList.toggle('late', state === 'late');
  document.body.classList.toggle('no-feed', state === 'lost' || !store.filled);
}

// ---- sound
function updateSound(now) {
  if (!sound.opened || now < soundTestUntil) {
    return;
  }
  if (!election.sounds) {
    sound.play(null); // another window of this browser sounds
    sounded = [];
    return;
  }
  const local = link.tone(now);
  if (local !== null) {
    sound.play(now < localPauseUntil ? null : local, ['link']);
    sounded = [];
    return;
  }
  const audible = store.audible();
  const pattern = loudest(audible);
  const priority = pattern === 'low-technical' ? 'low' : pattern;
  const heard = audible.filter((alarm) => alarm.priority === priority).map((alarm) => alarm.id);
  shift.loud(audible, (since) => (clock.known ? clock.since(since, now) : 0));
  sound.play(pattern, heard);
  sounded = sound.state === 'running' ? heard.slice(0, MOST_TOLD) : [];
}

function electionChanged() {
  updateSound(mono());
  redraw();
}

function deadmanSounded(seconds) {
  document.documentElement.dataset.deadman = String(Number(document.documentElement.dataset.deadman ?? 0) + 1);
  say(t('deadman', { s: Math.round(seconds + 3) }), true);
}

// ---- drawing
function view(now) {
  return {
    now,
    clock,
    mode: store.mode,
    lost: pageLink === 'lost',
    lostAt: link.lostSince === null ? NaN : clock.localNow(link.lostSince),
    link: pageLink,
    density: grid.density,
    room: grid.node.className,
    watch: { user: watch.user, testedAt: watch.testedAt, due: watch.due(clock.localNow(now)) },
    reduced: !window.isSecureContext,
    maySleep: watch.maySleep,
    elsewhere: sound.state === 'running' && !election.sounds,
    notes: notes.now,
    guarded: sound.guarded || !sound.opened,
  };
}

function paint() {
  const now = mono();
  frames += 1;
  const all = everything || now - renderedAt >= RENDER_MS;
  if (!all && !soon) {
    return;
  }
  const seq = store.seq;
  const onScreen = document.hidden ? [] : store.ordered().slice(0, MOST_TOLD).map(({ alarm }) => alarm.id);
  const seen = view(now);
  grid.each((name, tile) => (all || changed.has(name)) && shift.writeTile(tile, store.beds.get(name), seen));
  waves.write(store, seen);
  everything = false;
  soon = false;
  changed.clear();
  strip.write(store, seen);
  bar.write(store, seen);
  list.write(store, seen);
  detail.write(store, seen);
  lookback.write(store, seen);
  shift.write(now);
  help.write(store, seen);
  start.write(store, sound.state);
  writeLost(seen);
  writeBlocked(seen);
  renderedAt = now;
  // After this frame is on the screen.
  setTimeout(() => {
    paintedSeq = seq;
    painted = onScreen;
    tell();
    document.documentElement.dataset.painted = String(seq);
  });
}

function writeLost(seen) {
  const lost = node('lost');
  setHidden(lost, !seen.lost);
  if (!seen.lost) {
    return;
  }
  lost.setAttribute('aria-label', t('link.page.lost'));
  const since = clock.known ? t('tech.gateway', { t: hms(seen.lostAt) }) : t('tech.nogateway');
  const left = localPauseUntil - seen.now;
  const sub = left > 0 ? t('paused', { t: running(left) }) : t('lost.pause');
  const alarms = store.ordered().slice(0, 5);
  const lines = alarms.map(({ alarm, bed }) => `${bed === null ? t('unitwide') : clean(bed)} ${prefix(alarm)} ${alarmWords(alarm, runningMs(alarm, store.beds.get(bed ?? ''), seen)).text}`);
  const texts = [since, sub, ...(lines.length > 0 ? [`${t('lost.was')} ${lines.join('  ·  ')}`] : [])];
  texts.forEach((text, i) => setText(lostLines[i], text));
  setChildren(lost, [...lostLines.slice(0, texts.length), ...other.lines()]);
}

function writeBlocked() {
  const blocked = node('blocked');
  const hide = !watch.begun || start.open || sound.state !== 'blocked';
  setHidden(blocked, hide);
  blocked.setAttribute('role', 'alert');
  setText(blocked, hide ? '' : t('sound.blocked'));
}

// ---- the one rhythm of the page: four times a second by a timer, once a second by the worker, which is not throttled
function beat() {
  const now = mono();
  checkLink(now);
  if (sound.state !== sound.check(now)) {
    redraw();
  }
  election.stand(sound.state === 'running');
  updateSound(now);
  commands.check();
  if (now - touchedAt > BACK_TO_GRID_MS && (detail.bed !== null || help.open || lookback.open || shift.open)) {
    backToGrid();
  }
  const { high, medium } = darkHalves(clock.localNow(now));
  document.body.classList.toggle('fh', high);
  document.body.classList.toggle('fm', medium);
  shift.people.follow();
  tell();
  requestAnimationFrame(paint);
  // Last, and only when this page really draws: a page that throws or stands still loses its heartbeat.
  if (document.hidden || now - renderedAt < ALIVE_WITHOUT_PAINT_MS) {
    sound.heartbeat();
  }
}

/** What the gateway hears of this page with the next sign of life; at once when an alarm is newly seen or heard. */
function tell() {
  const now = `${painted.join(' ')} | ${sounded.join(' ')}`;
  const news = now !== told;
  told = now;
  worker.postMessage({
    type: 'vitals',
    news,
    vitals: {
      visible: !document.hidden,
      audio: sound.state,
      watching: watch.begun && watch.heard && !document.hidden && sound.state === 'running',
      frames,
      paintedSeq,
      painted: document.hidden ? [] : painted,
      sounded,
    },
  });
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
notes.follow();
worker.postMessage({ type: 'draw', beds: waves.wish });
phase();
document.documentElement.dataset.ready = language();
