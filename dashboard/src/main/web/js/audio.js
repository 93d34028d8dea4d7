// Sound: tones made by oscillators, scheduled ahead on the audio clock so that a stalled page prolongs an alarm instead
// of stopping it, a dead man's handle on the audio thread, and a check each second that sound is really rendered.
// The page can prove rendering, never hearing: that is what the sound check is for (central-ui.md 6).

import { FALL_S, FUNDAMENTAL_HZ, HARMONICS_DB, PATTERNS, pulses, RISE_S } from './tones.js';

const AHEAD_S = 10;
const RATE_HZ = 16_000;
/** Samples rendered at a time: 32 ms. */
const BLOCK = 512;
/** What the meter remembers: a second, the time between two checks. */
const METER = 16_384;
const CHECK_MS = 950;
/** A context that has not started by then was refused: on the screen within a second (docs/recalls.md, T2). */
const START_MS = 600;
const LEAST_ADVANCE = 0.8;
/** How far ahead a tone begins: more than a block, or its first milliseconds would be missing. */
const START_S = 0.05;
const LEVEL = 0.9;
/** Nothing sets this display quieter than this share. */
const FLOOR = 0.5;
/** A new occurrence of the same priority is heard at once, but bursts stay this far apart (alarms.md 2.3: t_b). */
const LEAST_BETWEEN_S = 2.5;

export class Sound {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {GainNode | null} */
  #master = null;
  /** @type {AnalyserNode | null} */
  #meter = null;
  #wave = null;
  #watchdog = null;
  /** @type {{at: number, end: number, osc: OscillatorNode, gain: GainNode}[]} */
  #planned = [];
  #pattern = null;
  #start = 0;
  #until = 0;
  #occurrences = new Set();
  #checkedAt = 0;
  #checkedTime = 0;
  #fresh = true;
  #share = 1;
  /** @type {'off' | 'running' | 'blocked'} */
  state = 'off';
  /** true when the dead man's handle guards this page */
  guarded = false;

  /** @param {(seconds: number) => void} onDeadman the page was frozen and the handle sounded */
  constructor(onDeadman) {
    this.onDeadman = onDeadman;
  }

  /** Makes the context; to be called from a key or a click, else the browser may refuse to start it. */
  open(now) {
    if (this.#context) {
      void this.#context.close();
    }
    // The highest tone has 2200 Hz, and an alarm may begin a tenth of a second later: fewer and larger blocks, fewer wakings.
    // A browser that does not know the size of a block takes its own, 128.
    const context = new AudioContext({ latencyHint: 'playback', sampleRate: RATE_HZ, renderSizeHint: BLOCK });
    this.#context = context;
    this.#master = context.createGain();
    this.#master.gain.value = LEVEL * this.#share;
    this.#meter = context.createAnalyser();
    this.#meter.fftSize = METER;
    this.#master.connect(this.#meter);
    this.#meter.connect(context.destination);
    const levels = HARMONICS_DB.map((db) => 10 ** (db / 20));
    const sum = levels.reduce((a, b) => a + b, 0);
    const sine = new Float32Array([0, ...levels.map((level) => level / sum)]);
    this.#wave = context.createPeriodicWave(new Float32Array(sine.length), sine, { disableNormalization: true });
    this.#planned = [];
    this.#pattern = null;
    this.#checkedAt = now;
    this.#checkedTime = context.currentTime;
    this.#fresh = true;
    this.state = context.state === 'running' ? 'running' : 'off';
    void this.#guard(context);
    void context.resume();
  }

  async #guard(context) {
    this.guarded = false;
    this.#watchdog = null;
    if (!context.audioWorklet) {
      return;
    }
    await context.audioWorklet.addModule('/js/watchdog-worklet.js');
    if (this.#context !== context) {
      return;
    }
    const node = new AudioWorkletNode(context, 'watchdog', { numberOfInputs: 0, outputChannelCount: [1] });
    node.port.onmessage = (event) => this.onDeadman(event.data.sounded);
    node.connect(context.destination);
    this.#watchdog = node;
    this.guarded = true;
  }

  /** @param {number} share of the full level, 0.4 to 1 */
  loudness(share) {
    this.#share = Math.min(1, Math.max(FLOOR, share));
    if (this.#master && this.#context && Math.abs(this.#master.gain.value - LEVEL * this.#share) > 0.01) {
      this.#master.gain.setTargetAtTime(LEVEL * this.#share, this.#context.currentTime, 0.02);
    }
  }

  get opened() {
    return this.#context !== null;
  }

  /** Called from every key and click: a browser that refused sound may now allow it. */
  wake(now) {
    if (this.#context && this.state !== 'running') {
      if (this.#context.state === 'running') {
        this.open(now);
      } else {
        void this.#context.resume();
      }
    }
  }

  /** The page lives: tells the dead man's handle. */
  heartbeat() {
    this.#watchdog?.port.postMessage(0);
  }

  /**
   * What is to be heard from now on.
   * @param {string | null} pattern name in tones.js; null for silence
   * @param {string[]} occurrences ids of the alarms of that priority: a new one is heard at once
   */
  play(pattern, occurrences = []) {
    const context = this.#context;
    if (!context) {
      return;
    }
    const fresh = occurrences.some((id) => !this.#occurrences.has(id));
    this.#occurrences = new Set(occurrences);
    if (pattern !== this.#pattern || (fresh && this.#between(context.currentTime))) {
      this.#cancel();
      this.#pattern = pattern;
      this.#start = context.currentTime + START_S;
      this.#until = this.#start;
    }
    this.#plan();
  }

  /** True in the pause between two bursts, when enough of it has passed for another burst. */
  #between(time) {
    if (this.#pattern === null) {
      return false;
    }
    const { onsets, pulse, period } = PATTERNS[this.#pattern];
    const into = (time - this.#start) % period;
    return into > onsets[onsets.length - 1] + pulse + LEAST_BETWEEN_S;
  }

  #plan() {
    const time = this.#context.currentTime;
    this.#planned = this.#planned.filter((p) => p.end > time - 2);
    if (this.#pattern === null || this.#context.state !== 'running') {
      return;
    }
    const until = time + AHEAD_S;
    const from = Math.max(this.#until, time);
    for (const pulse of pulses(this.#pattern, this.#start, from, until)) {
      this.#schedule(pulse);
    }
    this.#until = Math.max(from, until);
  }

  #schedule({ at, end, level }) {
    const osc = this.#context.createOscillator();
    const gain = this.#context.createGain();
    osc.setPeriodicWave(this.#wave);
    osc.frequency.value = FUNDAMENTAL_HZ;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(level, at + RISE_S);
    gain.gain.setValueAtTime(level, end - FALL_S);
    gain.gain.linearRampToValueAtTime(0, end);
    osc.connect(gain).connect(this.#master);
    osc.start(at);
    osc.stop(end + 0.01);
    this.#planned.push({ at, end, osc, gain });
  }

  #cancel() {
    const time = this.#context.currentTime;
    for (const { end, osc, gain } of this.#planned) {
      if (end > time) {
        gain.gain.cancelScheduledValues(time);
        gain.gain.setTargetAtTime(0, time, 0.005);
        osc.stop(time + 0.05);
      }
    }
    this.#planned = [];
  }

  /** HIGH for two seconds, for the sound check. */
  test() {
    const context = this.#context;
    this.#cancel();
    this.#pattern = null;
    const start = context.currentTime + 0.05;
    for (const pulse of pulses('high', start, start, start + 2)) {
      this.#schedule(pulse);
    }
  }

  /** Once a second: is sound rendered? @returns {'off' | 'running' | 'blocked'} */
  check(now) {
    const context = this.#context;
    if (!context) {
      this.state = 'off';
      return this.state;
    }
    const elapsed = now - this.#checkedAt;
    const waits = this.#fresh && context.state !== 'running' ? START_MS : CHECK_MS;
    if (elapsed < waits) {
      return this.state;
    }
    const advanced = (context.currentTime - this.#checkedTime) * 1000;
    this.#checkedAt = now;
    this.#checkedTime = context.currentTime;
    // The first second holds the start of the sound device.
    const least = this.#fresh ? 0.1 : LEAST_ADVANCE;
    this.#fresh = false;
    const alive = context.state === 'running' && advanced >= least * Math.min(elapsed, 2000);
    this.state = alive && !this.#mute(context.currentTime) ? 'running' : 'blocked';
    return this.state;
  }

  /** True when a pulse should just have been heard and the meter shows nothing. */
  #mute(time) {
    const window = this.#meter.fftSize / this.#context.sampleRate;
    if (!this.#planned.some(({ at, end }) => at > time - window + 0.1 && end < time - 0.1)) {
      return false;
    }
    const samples = new Float32Array(this.#meter.fftSize);
    this.#meter.getFloatTimeDomainData(samples);
    return samples.every((sample) => Math.abs(sample) < 1e-4);
  }
}
