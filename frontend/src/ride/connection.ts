// A WebSocket that stays open: it notices silence, looks for the server and comes back.
//
// While away it asks for a tiny file instead of opening WebSockets again and again, because browsers
// delay WebSockets to an address where many have failed (Chromium by up to 5 s, Firefox by more).
// How the asking fails also tells what is wrong: a refusal comes at once and means that no server
// runs; no answer at all means that the network is away.

/** Why the server is not heard. */
export type Trouble = "network" | "server";

export interface Wire {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(text: string): void;
  close(): void;
}

/** What the connection needs of the browser. */
export interface World {
  open(): Wire;
  /** Resolves when the server answers anything at all, rejects when it does not. */
  probe(limit_ms: number): Promise<void>;
  online(): boolean;
  now(): number; // ms, never set back
  later(run: () => void, ms: number): number;
  cancel(timer: number): void;
}

export interface Listener {
  heard(text: string): void;
  lost(trouble: Trouble): void;
  /** The server answers but does not let us in. */
  refused(): void;
}

const ATTEMPT_MS = 2000;
const PAUSE_MS = 500; // between two looks for the server
const AT_ONCE_MS = 700; // a failure that is quicker than this is a refusal

export class Connection {
  private wire: Wire | null = null;
  private waiting: number | null = null; // for the next attempt, or for its end
  private silence: number | null = null;
  private silence_ms: number | null = null;
  private running = false;
  private searching = false;
  private failures = 0; // wires in a row on which nothing came though the server answers

  constructor(
    private readonly world: World,
    private readonly listener: Listener,
  ) {}

  start(): void {
    this.running = true;
    this.open();
  }

  stop(): void {
    this.running = false;
    this.forget();
  }

  /** Send now, or not at all: a key that arrives late would do something else than was meant. */
  send(text: string): boolean {
    if (this.wire === null || this.searching) return false;
    this.wire.send(text);
    return true;
  }

  /** How long the server may be silent before it counts as lost; null for any time. */
  expect(within_ms: number | null): void {
    this.silence_ms = within_ms;
    this.watch();
  }

  /** Open a new wire in place of the present one, which is not lost. */
  renew(): void {
    if (this.running && !this.searching) this.open();
  }

  /** The network is back, the page is seen again: look at once. */
  nudge(): void {
    if (this.running && this.wire === null && this.waiting !== null) void this.search();
  }

  private open(): void {
    this.forget();
    const wire = this.world.open();
    this.wire = wire;
    const opened = this.world.now();
    let heard = false;
    const fail = () => {
      if (this.wire !== wire) return;
      if (!heard && ++this.failures >= 3) this.listener.refused();
      // Look at once, but never hammer a server that drops everybody who comes.
      this.drop(heard && this.world.now() - opened > PAUSE_MS ? 0 : PAUSE_MS);
    };
    this.waiting = this.world.later(fail, ATTEMPT_MS);
    wire.onmessage = (event) => {
      heard = true;
      this.failures = 0;
      this.searching = false;
      this.calm();
      this.watch();
      if (typeof event.data === "string") this.listener.heard(event.data);
    };
    wire.onclose = fail;
  }

  private drop(pause_ms: number): void {
    this.forget();
    this.searching = true;
    this.listener.lost("network");
    this.waiting = this.world.later(() => void this.search(), pause_ms);
  }

  private async search(): Promise<void> {
    this.calm();
    const asked = this.world.now();
    try {
      await this.world.probe(ATTEMPT_MS);
    } catch {
      if (!this.running) return;
      const refused = this.world.online() && this.world.now() - asked < AT_ONCE_MS;
      this.listener.lost(refused ? "server" : "network");
      this.waiting = this.world.later(() => void this.search(), PAUSE_MS);
      return;
    }
    if (this.running) this.open();
  }

  /** Start to wait for the next message anew. */
  private watch(): void {
    if (this.silence !== null) this.world.cancel(this.silence);
    this.silence = null;
    if (this.silence_ms === null || this.wire === null || this.searching) return;
    this.silence = this.world.later(() => this.drop(0), this.silence_ms);
  }

  private calm(): void {
    if (this.waiting !== null) this.world.cancel(this.waiting);
    this.waiting = null;
  }

  private forget(): void {
    this.calm();
    if (this.silence !== null) this.world.cancel(this.silence);
    this.silence = null;
    const wire = this.wire;
    this.wire = null;
    if (wire === null) return;
    wire.onmessage = wire.onclose = null;
    wire.close();
  }
}

/** The browser's own WebSocket and clock. */
export function browserWorld(address: () => string, probe: string): World {
  return {
    open: () => new WebSocket(address()) as unknown as Wire,
    probe: async (limit_ms) => {
      await fetch(probe, { cache: "no-store", signal: AbortSignal.timeout(limit_ms) });
    },
    online: () => navigator.onLine,
    now: () => performance.now(),
    later: (run, ms) => window.setTimeout(run, ms),
    cancel: (timer) => window.clearTimeout(timer),
  };
}
