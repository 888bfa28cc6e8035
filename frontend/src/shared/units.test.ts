import { describe, expect, it } from "vitest";
import { readHeight, readMass, readNumber, showDistance, showHeight, showMass, inUnits } from "./units";

describe("units", () => {
  it("reads pounds as kilograms (one pound is 0.45359237 kg by definition)", () => {
    expect(readMass(154, "imperial")).toBeCloseTo(69.85, 2);
  });

  it.each([50, 70.5, 123.4])("shows %s kg as typed, whatever the unit between", (mass_kg) => {
    expect(readMass(showMass(mass_kg, "imperial"), "imperial")).toBeCloseTo(mass_kg, 1);
    expect(readMass(showMass(mass_kg, "metric"), "metric")).toBe(mass_kg);
  });

  it("reads a height in inches (one inch is 0.0254 m by definition)", () => {
    expect(readHeight(67, "imperial")).toBeCloseTo(1.702, 3);
    expect(showHeight(1.7, "metric")).toBe(170);
  });

  it("takes a comma for a point and refuses what is no number", () => {
    expect(readNumber(" 70,5 ")).toBe(70.5);
    for (const text of ["", "seventy", "1e3", "-5", "7..5"]) expect(readNumber(text)).toBeNull();
  });

  it("shows distances with the unit", () => {
    expect(showDistance(12_430, "metric", "en")).toBe("12.4 km");
    expect(showDistance(12_430, "metric", "de")).toBe("12,4 km");
    expect(showDistance(16_093.44, "imperial", "en")).toBe("10 mi");
  });
});

describe("sentences in metres", () => {
  it("stay as they are where metric is chosen", () => expect(inUnits("Ride 640 m at 3.5 %.", "metric")).toBe("Ride 640 m at 3.5 %."));
  it("are told in feet and miles", () => {
    expect(inUnits("Ride 640 m at 3.5 % up 6 times.", "imperial")).toBe("Ride 2100 ft at 3.5 % up 6 times.");
    expect(inUnits("Die Strecke liegt 2,5 km von 12 m.", "imperial")).toBe("Die Strecke liegt 1.6 mi von 39 ft.");
  });
  it("leave alone what is no length, and what is told in millimetres", () => {
    const sentence = "Hold 150 W for 3 min, 25 km/h; move it 3 to 5 mm, from 3 to 5 m.";
    expect(inUnits(sentence, "imperial")).toBe(sentence);
  });
});
