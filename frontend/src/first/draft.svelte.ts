// The answers of the first run while they are given. Kept for this tab alone, because answers on
// health are among them: a reload finds them again, closing the tab forgets them.
import type { Experience, Screened, ToldBike } from "../api/types";

export type Kind = "levels" | "knob" | "trainer" | "road";
export type Stands = "yes" | "bike" | "rider" | "unsure";

export interface Draft {
  kind: Kind | null;
  highest: number | null; // number of the hardest level
  turns: number | null; // of the knob
  gears: boolean | null; // whether the bike on the trainer shifts
  stands: Stands | null;
  experience: Experience | null;
  mass_kg: number | null;
  yes: string[]; // questions on health answered with yes
  no: string[];
  cleared: boolean | null;
  screened: Screened | null; // what the server made of them
}

const EMPTY: Draft = {
  kind: null,
  highest: null,
  turns: null,
  gears: null,
  stands: null,
  experience: null,
  mass_kg: null,
  yes: [],
  no: [],
  cleared: null,
  screened: null,
};
const KEY = "sixhills.first";

export function readDraft(text: string | null): Draft {
  if (text === null) return { ...EMPTY };
  try {
    const plain: unknown = JSON.parse(text);
    return typeof plain === "object" && plain !== null ? { ...EMPTY, ...plain } : { ...EMPTY };
  } catch {
    return { ...EMPTY };
  }
}

/** The bike that the answers describe; null while one is missing. */
export function makeBike(draft: Draft): ToldBike | null {
  if (draft.kind === null || draft.stands === null) return null;
  const can_stand = draft.stands !== "bike" && draft.stands !== "unsure";
  if (draft.kind === "road") return { kind: "road", can_stand };
  if (draft.kind === "trainer") {
    if (draft.gears === null) return null;
    return draft.gears ? { kind: "trainer", can_stand } : { kind: "trainer", can_stand, gears: null };
  }
  const resistance =
    draft.kind === "levels"
      ? ({ kind: "levels", lowest: 1, highest: draft.highest ?? 0 } as const)
      : ({ kind: "knob", turns: draft.turns ?? 0, notch_turns: 0.25 } as const);
  const told = draft.kind === "levels" ? draft.highest : draft.turns;
  if (told === null) return null;
  return { kind: "exercise", resistance, can_stand, measures_power: false, hill_program: null };
}

export const STEPS = ["hello", "bike", "detail", "stand", "trained", "mass", "health", "rules"] as const;
export type Step = (typeof STEPS)[number];

/** The first step whose answer is missing, up to the one that was asked for. */
export function reachable(asked: Step, draft: Draft): Step {
  const missing: Partial<Record<Step, boolean>> = {
    bike: draft.kind === null,
    detail: needsDetail(draft) && !hasDetail(draft),
    stand: draft.stands === null,
    trained: draft.experience === null,
    mass: draft.mass_kg === null,
    health: draft.screened === null,
  };
  const before = STEPS.slice(0, STEPS.indexOf(asked));
  return before.find((step) => missing[step]) ?? asked;
}

export const needsDetail = (draft: Draft) => draft.kind !== "road";

function hasDetail(draft: Draft): boolean {
  if (draft.kind === "levels") return draft.highest !== null;
  if (draft.kind === "knob") return draft.turns !== null;
  return draft.gears !== null;
}

/** The step after one, or before; a road bike has no question of detail. */
export function neighbour(step: Step, by: 1 | -1, draft: Draft): Step {
  const next = STEPS[STEPS.indexOf(step) + by] ?? step;
  return next === "detail" && !needsDetail(draft) ? neighbour(next, by, draft) : next;
}

class Kept {
  draft = $state<Draft>(readDraft(load()));

  change(answers: Partial<Draft>): void {
    Object.assign(this.draft, answers);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.draft));
    } catch {
      // without storage only a reload loses the answers
    }
  }

  forget(): void {
    this.draft = { ...EMPTY };
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // nothing was kept
    }
  }
}

function load(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export const kept = new Kept();
