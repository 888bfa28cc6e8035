// What devices are called, and how strong a signal is.
import type { Key } from "../text/catalogue.svelte";

/** The server's names of kinds. */
export const KINDS: Readonly<Record<string, Key>> = {
  trainer: "devices.kind.trainer",
  "power meter": "devices.kind.power",
  "speed or cadence sensor": "devices.kind.cadence",
  "heart-rate strap": "devices.kind.heart",
};

export const BARS = 4;
export const SIGNAL_WORDS: readonly Key[] = [
  "devices.signal.0",
  "devices.signal.1",
  "devices.signal.2",
  "devices.signal.3",
  "devices.signal.4",
];

const LEAST_DBM = [-90, -80, -70, -60] as const; // for one bar, two, three, four; our convention

/** How many of the bars a signal fills. */
export const barsOf = (dbm: number) => LEAST_DBM.filter((least) => dbm >= least).length;
