import { describe, expect, it } from "vitest";
import {
  drawContour,
  findHills,
  findPostures,
  heightAt,
  pathArea,
  Scale,
  totalSeconds,
  type ProfileSegment,
} from "./profile";

function segment(changes: Partial<ProfileSegment>): ProfileSegment {
  return {
    step: 0,
    hill: null,
    start_s: 0,
    duration_s: 100,
    posture: "seated",
    resistance_felt: 1,
    ...changes,
  };
}

const valley_hill_valley = [
  segment({ step: 0, resistance_felt: 0.4 }),
  segment({ step: 1, start_s: 100, hill: 1 }),
  segment({ step: 1, start_s: 200, hill: 1, posture: "standing" }),
  segment({ step: 2, start_s: 300, resistance_felt: 0.4 }),
];

describe("the line of the hills", () => {
  const line = drawContour(valley_hill_valley);

  it("is as high as the resistance in the middle of each segment", () => {
    expect([50, 190, 210, 350].map((moment) => heightAt(line, moment))).toEqual([0.4, 1, 1, 0.4]);
  });

  it("begins to rise where the hill begins", () => {
    expect(heightAt(line, 100)).toBe(0.4);
    expect(heightAt(line, 105)).toBeGreaterThan(0.4);
    expect(heightAt(line, 300)).toBeCloseTo(0.4);
  });

  it("has no gap", () => {
    const gaps = line.slice(1).filter((piece, index) => piece.from_s !== line[index]?.to_s);
    expect(gaps).toEqual([]);
    expect(line.at(-1)?.to_s).toBe(totalSeconds(valley_hill_valley));
  });

  it("has no step in it", () => {
    for (let moment = 0; moment < 400; moment += 1) {
      expect(Math.abs(heightAt(line, moment + 1) - heightAt(line, moment))).toBeLessThan(0.06);
    }
  });
});

describe("postures", () => {
  it("of neighbours are one span", () => {
    expect(findPostures(valley_hill_valley)).toEqual([
      { posture: "seated", from_s: 0, to_s: 200 },
      { posture: "standing", from_s: 200, to_s: 300 },
      { posture: "seated", from_s: 300, to_s: 400 },
    ]);
  });
});

describe("hills", () => {
  it("of several segments have one mark", () => {
    expect(findHills(valley_hill_valley)).toEqual([
      { hill: 1, from_s: 100, to_s: 300, height: 1, standing: true },
    ]);
  });
});

describe("the picture", () => {
  const scale = new Scale(valley_hill_valley, 0, 400, 800, 100, 20);

  it("has the highest resistance at the headroom", () => expect(scale.y(1)).toBeCloseTo(20));
  it("has the whole ride in its width", () => expect([scale.x(0), scale.x(400)]).toEqual([0, 800]));

  it("closes an area on the ground", () => {
    const area = pathArea(drawContour(valley_hill_valley), scale, 200, 300);
    expect(area).toMatch(/^M400 /);
    expect(area).toMatch(/L600 100H400Z$/);
  });

  it("is empty where there is nothing", () => {
    expect(pathArea([], scale, 0, 10)).toBe("");
  });
});
