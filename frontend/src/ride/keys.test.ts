import { describe, expect, it } from "vitest";
import { readKey } from "./keys";

describe("keys while riding", () => {
  it.each([
    [" ", "pause"],
    ["n", "skip"],
    ["N", "skip"],
    ["b", "back"],
    ["e", "extend"],
    ["o", "erg"],
    ["+", "harder"],
    ["=", "harder"],
    ["-", "easier"],
    ["y", "confirm"],
    ["x", "deny"],
    ["1", "answer_1"],
    ["4", "answer_4"],
    ["Escape", "ask_end"],
    ["?", "help"],
  ])("%j means %s", (key, act) => expect(readKey(key, "riding")).toBe(act));

  it("means nothing for others", () => expect(readKey("Tab", "riding")).toBeNull());
});

describe("the space bar", () => {
  it("starts", () => expect(readKey(" ", "ready")).toBe("start"));
  it("goes on after a pause", () => expect(readKey(" ", "paused")).toBe("resume"));
  it("does nothing when it is over", () => expect(readKey(" ", "finished")).toBeNull());
});
