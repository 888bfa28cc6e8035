import { describe, expect, it } from "vitest";
import type { Bike } from "../api/types";
import { bikeOf, draftOf, readTeeth, type BikeDraft } from "./bike";

const LEVELS: Bike = {
  kind: "exercise",
  name: "gym",
  resistance: { kind: "levels", lowest: 1, highest: 20 },
  can_stand: false,
  measures_power: true,
  hill_program: "P4",
  curve: null,
  evidence: [],
};
const GEARS = { chainrings: [34, 50], sprockets: [11, 13, 15], wheel_circumference_m: 2.1 };
const BIKES: Bike[] = [
  LEVELS,
  { ...LEVELS, resistance: { kind: "knob", turns: 4.5, notch_turns: 0.5 }, hill_program: null },
  { kind: "trainer", name: "kick", gears: GEARS, response: "slow", steepest_grade: 0.2, can_stand: true, settle_s: null },
  { kind: "trainer", name: "one", gears: null, response: "quick", steepest_grade: 0.16, can_stand: true, settle_s: null },
  {
    kind: "road",
    name: "race",
    gears: GEARS,
    mass_kg: 8.5,
    measures_power: true,
    can_stand: true,
    drag_area_m2: 0.3,
    rolling_resistance: 0.004,
  },
];
const draft = (changes: Partial<BikeDraft>): BikeDraft => ({ ...draftOf(null, "metric"), name: "new", ...changes });

describe("a bike in a form", () => {
  it.each(BIKES)("comes back as it was: $kind $name", (bike) => {
    expect(bikeOf(draftOf(bike, "metric"), bike, "metric")).toEqual(bike);
  });

  it("has its mass in the unit of choice, and keeps it where it is not changed", () => {
    const race = BIKES.find((bike) => bike.kind === "road")!;
    const shown = draftOf(race, "imperial");
    expect(shown.mass).toBe("18.7"); // lb, of 8.5 kg
    expect(bikeOf(shown, race, "imperial")).toHaveProperty("mass_kg", 8.5);
    expect(bikeOf({ ...shown, mass: "20" }, race, "imperial")).toHaveProperty("mass_kg", 9.07);
  });

  it("keeps what the form does not show, as long as the levels are the same", () => {
    const learnt = { ...LEVELS, evidence: [1] } as unknown as Bike;
    expect(bikeOf(draftOf(learnt, "metric"), learnt, "metric")).toHaveProperty("evidence", [1]);
    const changed = bikeOf({ ...draftOf(learnt, "metric"), highest: "24" }, learnt, "metric");
    expect(changed).not.toHaveProperty("evidence");
  });

  it.each([
    ["without a name", draft({ name: " " })],
    ["without levels", draft({ highest: "many" })],
    ["without turns", draft({ kind: "knob", turns: "" })],
    ["with gears that are none", draft({ kind: "road", sprockets: "small, big" })],
    ["without a mass", draft({ kind: "road", mass: "" })],
  ])("is none %s", (_, missing) => {
    expect(bikeOf(missing, null, "metric")).toBeNull();
  });

  it("reads teeth however they are parted", () => {
    expect(readTeeth("34, 50")).toEqual([34, 50]);
    expect(readTeeth("34 50;53")).toEqual([34, 50, 53]);
    for (const text of ["", "34.5", "34, x"]) expect(readTeeth(text)).toBeNull();
  });
});
