import { describe, expect, it } from "vitest";
import { boxAround, boxOf, cellSeen, fitBox, pan, toPlace, toScreen, unfold, zoom } from "./view";

const box = { south: 42.4, west: 1.4, north: 42.6, east: 1.7 };
const view = fitBox(box, 600, 400);

describe("the view of a map", () => {
  it("shows the whole box", () => {
    const [left, bottom] = toScreen(view, box.south, box.west);
    const [right, top] = toScreen(view, box.north, box.east);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(600);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(400);
  });

  it("finds the place under a point again", () => {
    const [x, y] = toScreen(view, 42.51, 1.52);
    const [lat, lon] = toPlace(view, x, y);
    expect(lat).toBeCloseTo(42.51, 9);
    expect(lon).toBeCloseTo(1.52, 9);
  });

  it("moves the ground with the finger", () => {
    const [x] = toScreen(pan(view, 30, 0), 42.5, 1.55);
    expect(x).toBeCloseTo(toScreen(view, 42.5, 1.55)[0] + 30, 6);
  });

  it("keeps the point under the finger while it comes closer", () => {
    const [lat, lon] = toPlace(view, 100, 90);
    const [x, y] = toScreen(zoom(view, 3, 100, 90), lat, lon);
    expect(x).toBeCloseTo(100, 0);
    expect(y).toBeCloseTo(90, 0);
  });

  it("takes a road from its steps", () => {
    expect([...unfold([4250000, 150000, 10, -20])]).toEqual([42.5, 1.5, 42.5001, 1.4998]);
  });

  it("boxes a line", () => {
    expect(boxOf([42.5, 1.5, 42.6, 1.4])).toEqual({ south: 42.5, west: 1.4, north: 42.6, east: 1.5 });
  });
});

describe("a large region", () => {
  const far = fitBox({ south: 47, west: 6, north: 55, east: 15 }, 600, 400);
  const close = fitBox(boxAround(50.02, 8.01, 0.06), 600, 400);

  it("shows its main roads from afar, and all of them where one looks closely", () => {
    expect(cellSeen(far)).toBeNull();
    expect(cellSeen(close)).not.toBeNull();
  });

  it("is asked again only where one looks elsewhere", () => {
    expect(cellSeen(pan(close, 3, 3))).toBe(cellSeen(close));
    expect(cellSeen(pan(close, 3000, 0))).not.toBe(cellSeen(close));
  });
});
