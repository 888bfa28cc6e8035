// A prescription step by step, as a list that is read before the ride and compared after it.
import type { Posture, Role, Segment } from "../api/types";

/** Segments of one posture in a step. */
export interface Part {
  readonly posture: Posture;
  readonly seconds: number;
}

export interface Step {
  readonly index: number; // of the step in the workout
  readonly role: Role;
  readonly hill: number | null;
  readonly start_s: number;
  readonly seconds: number;
  readonly parts: readonly Part[];
  readonly first: Segment; // what is set at the start of the step
  readonly last: Segment; // and at its end
  readonly why: string;
}

/** The steps of a prescription, in order. */
export function listSteps(segments: readonly Segment[]): Step[] {
  const steps = new Map<number, Segment[]>();
  for (const segment of segments) {
    const known = steps.get(segment.step);
    if (known === undefined) steps.set(segment.step, [segment]);
    else known.push(segment);
  }
  return [...steps.values()].map(readStep);
}

function readStep(segments: Segment[]): Step {
  const first = segments[0] as Segment;
  const last = segments[segments.length - 1] as Segment;
  return {
    index: first.step,
    role: first.role,
    hill: first.hill,
    start_s: first.start_s,
    seconds: last.start_s + last.duration_s - first.start_s,
    parts: readParts(segments),
    first,
    last,
    why: first.why,
  };
}

function readParts(segments: readonly Segment[]): Part[] {
  const parts: Part[] = [];
  for (const { posture, duration_s } of segments) {
    const before = parts.at(-1);
    if (before?.posture === posture) parts[parts.length - 1] = { posture, seconds: before.seconds + duration_s };
    else parts.push({ posture, seconds: duration_s });
  }
  return parts;
}

/** Steps that come again and again in the same way, as one line with how often they come. */
export interface Line {
  readonly steps: readonly Step[]; // one round
  readonly times: number;
}

const LONGEST_ROUND = 2; // an effort and the rest after it

/** The steps with repeats folded: ten efforts with their rests are one line of two steps. */
export function foldSteps(steps: readonly Step[]): Line[] {
  const lines: Line[] = [];
  let at = 0;
  while (at < steps.length) {
    const { size, times } = longestRepeat(steps, at);
    lines.push({ steps: steps.slice(at, at + size), times });
    at += size * times;
  }
  return lines;
}

function longestRepeat(steps: readonly Step[], at: number): { size: number; times: number } {
  let best = { size: 1, times: 1 };
  for (let size = 1; size <= LONGEST_ROUND; size += 1) {
    const times = countRepeats(steps, at, size);
    if (times > 1 && times * size > best.times * best.size) best = { size, times };
  }
  return best;
}

function countRepeats(steps: readonly Step[], at: number, size: number): number {
  let times = 1;
  while (sameRound(steps, at, at + times * size, size)) times += 1;
  return times;
}

function sameRound(steps: readonly Step[], one: number, other: number, size: number): boolean {
  if (other + size > steps.length) return false;
  for (let offset = 0; offset < size; offset += 1) {
    if (looks(steps[one + offset]) !== looks(steps[other + offset])) return false;
  }
  return true;
}

/** All that a line shows of a step, as one text. */
function looks(step: Step | undefined): string {
  if (step === undefined) return "";
  const { role, hill, seconds, parts, first, last } = step;
  const shown = [first, last].map(({ effort, command }) => ({ effort, command }));
  return JSON.stringify([role, hill, seconds, parts, shown]);
}

/** Rating of the hardest part, low and high, and its words. */
export function hardestEffort(segments: readonly Segment[]): Segment["effort"] | null {
  return segments.reduce<Segment["effort"] | null>(
    (hardest, { effort }) => (hardest === null || effort.rpe_high > hardest.rpe_high ? effort : hardest),
    null,
  );
}
