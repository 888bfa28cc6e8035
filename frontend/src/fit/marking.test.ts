import { describe, expect, it } from "vitest";
import { JOINTS, Marking } from "./marking.svelte";

const begin = () => new Marking({ width: 1000, height: 800 });

function mark(marking: Marking, by = 0): void {
  JOINTS.forEach((joint, index) => marking.place(joint, { x: 100 * index + by, y: 50 * index }));
}

describe("marking a picture", () => {
  it("asks for something upright, then twice for six points", () => {
    const marking = begin();
    expect(marking.targets).toEqual(["top", "bottom"]);
    marking.next();
    expect(marking.targets).toEqual(JOINTS);
    expect(marking.active).toBe("shoulder");
    mark(marking);
    marking.next();
    expect(marking.stage).toBe("second");
    expect(marking.points).toEqual({}); // the first ones are out of sight
  });

  it("tells nothing before all is there", () => {
    const marking = begin();
    marking.next();
    mark(marking);
    marking.next();
    mark(marking, 4);
    expect(marking.told(false)).toBeNull(); // in motion or standing still?
    marking.kind = "dynamic";
    expect(marking.told(true)).toMatchObject({ kind: "dynamic", plumb: null, keep: true, first: { hip: [100, 50] } });
    expect(marking.middle?.hip).toEqual({ x: 102, y: 50 });
  });

  it("keeps points inside the picture", () => {
    const marking = begin();
    marking.place("top", { x: -20, y: 5000 });
    expect(marking.points.top).toEqual({ x: 0, y: 800 });
  });

  it("goes on to the next point that is missing", () => {
    const marking = begin();
    marking.next();
    marking.place("hip", { x: 1, y: 1 });
    marking.advance();
    expect(marking.active).toBe("shoulder");
    marking.place("shoulder", { x: 1, y: 1 });
    marking.advance();
    expect(marking.active).toBe("knee");
  });

  it("moves by keys from the middle", () => {
    const marking = begin();
    marking.move({ x: 10, y: 0 });
    expect(marking.points.top).toEqual({ x: 510, y: 400 });
  });

  it("finds the point under a finger", () => {
    const marking = begin();
    marking.next();
    mark(marking);
    expect(marking.near({ x: 205, y: 96 }, 20)).toBe("knee");
    expect(marking.near({ x: 900, y: 700 }, 20)).toBeNull();
  });
});
