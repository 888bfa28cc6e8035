// Sounds made by the browser itself: nothing to load. Rising for up, falling for down.
import type { Sound } from "./cues";

type Note = readonly [start_s: number, pitch_hz: number, length_s: number];

const TUNES: Readonly<Record<Sound, readonly Note[]>> = {
  count: [[0, 660, 0.12]],
  stand: [
    [0, 587, 0.14],
    [0.15, 880, 0.4],
  ],
  sit: [
    [0, 880, 0.14],
    [0.15, 587, 0.4],
  ],
  setting: [[0, 784, 0.2]],
  question: [
    [0, 698, 0.12],
    [0.16, 698, 0.12],
  ],
  pause: [[0, 440, 0.3]],
  go_on: [[0, 660, 0.3]],
};

const SHAKES: Partial<Record<Sound, readonly number[]>> = {
  stand: [250, 100, 250],
  sit: [250],
};

export class Sounds {
  on = true;
  private context: AudioContext | null = null;

  /** Browsers allow sound only after a tap or a key: call this in its handler. */
  unlock(): void {
    if (navigator.userActivation?.isActive === false) return; // Esc, for one, does not count
    if (this.context === null && "AudioContext" in window) this.context = new AudioContext();
    void this.context?.resume().catch(() => undefined);
  }

  play(sound: Sound): void {
    if (!this.on) return;
    const shake = SHAKES[sound];
    // Without a tap before it, vibration is refused with a message in the console.
    if (shake && navigator.userActivation?.hasBeenActive) navigator.vibrate?.([...shake]);
    if (this.context?.state !== "running") return;
    for (const note of TUNES[sound]) this.sing(this.context, note);
  }

  close(): void {
    void this.context?.close();
    this.context = null;
  }

  private sing(context: AudioContext, [start_s, pitch_hz, length_s]: Note): void {
    const begin = context.currentTime + start_s;
    const tone = new OscillatorNode(context, { type: "triangle", frequency: pitch_hz });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setTargetAtTime(0.35, begin, 0.008);
    gain.gain.setTargetAtTime(0, begin + length_s, 0.03);
    tone.connect(gain).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + length_s + 0.3);
  }
}
