// The last minutes as columns of numbers, as a chart wants them.
import type { Point } from "./types";

export const CHART_S = 300;
const SMOOTH = 5; // points; single seconds of pedalling would be a smear

export type Columns = [number[], (number | null)[], (number | null)[]];

/** Seconds, watts (mean of a few seconds) and heart rate. Missing stays missing. */
export function chartColumns(points: readonly Point[]): Columns {
  return [
    points.map((point) => point.elapsed_s),
    points.map((point, index) =>
      point.power_w === null ? null : meanOf(points.slice(Math.max(0, index - SMOOTH + 1), index + 1)),
    ),
    points.map((point) => point.heart_rate_bpm),
  ];
}

export function hasChart(points: readonly Point[]): boolean {
  return points.some((point) => point.power_w !== null || point.heart_rate_bpm !== null);
}

function meanOf(points: readonly Point[]): number {
  const watts = points.map((point) => point.power_w).filter((power_w) => power_w !== null);
  return watts.reduce((sum, one) => sum + one, 0) / watts.length;
}
