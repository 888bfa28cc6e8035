import { describe, expect, it } from "vitest";
import { showDay, showDuration, showMoment, showSpan } from "./when";

describe("times", () => {
  it.each([
    [45, "45 s"],
    [2_100, "35 min"],
    [3_600, "1 h 00 min"],
    [5_340, "1 h 29 min"],
    [3_599, "1 h 00 min"],
  ])("shows %i s as %s", (seconds, words) => {
    expect(showDuration(seconds)).toBe(words);
  });

  it.each([
    [20, "20 s"],
    [150, "2:30 min"],
    [240, "4 min"],
    [1_800, "30 min"],
  ])("shows a step of %i s as %s", (seconds, words) => {
    expect(showSpan(seconds)).toBe(words);
  });

  it("tells the year only where it is another one", () => {
    const now = new Date("2026-11-23T12:00");
    expect(showMoment("2026-11-20T18:05", "en", now)).not.toContain("2026");
    expect(showMoment("2025-11-20T18:05", "en", now)).toContain("2025");
    expect(showDay("2026-11-20", "en", now)).not.toContain("2026");
    expect(showDay("2025-11-20", "en", now)).toContain("2025");
  });

  it("keeps a day without a time the same day", () => {
    expect(showDay("2026-11-23", "en")).toContain("23");
    expect(showDay("2026-11-23", "de")).toContain("Montag");
  });
});
