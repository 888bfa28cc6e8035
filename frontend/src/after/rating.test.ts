import { afterEach, describe, expect, it, vi } from "vitest";
import { merge, NOTHING_SAID, Telling, toldPosture } from "./rating.svelte";

const answer = (status: number, plain: unknown) =>
  new Response(JSON.stringify(plain), { status, headers: { "Content-Type": "application/json" } });
const RATED = { advice: null, hills_done: 3, hills_asked: 6, next: null };

describe("what is said of a ride", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("keeps what was said before", () => {
    const rating = merge(merge(NOTHING_SAID, { rpe: 7 }), { pain: 2 });
    expect(rating).toMatchObject({ rpe: 7, pain: 2, enjoyed: null });
  });

  it.each(["seated", "standing", "seated-then-standing"] as const)("reads %s back as it was told", (posture) => {
    const { postures } = merge(NOTHING_SAID, { postures: { "5": posture } });
    expect(toldPosture(postures["5"])).toBe(posture);
  });

  it("knows nothing of a hill that nobody told of", () => {
    expect(toldPosture(undefined)).toBeNull();
  });

  it("is shown before the server has answered", () => {
    vi.stubGlobal("fetch", () => new Promise(() => {}));
    const telling = new Telling("r", null, () => {});
    telling.say({ rpe: 6 });
    expect(telling.rating.rpe).toBe(6);
    expect(telling.waiting).toBe(1);
  });

  it("is sent in order", async () => {
    const sent: unknown[] = [];
    vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
      sent.push(JSON.parse(String(init.body)));
      return answer(200, RATED);
    });
    const telling = new Telling("r", null, () => {});
    telling.say({ rpe: 6 });
    telling.say({ rpe: 7 });
    await vi.waitFor(() => expect(telling.waiting).toBe(0));
    expect(sent).toEqual([{ rpe: 6 }, { rpe: 7 }]);
    expect(telling.rating.rpe).toBe(7);
  });

  it("keeps the advice on pain while other things are said", async () => {
    vi.stubGlobal("fetch", async (_: string, init: RequestInit) =>
      answer(200, { ...RATED, advice: String(init.body).includes("pain\":6") ? "Rest." : null }),
    );
    const telling = new Telling("r", null, () => {});
    telling.say({ pain: 6 });
    telling.say({ where: "knee" });
    await vi.waitFor(() => expect(telling.waiting).toBe(0));
    expect(telling.advice).toBe("Rest.");
    telling.say({ pain: 0 });
    await vi.waitFor(() => expect(telling.advice).toBeNull());
  });

  it("is taken back, told and kept for another try where it fails", async () => {
    vi.stubGlobal("fetch", async () => answer(503, { problem: "the disk is full" }));
    const telling = new Telling("r", { ...NOTHING_SAID, rpe: 4 }, () => {});
    telling.say({ rpe: 9 });
    await vi.waitFor(() => expect(telling.waiting).toBe(0));
    expect(telling.rating.rpe).toBe(4);
    expect(telling.trouble?.problem).toBe("the disk is full");
    vi.stubGlobal("fetch", async () => answer(200, RATED));
    telling.again();
    await vi.waitFor(() => expect(telling.waiting).toBe(0));
    expect(telling.rating.rpe).toBe(9);
  });
});
