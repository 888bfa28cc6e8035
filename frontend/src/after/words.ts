// What was found, in words. What is not known is said to be not known.
import type { Evidence, StepResult } from "../api/types";
import { t, type Key } from "../text/catalogue.svelte";

const POSTURES: Readonly<Record<string, Key>> = {
  seated: "posture.seated",
  standing: "posture.standing",
  free: "posture.free",
  "seated then standing": "told.seated-then-standing",
  "standing then seated": "told.standing-then-seated",
  mixed: "told.mixed",
};

/** "seated then standing" of the server, in the chosen language. */
export function sayPosture(posture: string): string {
  const key = POSTURES[posture];
  return key === undefined ? posture : t(key);
}

export type Verdict = "done" | "not" | "unknown";

export function judge(step: StepResult): Verdict {
  if (step.done === null) return "unknown";
  return step.done ? "done" : "not";
}

export const MARKS: Readonly<Record<Verdict, string>> = { done: "✓", not: "✗", unknown: "?" };

export const sayVerdict = (step: StepResult) => t(`after.verdict.${judge(step)}`);

/** A text whose numbers keep their unit beside them where a line breaks. */
export const hold = (text: string) => text.replace(/(\d) (?=%|W\b|min\b|rpm\b|U\/min)/g, "$1\u00a0");

/** How a posture is known. */
export const sayEvidence = (evidence: Evidence) => t(`evidence.${evidence}`);

/** The work of a workout: what it is ridden for. */
export const isWork = (step: StepResult) => ["hill", "interval", "test"].includes(step.role);

/** What a step was for, where its prescription does not say more. */
export const sayRole = ({ role, hill }: StepResult) =>
  role === "hill" ? t("after.hill", { hill: hill ?? "" }) : t(`ride.role.${role}`);
