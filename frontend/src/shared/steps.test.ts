import { describe, expect, it } from "vitest";
import type { Posture, Role, Segment } from "../api/types";
import { foldSteps, hardestEffort, listSteps } from "./steps";

interface Told {
  step: number;
  role?: Role;
  posture?: Posture;
  seconds?: number;
  level?: number;
  rpe?: number;
}

function ride(told: readonly Told[]): Segment[] {
  let start_s = 0;
  return told.map(({ step, role = "hill", posture = "seated", seconds = 60, level = 5, rpe = 5 }, index) => {
    const segment: Segment = {
      index,
      step,
      role,
      hill: role === "hill" ? step + 1 : null,
      start_s,
      duration_s: seconds,
      posture,
      resistance_felt: 1,
      effort: { rpe_low: rpe - 0.5, rpe_high: rpe + 0.5, words: "short phrases" },
      power_w: null,
      distance_m: null,
      grade: null,
      share_of_cp: 0.9,
      heart_rate_bpm: null,
      cadence_rpm: null,
      cues: [],
      command: { mode: "level", value: level, setting: level, gear: null, lead_s: 0 },
      why: "because",
    };
    start_s += seconds;
    return segment;
  });
}

describe("steps", () => {
  it("joins the segments of a step and keeps its postures in order", () => {
    const steps = listSteps(
      ride([
        { step: 0, posture: "seated", seconds: 60 },
        { step: 0, posture: "seated", seconds: 60 },
        { step: 0, posture: "standing", seconds: 90 },
        { step: 1, role: "recovery" },
      ]),
    );
    expect(steps.map((step) => step.seconds)).toEqual([210, 60]);
    expect(steps[0]?.parts).toEqual([
      { posture: "seated", seconds: 120 },
      { posture: "standing", seconds: 90 },
    ]);
  });

  it("folds an effort and its rest into one line that comes three times", () => {
    const round = (step: number): Told[] => [
      { step, role: "interval", level: 9 },
      { step: step + 1, role: "recovery", level: 2 },
    ];
    const lines = foldSteps(listSteps(ride([{ step: 0, role: "warm_up" }, ...round(1), ...round(3), ...round(5)])));
    expect(lines.map((line) => [line.steps.length, line.times])).toEqual([
      [1, 1],
      [2, 3],
    ]);
  });

  it("does not fold hills, whose numbers differ, nor efforts with another level", () => {
    const hills = foldSteps(listSteps(ride([{ step: 0 }, { step: 1 }])));
    expect(hills).toHaveLength(2);
    const levels = [7, 8].map((level, step): Told => ({ step, role: "interval", level }));
    expect(foldSteps(listSteps(ride(levels)))).toHaveLength(2);
  });

  it("loses no step by folding", () => {
    const told = [1, 1, 1, 2, 1, 2, 1, 2, 3].map((level, step): Told => ({ step, role: "interval", level }));
    const count = foldSteps(listSteps(ride(told))).reduce((sum, line) => sum + line.steps.length * line.times, 0);
    expect(count).toBe(told.length);
  });

  it("finds the hardest effort, and none of nothing", () => {
    expect(hardestEffort(ride([{ step: 0, rpe: 3 }, { step: 1, rpe: 7 }, { step: 2, rpe: 5 }]))?.rpe_high).toBe(7.5);
    expect(hardestEffort([])).toBeNull();
  });
});
