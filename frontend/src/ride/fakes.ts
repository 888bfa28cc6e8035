// Rides and browsers made by hand, for tests.
import type { Wire, World } from "./connection";
import type { Finished, Live, LiveFrame, Message, Point, Prescription, Segment } from "./types";

/** Two minutes seated, two standing (one hill), two of recovery. */
export function makeSegments(): Segment[] {
  return [
    makeSegment({ index: 0, step: 0, hill: 1, start_s: 0, posture: "seated", resistance_felt: 1 }),
    makeSegment({ index: 1, step: 0, hill: 1, start_s: 120, posture: "standing", resistance_felt: 1 }),
    makeSegment({ index: 2, step: 1, role: "recovery", start_s: 240, posture: "seated", level: 3 }),
  ];
}

export function makeSegment(changes: Partial<Segment> & { level?: number }): Segment {
  const { level = 9, ...given } = changes;
  return {
    index: 0,
    step: 0,
    role: "hill",
    hill: null,
    start_s: 0,
    duration_s: 120,
    posture: "seated",
    resistance_felt: 0.5,
    effort: { rpe_low: 6, rpe_high: 7, words: "short phrases" },
    power_w: null,
    cadence_rpm: null,
    command: { mode: "level", value: level, setting: level, gear: null, lead_s: 0 },
    cues: [],
    distance_m: null,
    grade: null,
    heart_rate_bpm: null,
    share_of_cp: 0.8,
    why: "",
    ...given,
  };
}

export function makeFrame(changes: Partial<LiveFrame> = {}): LiveFrame {
  return {
    state: "riding",
    elapsed_s: 20,
    ridden_s: 20,
    segment: 0,
    segment_left_s: 100,
    step_left_s: 220,
    total_left_s: 340,
    posture: "seated",
    next_posture: "standing",
    next_posture_in_s: 100,
    command_words: "level 9",
    notches: 0,
    announcement: null,
    question: null,
    sample: null,
    spoken: null,
    cue_id: null,
    ...changes,
  };
}

/** As far as the ride page reads it. */
function makePrescription(): Prescription {
  const read = { title: "Six hills", segments: makeSegments(), setup: [] as string[] };
  return read as Prescription;
}

export function makePoint(n: number, changes: Partial<Point> = {}): Point {
  return {
    n,
    elapsed_s: n,
    ridden_s: n,
    segment: 0,
    state: "riding",
    posture: "seated",
    power_w: null,
    cadence_rpm: null,
    heart_rate_bpm: null,
    ...changes,
  };
}

export function makeLive(changes: Partial<Live> = {}): Live {
  return {
    ride: "one",
    title: "Six hills",
    simulated: false,
    speed: 1,
    stored: true,
    prescription: makePrescription(),
    keys: [],
    n: 0,
    points: [],
    frame: makeFrame(),
    w_prime: null,
    ...changes,
  };
}

export function makeFinished(ride: string | null): Finished {
  return { ride, learnt: [], report: null, because: null, trouble: null };
}

export class FakeWire implements Wire {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;
  readonly sent: string[] = [];

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
  }

  /** The server says something. */
  tell(message: Message): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** The other end goes away. */
  break(): void {
    this.onclose?.();
  }
}

/** A browser whose time passes when a test says so. */
export class FakeWorld implements World {
  readonly wires: FakeWire[] = [];
  probes = 0;
  answers: "yes" | "refuses" | "never" = "yes";
  has_network = true;
  private time_ms = 0;
  private timers = new Map<number, { due_ms: number; run: () => void }>();
  private last_timer = 0;

  get wire(): FakeWire {
    const last = this.wires.at(-1);
    if (last === undefined) throw new Error("no wire was opened yet");
    return last;
  }

  open(): Wire {
    this.wires.push(new FakeWire());
    return this.wire;
  }

  probe(limit_ms: number): Promise<void> {
    this.probes += 1;
    if (this.answers === "yes") return Promise.resolve();
    if (this.answers === "refuses") return Promise.reject(new Error("refused"));
    return new Promise((_, fail) => this.later(() => fail(new Error("no answer")), limit_ms));
  }

  online(): boolean {
    return this.has_network;
  }

  now(): number {
    return this.time_ms;
  }

  later(run: () => void, ms: number): number {
    this.timers.set(++this.last_timer, { due_ms: this.time_ms + ms, run });
    return this.last_timer;
  }

  cancel(timer: number): void {
    this.timers.delete(timer);
  }

  /** Let time pass, and everything happen that falls due on the way. */
  async pass(ms: number): Promise<void> {
    const end_ms = this.time_ms + ms;
    for (let next = this.due(end_ms); next !== null; next = this.due(end_ms)) {
      this.time_ms = Math.max(this.time_ms, next.due_ms);
      next.run();
      await settle();
    }
    this.time_ms = end_ms;
    await settle();
  }

  private due(until_ms: number): { due_ms: number; run: () => void } | null {
    const [first] = [...this.timers].sort(([, one], [, other]) => one.due_ms - other.due_ms);
    if (first === undefined || first[1].due_ms > until_ms) return null;
    this.timers.delete(first[0]);
    return first[1];
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}
