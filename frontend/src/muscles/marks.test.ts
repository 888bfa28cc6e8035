import { describe, expect, it } from "vitest";
import { markLoads, sayBand, showAmount } from "./marks";

const load = (shown: boolean) => ({
  positive_work_kj: { median: 41.3, low: 23.1, high: 68.2 },
  activation_s: { median: 300, low: 200, high: 400 },
  high_s: { median: 0, low: 0, high: 0 },
  share: 0.2,
  level: "high" as const,
  shown,
});

describe("amounts", () => {
  it("have as many digits as their size deserves", () => {
    expect([0.456, 4.56, 45.6].map((value) => showAmount(value, "en"))).toEqual(["0.46", "4.6", "46"]);
  });

  it("stand with their band", () => {
    expect(sayBand({ median: 41.3, low: 23.1, high: 68.2 }, "kJ", "en")).toBe("41 kJ (23 to 68)");
  });
});

describe("marks", () => {
  it("show a number only where one may be shown", () => {
    const marks = markLoads({ gluteus_maximus: load(true), gluteus_medius: load(false) }, "en");
    expect(marks["gluteus_maximus"]!.words).toContain("kJ");
    expect(marks["gluteus_medius"]).toEqual({ level: "high", words: "" });
  });
});
