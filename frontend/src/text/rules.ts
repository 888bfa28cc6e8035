// Sentences that are put together of parts, taken apart by patterns and said in another language.

/** What a sentence looks like, and how its parts are said. */
export type Rule = readonly [pattern: RegExp, say: (...parts: string[]) => string];

/** The sentence by the first rule that fits, null where none does. */
export function applyRules(rules: readonly Rule[], text: string): string | null {
  for (const [pattern, say] of rules) {
    const match = pattern.exec(text);
    if (match) return say(...match.slice(1).map((part) => part ?? ""));
  }
  return null;
}
