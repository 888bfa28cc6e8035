import { expect, it } from "vitest";
import { barsOf } from "./devices";

it("a stronger signal fills more bars", () => {
  expect([-95, -85, -75, -65, -50].map(barsOf)).toEqual([0, 1, 2, 3, 4]);
});
