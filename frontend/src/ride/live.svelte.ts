// The live ride as a page sees it: the last frame, carried on by the local clock while nothing is
// heard, and every point so far. The ride itself is in the server.
import { carryOn } from "./clock";
import { Connection, type Trouble, type World } from "./connection";
import { History } from "./history";
import type { Finished, Key, Live, LiveFrame, Message, Point } from "./types";

/** What a page knows of the ride: nothing yet, that there is none, one that runs, one that ended. */
export type Stage = "looking" | "none" | "riding" | "finished" | "refused";

export interface Watcher {
  /** A frame came from the server; `before` is the one before it in this ride, if any. */
  framed?(frame: LiveFrame, before: LiveFrame | null, live: Live): void;
}

const SILENCE_MS = 2500; // ticks come each second
const SMOOTH_S = 1.2; // a tick may be this late before the local clock goes on without it
const REFRESH_MS = 250;
const LEAST_BETWEEN_FILLS_MS = 5000;

export class LiveSource {
  stage = $state<Stage>("looking");
  live = $state.raw<Live | null>(null);
  trouble = $state.raw<Trouble | null>(null);
  finished = $state.raw<Finished | null>(null);
  w_prime = $state.raw<number | null>(null);
  points_known = $state(0); // grows with every change of `history`
  readonly history = new History();

  private heard = $state.raw<LiveFrame | null>(null);
  private carried_s = $state(0);
  private heard_ms = 0;
  private filled_ms = Number.NEGATIVE_INFINITY;
  private refresh: number | null = null;
  private readonly connection: Connection;

  /** What to show now. */
  readonly frame = $derived.by(() => {
    if (this.heard === null || this.live === null || this.carried_s === 0) return this.heard;
    return carryOn(this.heard, this.live.prescription.segments, this.carried_s);
  });

  constructor(
    private readonly world: World,
    private readonly watcher: Watcher = {},
  ) {
    this.connection = new Connection(world, {
      heard: (text) => this.take(text),
      lost: (trouble) => this.lose(trouble),
      refused: () => {
        if (this.stage === "looking") this.stage = "refused";
      },
    });
  }

  /** Number of the newest point before any gap, for `since` in the address. */
  get since(): number {
    return this.history.complete;
  }

  start(): void {
    this.connection.start();
    this.tend();
  }

  stop(): void {
    this.connection.stop();
    if (this.refresh !== null) this.world.cancel(this.refresh);
  }

  /** Press a key; says whether the server can have heard it. */
  press(key: Key): boolean {
    return this.trouble === null && this.connection.send(JSON.stringify({ key }));
  }

  /** The network or the page is back: look at once. */
  nudge(): void {
    this.connection.nudge();
  }

  private take(text: string): void {
    const message = JSON.parse(text) as Message;
    this.trouble = null;
    if (message.kind === "live") this.begin(message.live);
    else if (message.kind === "tick") this.tick(message);
    else if (message.kind === "finished") this.finish(message.finished);
    else if (this.stage !== "finished") this.stage = "none";
  }

  private begin(live: Live): void {
    const same = this.live?.ride === live.ride;
    if (!same) this.history.clear();
    this.remember(live.points);
    const before = same ? this.heard : null;
    this.live = live;
    this.w_prime = live.w_prime;
    this.stage = "riding";
    this.show(live.frame, before);
  }

  private tick({ point, frame, w_prime }: Message & { kind: "tick" }): void {
    if (this.live === null) return;
    this.w_prime = w_prime;
    if (point !== null) this.remember([point]);
    this.show(frame, this.heard);
  }

  private finish(finished: Finished): void {
    this.finished = finished;
    this.stage = "finished";
    this.connection.expect(null);
  }

  private show(frame: LiveFrame, before: LiveFrame | null): void {
    this.heard = frame;
    this.heard_ms = this.world.now();
    this.carried_s = 0;
    // Before the start nothing changes, so nothing is sent.
    this.connection.expect(frame.state === "ready" || frame.state === "finished" ? null : SILENCE_MS);
    if (this.live !== null) this.watcher.framed?.(frame, before, this.live);
  }

  private remember(points: readonly Point[]): void {
    const gap = this.history.add(...points);
    this.points_known += 1;
    const now = this.world.now();
    if (!gap || now - this.filled_ms < LEAST_BETWEEN_FILLS_MS) return;
    this.filled_ms = now;
    this.connection.renew();
  }

  private lose(trouble: Trouble): void {
    if (this.stage === "finished") return;
    this.trouble = trouble;
  }

  /** Carry the frame on by the local clock while the server is silent. */
  private tend(): void {
    this.refresh = this.world.later(() => this.tend(), REFRESH_MS);
    // A server that does not run lets no time of the ride pass.
    if (this.live === null || this.heard === null || this.trouble === "server") return;
    const speed = this.live.speed;
    const silent_s = (this.world.now() - this.heard_ms) / 1000;
    if (silent_s > SMOOTH_S) this.carried_s = Math.floor(silent_s * 2) * 0.5 * speed;
  }
}
