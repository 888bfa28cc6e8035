// What there is under "Bike": one page each, loaded when it is first opened. Each gets the bike.
import type { Component } from "svelte";
import type { Bike } from "../api/types";
import type { Key } from "../text/catalogue.svelte";

export interface Part {
  readonly id: string | null; // in the address, after /bike/
  readonly text: Key; // the heading
  readonly tab: Key; // the same in a word
  readonly any?: true; // the same whatever the bike
  readonly load: () => Promise<{ default: Component<{ bike: Bike }> }>;
}

export const PARTS: readonly Part[] = [
  { id: null, text: "bike.part.check", tab: "bike.tab.check", load: () => import("./Check.svelte") },
  { id: "fit", text: "bike.part.fit", tab: "bike.tab.fit", load: () => import("../fit/Fit.svelte") },
  { id: "gears", text: "bike.part.gears", tab: "bike.tab.gears", load: () => import("./Gears.svelte") },
  { id: "devices", text: "bike.part.devices", tab: "bike.tab.devices", load: () => import("./Devices.svelte") },
  { id: "technique", text: "bike.part.technique", tab: "bike.tab.technique", any: true, load: () => import("./Technique.svelte") },
];
