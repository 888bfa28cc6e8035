import { expect, it } from "vitest";
import { chartColumns, hasChart } from "./chart";
import { makePoint } from "./fakes";

it("a chart smooths power and leaves heart rate as it is", () => {
  const points = [100, 200].map((power_w, n) => makePoint(n, { power_w, heart_rate_bpm: 120 + n }));
  expect(chartColumns(points)).toEqual([
    [0, 1],
    [100, 150],
    [120, 121],
  ]);
});

it("a gap stays a gap", () => {
  const points = [makePoint(0, { power_w: 100 }), makePoint(1), makePoint(2, { power_w: 120 })];
  expect(chartColumns(points)[1]).toEqual([100, null, 110]);
});

it("there is no chart without sensors", () => {
  expect(hasChart([makePoint(0), makePoint(1)])).toBe(false);
});
