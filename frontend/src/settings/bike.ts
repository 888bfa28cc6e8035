// A bike as a form holds it, and back.
import type { Bike, Gears, ToldBike, ToldGears, Units } from "../api/types";
import { readMass, readNumber, showMass } from "../shared/units";

export type BikeKind = "levels" | "knob" | "trainer" | "road";

export interface BikeDraft {
  name: string;
  kind: BikeKind;
  lowest: string;
  highest: string;
  turns: string;
  notch_turns: number;
  hill_program: string;
  measures_power: boolean;
  can_stand: boolean;
  gears: boolean; // whether they are known
  chainrings: string;
  sprockets: string;
  response: "quick" | "slow";
  mass: string; // in the unit of choice
}

// The gears that the server takes where none are told.
const ROAD_GEARS = { chainrings: "34, 50", sprockets: "11, 12, 13, 14, 15, 17, 19, 21, 24, 27, 30, 34" };

const USUAL_KG = 10;

const EMPTY: BikeDraft = {
  name: "",
  kind: "levels",
  lowest: "1",
  highest: "16",
  turns: "5",
  notch_turns: 0.25,
  hill_program: "",
  measures_power: false,
  can_stand: true,
  gears: true,
  ...ROAD_GEARS,
  response: "quick",
  mass: "",
};

/** What a form shows of a bike, masses in the unit of choice. */
export function draftOf(bike: Bike | null, units: Units): BikeDraft {
  const empty = { ...EMPTY, mass: String(showMass(USUAL_KG, units)) };
  if (bike === null) return empty;
  const common = { ...empty, name: bike.name, can_stand: bike.can_stand };
  if (bike.kind === "trainer") {
    return { ...common, kind: "trainer", response: bike.response, ...listGears(bike.gears) };
  }
  if (bike.kind === "road") {
    const { mass_kg, measures_power } = bike;
    return { ...common, kind: "road", mass: String(showMass(mass_kg, units)), measures_power, ...listGears(bike.gears) };
  }
  const { resistance, measures_power, hill_program } = bike;
  const draft = { ...common, kind: resistance.kind, measures_power, hill_program: hill_program ?? "" };
  if (resistance.kind === "knob") {
    return { ...draft, turns: String(resistance.turns), notch_turns: resistance.notch_turns };
  }
  return { ...draft, lowest: String(resistance.lowest), highest: String(resistance.highest) };
}

function listGears(gears: Gears | null) {
  if (gears === null) return { gears: false };
  return { gears: true, chainrings: gears.chainrings.join(", "), sprockets: gears.sprockets.join(", ") };
}

/** Teeth from a text like "34, 50"; null where it is none. */
export function readTeeth(text: string): number[] | null {
  const teeth = text.split(/[\s,;]+/).filter((part) => part !== "").map(readNumber);
  return teeth.length > 0 && teeth.every((one) => one !== null && Number.isInteger(one)) ? (teeth as number[]) : null;
}

/** The bike that a form describes, on top of what was known of it; null while something is missing. */
export function bikeOf(draft: BikeDraft, known: Bike | null, units: Units): (ToldBike & { name: string }) | null {
  const name = draft.name.trim();
  if (name === "") return null;
  const { can_stand, measures_power } = draft;
  if (draft.kind === "trainer" || draft.kind === "road") {
    const gears = readGears(draft, known);
    if (gears === undefined) return null;
    if (draft.kind === "trainer") {
      return { ...keep(known, "trainer"), kind: "trainer", name, can_stand, response: draft.response, gears };
    }
    const mass = readNumber(draft.mass);
    if (mass === null || gears === null) return null;
    const same = known?.kind === "road" && draft.mass === String(showMass(known.mass_kg, units));
    const mass_kg = same ? known.mass_kg : readMass(mass, units);
    return { ...keep(known, "road"), kind: "road", name, can_stand, measures_power, mass_kg, gears };
  }
  const resistance = readResistance(draft);
  if (resistance === null) return null;
  const hill_program = draft.hill_program.trim() === "" ? null : draft.hill_program.trim();
  const same = keep(known, "exercise", (bike) => JSON.stringify(bike.resistance) === JSON.stringify(resistance));
  return { ...same, kind: "exercise", name, resistance, can_stand, measures_power, hill_program };
}

/** What the form does not show stays, as long as it is the same kind of bike. */
function keep<K extends Bike["kind"]>(
  known: Bike | null,
  kind: K,
  fits: (bike: Extract<Bike, { kind: K }>) => boolean = () => true,
): object {
  return known?.kind === kind && fits(known as Extract<Bike, { kind: K }>) ? known : {};
}

function readResistance({ kind, lowest, highest, turns, notch_turns }: BikeDraft) {
  if (kind === "knob") {
    const count = readNumber(turns);
    return count === null ? null : ({ kind, turns: count, notch_turns } as const);
  }
  const [least, most] = [readNumber(lowest), readNumber(highest)];
  return least === null || most === null ? null : ({ kind: "levels", lowest: least, highest: most } as const);
}

/** The gears; null where they are said to be unknown, undefined where they cannot be read. */
function readGears(draft: BikeDraft, known: Bike | null): ToldGears | null | undefined {
  if (draft.kind === "trainer" && !draft.gears) return null;
  const [chainrings, sprockets] = [readTeeth(draft.chainrings), readTeeth(draft.sprockets)];
  if (chainrings === null || sprockets === null) return undefined;
  const before = known !== null && known.kind !== "exercise" ? known.gears : null;
  return { ...before, chainrings, sprockets };
}
