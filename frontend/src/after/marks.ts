// What is marked in the charts of a ride: where the rider stood, and where the hills were.
import type { ShownRide } from "../api/types";
import type { Mark } from "./drawing";

const PROOF: ReadonlySet<string> = new Set(["device", "confirmed"]);

/** Where the rider stood: known, or inferred. What was only told to the rider marks nothing. */
export function markStanding(postures: ShownRide["postures"]): Mark[] {
  return postures
    .filter((span) => span.posture === "standing" && (PROOF.has(span.evidence) || span.evidence === "inferred"))
    .map((span) => ({
      from_s: span.start_s,
      to_s: span.end_s,
      color: "--standing",
      sure: PROOF.has(span.evidence),
    }));
}

/** The hills, with their numbers. */
export function markHills(climbs: ShownRide["report"]["climbs"]): Mark[] {
  return climbs.map((climb, index) => ({
    from_s: climb.start_s,
    to_s: climb.start_s + climb.duration_s,
    color: "--standing",
    sure: true,
    label: String(index + 1),
  }));
}
