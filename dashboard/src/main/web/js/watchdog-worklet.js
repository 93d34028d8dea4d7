// The dead man's handle of the sound: runs on the audio thread, where a frozen page cannot stop it. Without a heartbeat
// for 3 s it sounds by itself until the page lives again.

const SILENCE_S = 3;
/** Not one of the alarm patterns: even pulses, half a second apart, so that a nurse hears that the screen is ill. */
const PULSE_S = 0.25;
const STEP_S = 0.5;
const RAMP_S = 0.02;
const HARMONICS = [1, 0.71, 0.5, 0.35, 0.25];
const LEVEL = 0.3;

class Watchdog extends AudioWorkletProcessor {
  constructor() {
    super();
    this.last = null;
    this.since = null;
    this.port.onmessage = () => {
      this.last = currentTime;
      if (this.since !== null) {
        this.port.postMessage({ sounded: currentTime - this.since });
        this.since = null;
      }
    };
  }

  process(inputs, outputs) {
    if (this.last === null || currentTime - this.last < SILENCE_S) {
      return true;
    }
    this.since ??= currentTime;
    const start = this.since;
    for (const channel of outputs[0]) {
      for (let i = 0; i < channel.length; i += 1) {
        channel[i] = sample(currentTime + i / sampleRate - start);
      }
    }
    return true;
  }
}

function sample(t) {
  const inPulse = t % STEP_S;
  if (inPulse >= PULSE_S) {
    return 0;
  }
  const ramp = Math.min(1, inPulse / RAMP_S, (PULSE_S - inPulse) / RAMP_S);
  let sum = 0;
  for (let h = 0; h < HARMONICS.length; h += 1) {
    sum += HARMONICS[h] * Math.sin(2 * Math.PI * 440 * (h + 1) * t);
  }
  return sum * ramp * LEVEL;
}

registerProcessor('watchdog', Watchdog);
