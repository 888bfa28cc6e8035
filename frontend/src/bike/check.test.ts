import { describe, expect, it } from "vitest";
import type { CheckPage } from "../api/types";
import { completeAnswers, countAnswered, restIsFine } from "./check";

const page = { due: { items: [{ key: "air" }, { key: "brakes" }, { key: "chain" }] } } as unknown as CheckPage;

describe("a look at a bike", () => {
  it("takes what was not answered for not looked at, never for fine", () => {
    expect(completeAnswers(page, { air: "fine" })).toEqual({ air: "fine", brakes: "skipped", chain: "skipped" });
  });

  it("says fine of the rest only where that was said", () => {
    expect(restIsFine(page, { brakes: "fault" })).toEqual({ air: "fine", brakes: "fault", chain: "fine" });
  });

  it("counts what this look is about", () => {
    expect(countAnswered(page, { air: "fine", frame: "fine" })).toBe(1);
  });
});
