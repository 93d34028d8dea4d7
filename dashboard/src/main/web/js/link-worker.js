// The link to the gateway, on a thread of its own: timers here are not throttled when the page is hidden and go on when
// the page is frozen. It owns the socket, judges every frame, reconnects for ever and says `alive` once a second.

import { Feed } from './feed.js';

const SILENCE_MS = 3000;
const RETRY_MS = 1000;
const RETRY_SPREAD_MS = 300;
const BEAT_MS = 1000;
const WATCH_MS = 250;
const NEWS_MS = 100;
/** A jump of the wall clock against the monotonic one: the machine slept, or somebody set the clock. */
const SLEPT_MS = 5000;

const feed = new Feed();
/** @type {WebSocket | null} */
let socket = null;
let lastLife = now();
let wallOffset = Date.now() - performance.now();
/** @type {any} what the page last said about itself */
let vitals = { visible: false, audio: 'off', watching: false, frames: 0, paintedSeq: 0, painted: [], sounded: [] };
let display = 0;
let refused = false;
let saidAt = 0;
/** @type {any} the waves that the page draws */
let wish = null;

/** Milliseconds that only go forward and mean the same here and on the page. */
function now() {
  return performance.timeOrigin + performance.now();
}

function connect() {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const mine = new WebSocket(`${scheme}//${location.host}/api/v1/live`);
  socket = mine;
  mine.binaryType = 'arraybuffer';
  feed.opened();
  lastLife = now();
  mine.onmessage = (event) => {
    if (socket !== mine) {
      return;
    }
    if (typeof event.data === 'string') {
      received(event.data);
    } else {
      waves(event.data);
    }
  };
  mine.onclose = () => {
    if (socket === mine) {
      drop();
    }
  };
}

/** Ends this connection and tries again in about a second, for ever, without growing pauses. */
function drop() {
  const old = socket;
  socket = null;
  if (old) {
    old.onmessage = null;
    old.onclose = null;
    old.close();
  }
  setTimeout(connect, RETRY_MS + (Math.random() * 2 - 1) * RETRY_SPREAD_MS);
}

/** Answered at once: the gateway sends no more waves than this display takes. */
function waves(frame) {
  if (frame.byteLength >= 8) {
    send({ type: 'took', tick: new DataView(frame).getUint32(4, true) });
    postMessage({ type: 'waves', frame, at: now() }, [frame]);
  }
}

function received(text) {
  let frame;
  try {
    frame = JSON.parse(text);
  } catch {
    drop();
    return;
  }
  const verdict = feed.judge(frame);
  switch (verdict) {
    case 'alive':
      lastLife = now();
      postMessage({ type: 'tick', frame, at: lastLife });
      break;
    case 'apply':
      if (frame.type === 'hello') {
        display = frame.display;
        refused = false;
      } else if (frame.type === 'snapshot' && wish) {
        send(wish);
      }
      postMessage({ type: 'frame', frame, at: now() });
      break;
    case 'again':
      drop();
      break;
    case 'refuse':
      if (!refused) {
        refused = true;
        postMessage({ type: 'refused', version: frame.version });
      }
      drop();
      break;
    default:
  }
}

function send(message) {
  if (socket?.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify(message));
    return true;
  }
  return false;
}

/** A pulled cable gives no close event for minutes, so silence alone ends a connection. */
function watch() {
  const offset = Date.now() - performance.now();
  const slept = Math.abs(offset - wallOffset) > SLEPT_MS;
  wallOffset = offset;
  if (socket && (slept || now() - lastLife > SILENCE_MS)) {
    drop();
  }
}

function alive() {
  if (display > 0) {
    saidAt = now();
    send({ type: 'alive', display, ...vitals, seq: feed.seq });
  }
}

function beat() {
  alive();
  postMessage({ type: 'beat' });
}

onmessage = (event) => {
  const message = event.data;
  if (message.type === 'vitals') {
    vitals = message.vitals;
    // An alarm has just come onto the screen or the loudspeaker: the gateway waits for it.
    if (message.news && now() - saidAt > NEWS_MS) {
      alive();
    }
  } else if (message.type === 'command') {
    if (!send(message.command)) {
      postMessage({ type: 'unsent', id: message.command.id });
    }
  } else if (message.type === 'draw') {
    wish = { type: 'waves', beds: message.beds };
    send(wish);
  } else if (message.type === 'again' && socket) {
    drop();
  }
};

connect();
setInterval(watch, WATCH_MS);
setInterval(beat, BEAT_MS);
