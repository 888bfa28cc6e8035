import { describe, expect, it } from "vitest";
import { makePoint } from "./fakes";
import { History } from "./history";

const numbers = (history: History) => history.all.map((point) => point.n);

describe("the points of a ride", () => {
  it("keep their order", () => {
    const history = new History();
    expect(history.add(makePoint(0), makePoint(1))).toBe(false);
    expect(history.add(makePoint(2))).toBe(false);
    expect(numbers(history)).toEqual([0, 1, 2]);
  });

  it("are there once, however often they came", () => {
    const history = new History();
    history.add(makePoint(0), makePoint(1));
    history.add(makePoint(1), makePoint(2));
    expect(numbers(history)).toEqual([0, 1, 2]);
  });

  it("tell of a gap, and where it begins", () => {
    const history = new History();
    expect(history.add(makePoint(0), makePoint(1), makePoint(4))).toBe(true);
    expect(history.complete).toBe(1);
  });

  it("have the gap closed by what comes later", () => {
    const history = new History();
    history.add(makePoint(0), makePoint(3));
    expect(history.add(makePoint(1), makePoint(2))).toBe(false);
    expect(numbers(history)).toEqual([0, 1, 2, 3]);
    expect(history.complete).toBe(3);
  });

  it("ask for everything while there is none", () => {
    expect(new History().complete).toBe(-1);
  });

  it("give the last seconds", () => {
    const history = new History();
    history.add(...Array.from({ length: 100 }, (_, n) => makePoint(n)));
    expect(history.recent(10).map((point) => point.n)[0]).toBe(89);
  });
});
