// Rides by week and by day. Totals are of what is known; a ride without a distance adds none and is
// counted as such.
import type { RideRow } from "../api/types";

export interface Known {
  readonly sum: number;
  readonly rides: number; // how many of them are in the sum
}

export interface Week {
  readonly monday: Date;
  readonly rides: readonly RideRow[];
  readonly time_s: Known;
  readonly distance_m: Known;
}

const DAY_MS = 86_400_000;

/** Midnight of a day in the reader's time zone. */
export function dayOf(moment: string | Date): Date {
  const day = new Date(moment);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate());
}

export function mondayOf(moment: string | Date): Date {
  const day = dayOf(moment);
  const since = (day.getDay() + 6) % 7; // days since Monday
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - since);
}

/** The rides by week, the latest week and ride first. */
export function groupByWeek(rides: readonly RideRow[]): Week[] {
  const weeks = new Map<number, RideRow[]>();
  for (const ride of [...rides].sort((one, other) => Date.parse(other.start) - Date.parse(one.start))) {
    const monday = mondayOf(ride.start).getTime();
    const known = weeks.get(monday);
    if (known === undefined) weeks.set(monday, [ride]);
    else known.push(ride);
  }
  return [...weeks].map(([monday, ofWeek]) => ({
    monday: new Date(monday),
    rides: ofWeek,
    time_s: addUp(ofWeek, "recorded_s"),
    distance_m: addUp(ofWeek, "distance_m"),
  }));
}

function addUp(rides: readonly RideRow[], what: "recorded_s" | "distance_m"): Known {
  const known = rides.map((ride) => ride[what]).filter((value) => value !== null);
  return { sum: known.reduce((sum, value) => sum + value, 0), rides: known.length };
}

export interface Day {
  readonly day: Date;
  readonly inside: boolean; // of the month
  readonly rides: readonly RideRow[];
}

/** The weeks of a month, Monday first, with the days around it that fill them. */
export function makeMonth(rides: readonly RideRow[], month: Date): Day[][] {
  const first = new Date(month.getFullYear(), month.getMonth(), 1);
  const last = new Date(month.getFullYear(), month.getMonth() + 1, 0);
  const start = mondayOf(first);
  const count = Math.ceil((Math.round((last.getTime() - start.getTime()) / DAY_MS) + 1) / 7);
  const byDay = new Map<number, RideRow[]>();
  for (const ride of rides) {
    const day = dayOf(ride.start).getTime();
    byDay.set(day, [...(byDay.get(day) ?? []), ride]);
  }
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => {
      const day = new Date(start.getFullYear(), start.getMonth(), start.getDate() + 7 * week + weekday);
      const inside = day.getMonth() === month.getMonth();
      return { day, inside, rides: byDay.get(day.getTime()) ?? [] };
    }),
  );
}
