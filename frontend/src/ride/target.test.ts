import { describe, expect, it } from "vitest";
import { makePoint, makeSegment } from "./fakes";
import { judgePower, meanPower } from "./target";

const asked = makeSegment({ power_w: { low: 100, target: 105, high: 110 } });

describe("power against what is asked", () => {
  it.each([
    [99, "push"],
    [100, "on_target"],
    [110, "on_target"],
    [111, "ease"],
  ])("%d W: %s", (power_w, verdict) => expect(judgePower(power_w, asked)).toBe(verdict));

  it("is not judged where nothing is measured", () => expect(judgePower(null, asked)).toBeNull());
  it("is not judged where no watts are asked for", () => {
    expect(judgePower(200, makeSegment({}))).toBeNull();
  });
});

describe("mean power", () => {
  it("leaves out what is missing", () => {
    const points = [makePoint(0, { power_w: 100 }), makePoint(1), makePoint(2, { power_w: 110 })];
    expect(meanPower(points, 0)).toBe(105);
  });

  it("forgets the segment before", () => {
    const points = [makePoint(0, { power_w: 40 }), makePoint(1, { power_w: 100, segment: 1 })];
    expect(meanPower(points, 1)).toBe(100);
  });

  it("is unknown without a meter", () => expect(meanPower([makePoint(0)], 0)).toBeNull());
});
