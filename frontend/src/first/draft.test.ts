import { describe, expect, it } from "vitest";
import { makeBike, neighbour, reachable, readDraft, STEPS, type Draft } from "./draft.svelte";

const draft = (answers: Partial<Draft>): Draft => ({ ...readDraft(null), ...answers });

describe("the answers of the first run", () => {
  it("make a bike with numbered levels", () => {
    const bike = makeBike(draft({ kind: "levels", highest: 24, stands: "yes" }));
    expect(bike).toMatchObject({ kind: "exercise", can_stand: true });
    expect(bike).toHaveProperty("resistance.highest", 24);
  });

  it.each([
    ["yes", true],
    ["rider", true],
    ["bike", false],
    ["unsure", false],
  ] as const)("a bike is fit to stand on where the answer is %s: %s", (stands, can_stand) => {
    expect(makeBike(draft({ kind: "road", stands }))).toMatchObject({ can_stand });
  });

  it("leave the gears of a trainer to the server unless there is but one", () => {
    expect(makeBike(draft({ kind: "trainer", gears: true, stands: "yes" }))).not.toHaveProperty("gears");
    expect(makeBike(draft({ kind: "trainer", gears: false, stands: "yes" }))).toHaveProperty("gears", null);
  });

  it.each(["levels", "knob", "trainer"] as const)("make no bike of a %s without its detail", (kind) => {
    expect(makeBike(draft({ kind, stands: "yes" }))).toBeNull();
  });

  it("lead to the first question without an answer", () => {
    expect(reachable("rules", draft({}))).toBe("bike");
    expect(reachable("mass", draft({ kind: "levels" }))).toBe("detail");
    expect(reachable("mass", draft({ kind: "road", stands: "yes" }))).toBe("trained");
    expect(reachable("bike", draft({}))).toBe("bike");
  });

  it("skip the question of detail on the road, both ways", () => {
    const road = draft({ kind: "road" });
    expect(neighbour("bike", 1, road)).toBe("stand");
    expect(neighbour("stand", -1, road)).toBe("bike");
    expect(neighbour("bike", 1, draft({ kind: "knob" }))).toBe("detail");
  });

  it("stay at the ends", () => {
    expect(neighbour(STEPS[0], -1, draft({}))).toBe(STEPS[0]);
    expect(neighbour("rules", 1, draft({}))).toBe("rules");
  });

  it("survive a damaged memory", () => {
    expect(readDraft("{broken")).toEqual(readDraft(null));
    expect(readDraft("7")).toEqual(readDraft(null));
  });
});
