import { beforeEach, describe, expect, it } from "vitest";
import { FakeWorld, makeFinished, makeFrame, makeLive, makePoint } from "./fakes";
import { LiveSource } from "./live.svelte";
import type { LiveFrame } from "./types";

let world: FakeWorld;
let source: LiveSource;
let framed: [LiveFrame, LiveFrame | null][];

beforeEach(() => {
  world = new FakeWorld();
  framed = [];
  source = new LiveSource(world, { framed: (frame, before) => framed.push([frame, before]) });
  source.start();
});

function tick(n: number, changes: Partial<LiveFrame> = {}): void {
  const frame = makeFrame({ elapsed_s: n, segment_left_s: 120 - n, ...changes });
  world.wire.tell({ kind: "tick", point: makePoint(n), frame, w_prime: null, sent_ms: 0 });
}

describe("a live ride", () => {
  it("shows what the server says", () => {
    world.wire.tell({ kind: "live", live: makeLive() });
    tick(21);
    expect(source.stage).toBe("riding");
    expect(source.frame?.elapsed_s).toBe(21);
  });

  it("goes on by the local clock while nothing is heard", async () => {
    world.wire.tell({ kind: "live", live: makeLive() });
    world.answers = "never";
    await world.pass(20_000);
    expect(source.trouble).toBe("network");
    expect(Math.abs((source.frame?.segment_left_s ?? 0) - 80)).toBeLessThanOrEqual(1);
  });

  it("waits where no server runs, because no ride does", async () => {
    world.wire.tell({ kind: "live", live: makeLive() });
    await world.pass(1000);
    world.answers = "refuses";
    world.wire.break();
    await world.pass(20_000);
    expect(source.trouble).toBe("server");
    expect(Math.abs((source.frame?.segment_left_s ?? 0) - 100)).toBeLessThanOrEqual(1);
  });

  it("asks for what it missed and has no gap afterwards", async () => {
    world.wire.tell({ kind: "live", live: makeLive({ n: 1, points: [makePoint(0), makePoint(1)] }) });
    await world.pass(1000);
    world.wire.break();
    await world.pass(500);
    expect(source.since).toBe(1);
    world.wire.tell({ kind: "live", live: makeLive({ n: 3, points: [makePoint(2), makePoint(3)] }) });
    expect(source.trouble).toBeNull();
    expect(source.history.all.map((point) => point.n)).toEqual([0, 1, 2, 3]);
  });

  it("fills a gap that a slow screen made", () => {
    world.wire.tell({ kind: "live", live: makeLive({ points: [makePoint(0)] }) });
    tick(5);
    expect(world.wires).toHaveLength(2);
    expect(source.since).toBe(0);
    expect(source.trouble).toBeNull();
  });

  it("forgets the points of another ride", () => {
    world.wire.tell({ kind: "live", live: makeLive({ points: [makePoint(0)] }) });
    world.wire.tell({ kind: "live", live: makeLive({ ride: "two", points: [makePoint(0)] }) });
    expect(source.history.all).toHaveLength(1);
    expect(framed.at(-1)?.[1]).toBeNull();
  });

  it("hears sounds across a reconnection", () => {
    world.wire.tell({ kind: "live", live: makeLive() });
    world.wire.tell({ kind: "live", live: makeLive({ frame: makeFrame({ posture: "standing" }) }) });
    expect(framed.at(-1)?.[1]?.posture).toBe("seated");
  });

  it("tells that nothing runs", () => {
    world.wire.tell({ kind: "none" });
    expect(source.stage).toBe("none");
  });

  it("keeps the end, even when the server says afterwards that nothing runs", () => {
    world.wire.tell({ kind: "live", live: makeLive() });
    world.wire.tell({ kind: "finished", finished: makeFinished("7") });
    world.wire.tell({ kind: "none" });
    expect(source.stage).toBe("finished");
    expect(source.finished?.ride).toBe("7");
  });

  it("presses keys only where they are heard", async () => {
    world.wire.tell({ kind: "live", live: makeLive() });
    expect(source.press("harder")).toBe(true);
    expect(world.wire.sent).toEqual(['{"key":"harder"}']);
    world.answers = "refuses";
    await world.pass(1000);
    world.wire.break();
    expect(source.press("harder")).toBe(false);
  });
});
