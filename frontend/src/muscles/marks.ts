// Muscles as people read them: names, words for how much, numbers with their band.
import type { GroupLoad, GroupStroke, MuscleLevel } from "../api/types";
import { t, type Key } from "../text/catalogue.svelte";

export const GLUTES = ["gluteus_maximus", "gluteus_medius", "gluteus_minimus"] as const;

/** What a shape of the map shows. */
export interface Mark {
  readonly level: MuscleLevel;
  readonly words: string; // beside the name, "" where only the level is known
}
export type Marks = Readonly<Record<string, Mark>>;

export const nameOf = (group: string): string => t(`muscles.${group}` as Key);
export const sayLevel = (level: MuscleLevel): string => t(`muscles.level.${level}` as Key);

/** A number with as many digits as its size deserves. */
export function showAmount(value: number, language: string): string {
  const digits = value >= 20 ? 0 : value >= 2 ? 1 : 2;
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

interface Band {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** "41 kJ (23 to 68)" */
export function sayBand(amount: Band, unit: string, language: string): string {
  return t("muscles.band", {
    median: showAmount(amount.median, language),
    unit,
    low: showAmount(amount.low, language),
    high: showAmount(amount.high, language),
  });
}

export function markLoads(groups: Readonly<Record<string, GroupLoad>>, language: string): Marks {
  const told = Object.entries(groups).map(([group, load]) => [
    group,
    { level: load.level, words: load.shown ? sayBand(load.positive_work_kj, "kJ", language) : "" },
  ]);
  return Object.fromEntries(told) as Marks;
}

export function markStroke(muscles: Readonly<Record<string, GroupStroke>>, language: string): Marks {
  const told = Object.entries(muscles).map(([group, one]) => [
    group,
    { level: one.level, words: one.shown ? sayBand(one.positive_work_j_per_rev, "J", language) : "" },
  ]);
  return Object.fromEntries(told) as Marks;
}
