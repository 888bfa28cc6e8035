import { afterEach, describe, expect, it } from "vitest";
import { speech } from "../text/catalogue.svelte";
import { makeSegment, makeSegments } from "./fakes";
import { describeCommand, nameSegment, sayLeft, sayRating, saySetting, sayTime, splitSetting } from "./words";

afterEach(() => (speech.language = "en"));

describe("time", () => {
  it.each([
    [0, "0:00"],
    [0.4, "0:01"],
    [59.02, "0:59"],
    [185, "3:05"],
    [3720, "1:02:00"],
  ])("of %d s is %s", (seconds, text) => expect(sayTime(seconds)).toBe(text));
});

describe("what is left of a ride", () => {
  it("is told to the second near the end", () => expect(sayLeft(185)).toBe("3:05 to go"));
  it("is told in minutes far from it", () => expect(sayLeft(3640)).toBe("61 min to go"));
});

describe("a setting", () => {
  it("has a capital", () => expect(saySetting("level 9")).toBe("Level 9"));

  it("is said in German", () => {
    speech.language = "de";
    expect(saySetting("level 9")).toBe("Stufe 9");
    expect(saySetting("knob 3 turns from free")).toBe("Knopf 3 Umdrehungen ab frei");
  });

  it("is shown as it came where it is not known", () => expect(saySetting("magnet 3")).toBe("Magnet 3"));

  it("parts what the rider does from what the machine does", () => {
    expect(splitSetting("automatic, slope 4.0 %, gear 34×21")).toEqual({
      yours: "Gear 34×21",
      automatic: "slope 4.0 %",
    });
  });

  it("of a machine alone is automatic", () => {
    expect(splitSetting("automatic, 120 W")).toEqual({ yours: "Automatic", automatic: "120 W" });
  });
});

describe("a command in words", () => {
  it.each([
    [{ mode: "level", value: 9, gear: null }, "level 9"],
    [{ mode: "knob", value: "½ turn from free", gear: null }, "knob ½ turn from free"],
    [{ mode: "erg", value: 119.6, gear: null }, "automatic, 120 W"],
    [{ mode: "gear", value: { chainring: 34, sprocket: 21 }, gear: null }, "gear 34×21"],
    [{ mode: "none", value: null, gear: null }, "roll down easily"],
    [
      { mode: "slope", value: 0.052, gear: { chainring: 34, sprocket: 21 } },
      "automatic, slope 5.2 %, gear 34×21",
    ],
  ] as const)("%j", (command, words) => expect(describeCommand(command)).toBe(words));
});

describe("the name of a segment", () => {
  it("counts hills", () => {
    const segments = makeSegments();
    expect(nameSegment(segments[0] ?? makeSegment({}), segments)).toBe("Hill 1 of 1");
  });

  it("is its role elsewhere", () => {
    expect(nameSegment(makeSegment({ role: "cool_down" }), [])).toBe("Cool-down");
  });
});

describe("a rating", () => {
  it("is a range", () => expect(sayRating(6, 7)).toBe("6–7/10"));
  it("is one number where both ends are", () => expect(sayRating(6.8, 7.2)).toBe("7/10"));
});

describe("what a machine does by itself, in German", () => {
  it("is said part by part", () => {
    speech.language = "de";
    expect(saySetting("automatic, slope 5.2 %, gear 34×21")).toBe("Automatisch, Steigung 5,2 %, Gang 34×21");
    expect(splitSetting("automatic, slope 5.2 %, gear 34×21")).toEqual({ yours: "Gang 34×21", automatic: "Steigung 5,2 %" });
    expect(saySetting("automatic, 150 W")).toBe("Automatisch, 150 W");
  });
});
