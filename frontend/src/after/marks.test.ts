import { describe, expect, it } from "vitest";
import type { ShownRide } from "../api/types";
import { markHills, markStanding } from "./marks";

type Span = ShownRide["postures"][number];

function span(posture: Span["posture"], evidence: Span["evidence"]): Span {
  return { start_s: 10, end_s: 20, posture, evidence };
}

describe("markStanding", () => {
  it("marks what is known as sure and what is inferred as not", () => {
    const marks = markStanding([span("standing", "device"), span("standing", "inferred")]);
    expect(marks.map((mark) => mark.sure)).toEqual([true, false]);
  });

  it("never marks what was only told, nor sitting", () => {
    expect(markStanding([span("standing", "instructed"), span("standing", "unknown"), span("seated", "device")])).toEqual([]);
  });
});

describe("markHills", () => {
  it("numbers the hills from one, by their time", () => {
    const climb = { start_m: 0, length_m: 900, gain_m: 50, grade: 0.055, start_s: 60, duration_s: 240 };
    expect(markHills([climb])).toEqual([{ from_s: 60, to_s: 300, color: "--standing", sure: true, label: "1" }]);
  });
});
