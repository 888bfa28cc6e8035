import { afterEach, describe, expect, it, vi } from "vitest";
import { Importing, LARGEST_BYTES, take, type Line } from "./importing.svelte";

const line = (): Line => ({ name: "a.fit", stage: "waiting", error: null, rides: [], learnt: [] });
const imported = { name: "a.fit", ride: "r1", new: true, error: null, skipped: null, notes: [], learnt: [] };
const file = (name: string, size = 3) => ({ name, size }) as File;

function answerWith(answers: Record<string, unknown>): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    const name = new URL(path, "http://localhost").searchParams.get("name") ?? "";
    asked.push(name);
    const plain = answers[name];
    return new Response(JSON.stringify(plain), { status: Array.isArray(plain) ? 200 : 422 });
  });
  return asked;
}

describe("what became of a file", () => {
  it("is a new ride, or one that was known", () => {
    const fresh = line();
    take(fresh, [imported]);
    const known = line();
    take(known, [{ ...imported, new: false }]);
    expect([fresh.stage, known.stage]).toEqual(["new", "known"]);
  });

  it("is left out, with the reason, where it is no ride on a bike", () => {
    const run = line();
    take(run, [{ ...imported, ride: null, new: false, skipped: "it is a run" }]);
    expect(run).toMatchObject({ stage: "skipped", error: "it is a run" });
  });

  it("names the file of an archive that could not be read", () => {
    const archive = line();
    take(archive, [imported, { ...imported, name: "b.fit", ride: null, error: "is cut short" }]);
    expect(archive).toMatchObject({ stage: "new", error: "b.fit: is cut short" });
  });
});

describe("an import", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("goes on after a bad file and tells why", async () => {
    answerWith({ "bad.fit": { problem: "is no FIT file" }, "good.fit": [imported] });
    const importing = new Importing(() => {});
    await importing.add([file("bad.fit"), file("good.fit")]);
    expect(importing.lines.map((one) => [one.stage, one.error])).toEqual([
      ["failed", "is no FIT file"],
      ["new", null],
    ]);
    expect(importing.done).toBe(2);
  });

  it("sends nothing that is too big", async () => {
    const asked = answerWith({});
    const importing = new Importing(() => {});
    await importing.add([file("huge.fit", LARGEST_BYTES + 1)]);
    expect(asked).toEqual([]);
    expect(importing.lines[0]?.stage).toBe("failed");
  });

  it("tells once when all is done, also where files were added meanwhile", async () => {
    const asked = answerWith({ "a.fit": [imported], "b.fit": [imported] });
    const ondone = vi.fn();
    const importing = new Importing(ondone);
    await Promise.all([importing.add([file("a.fit")]), importing.add([file("b.fit")])]);
    expect(asked).toEqual(["a.fit", "b.fit"]);
    expect(ondone).toHaveBeenCalledOnce();
  });
});
