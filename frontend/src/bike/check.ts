// What a look at a bike gives, while it is looked at.
import type { CheckPage, Found } from "../api/types";

export type Answers = Readonly<Record<string, Found>>;

/** All that is asked for, with what was not answered as skipped. */
export function completeAnswers(page: CheckPage, answers: Answers): Record<string, Found> {
  return Object.fromEntries(page.due.items.map(({ key }) => [key, answers[key] ?? "skipped"]));
}

/** Everything that has no answer yet is fine. */
export function restIsFine(page: CheckPage, answers: Answers): Record<string, Found> {
  return Object.fromEntries(page.due.items.map(({ key }) => [key, answers[key] ?? "fine"]));
}

export const countAnswered = (page: CheckPage, answers: Answers) =>
  page.due.items.filter(({ key }) => answers[key] !== undefined).length;
