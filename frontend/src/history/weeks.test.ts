import { describe, expect, it } from "vitest";
import type { RideRow } from "../api/types";
import { groupByWeek, makeMonth, mondayOf } from "./weeks";

function ride(start: string, values: Partial<RideRow> = {}): RideRow {
  return {
    ride: start,
    start,
    workout: null,
    bike: null,
    source: null,
    recorded_s: 1_800,
    distance_m: null,
    mean_power_w: null,
    mean_heart_rate_bpm: null,
    ...values,
  };
}

describe("rides by week", () => {
  it.each(["2026-11-23T00:10", "2026-11-26T12:00", "2026-11-29T23:50"])("begins the week of %s on Monday 23", (day) => {
    expect(mondayOf(day).getDate()).toBe(23);
  });

  it("lists the latest week and ride first", () => {
    const weeks = groupByWeek([ride("2026-11-10T08:00"), ride("2026-11-23T08:00"), ride("2026-11-24T08:00")]);
    expect(weeks.map((week) => week.rides.map((one) => one.start.slice(8, 10)))).toEqual([["24", "23"], ["10"]]);
  });

  it("adds up only what is known", () => {
    const [week] = groupByWeek([
      ride("2026-11-23T08:00", { distance_m: 12_000 }),
      ride("2026-11-24T08:00"),
      ride("2026-11-25T08:00", { recorded_s: null }),
    ]);
    expect(week?.distance_m).toEqual({ sum: 12_000, rides: 1 });
    expect(week?.time_s).toEqual({ sum: 3_600, rides: 2 });
  });
});

describe("a month", () => {
  it("has whole weeks from Monday, and each of its days once", () => {
    const weeks = makeMonth([], new Date(2026, 10, 1));
    expect(weeks.every((week) => week.length === 7 && week[0]?.day.getDay() === 1)).toBe(true);
    const inside = weeks.flat().filter((day) => day.inside);
    expect(inside.map((day) => day.day.getDate())).toEqual(Array.from({ length: 30 }, (_, day) => day + 1));
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])("of the year 2026 with index %i ends in its last week", (month) => {
    const last = makeMonth([], new Date(2026, month, 1)).at(-1) ?? [];
    expect(last.some((day) => day.inside)).toBe(true);
    expect(last.at(-1)?.day.getDay()).toBe(0);
  });

  it("shows a ride on its day", () => {
    const weeks = makeMonth([ride("2026-11-23T23:30")], new Date(2026, 10, 1));
    const ridden = weeks.flat().filter((day) => day.rides.length > 0);
    expect(ridden.map((day) => day.day.getDate())).toEqual([23]);
  });
});
