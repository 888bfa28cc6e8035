// Whether measured power is what was asked for.
import type { Point, Segment } from "./types";

export type Verdict = "push" | "ease" | "on_target";

const OVER_S = 5; // pedalling is not even: a shorter mean would say push and ease in turn

/** Mean of the last seconds in this segment, or null where nothing was measured. */
export function meanPower(points: readonly Point[], segment: number): number | null {
  const newest = points.at(-1)?.elapsed_s ?? 0;
  const watts = points
    .filter((point) => point.segment === segment && newest - point.elapsed_s < OVER_S)
    .map((point) => point.power_w)
    .filter((power_w) => power_w !== null);
  return watts.length === 0 ? null : watts.reduce((sum, one) => sum + one, 0) / watts.length;
}

export function judgePower(power_w: number | null, segment: Segment): Verdict | null {
  const asked = segment.power_w;
  if (power_w === null || asked === null) return null;
  if (power_w < asked.low) return "push";
  return power_w > asked.high ? "ease" : "on_target";
}

/** Push and ease for the legs' speed, where the machine holds the watts itself. */
export function judgeCadence(cadence_rpm: number | null, segment: Segment): Verdict | null {
  const asked = segment.cadence_rpm;
  if (cadence_rpm === null || asked === null) return null;
  if (cadence_rpm < asked.low) return "push";
  return cadence_rpm > asked.high ? "ease" : "on_target";
}
