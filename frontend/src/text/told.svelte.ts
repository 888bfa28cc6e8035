// Sentences that the server says in English, in the chosen language. Health comes first: questions,
// advice and stop rules are translated whole (a test compares them with the Python sources). Numbers
// in a sentence may differ; what is not known is shown as it came.
import { inUnits } from "../shared/units";
import { speech, type Language } from "./catalogue.svelte";
import { told as de } from "./told.de";

const NUMBER = /\d+(?:\.\d+)?/g;
const sentences: Partial<Record<Language, Map<string, string>>> = { de: new Map() };
const patterns: Partial<Record<Language, Set<(sentence: string) => string | null>>> = { de: new Set() };
learn("de", de);

/** Take in a table that only some pages need, so that the first load stays small. */
export function learn(language: Language, table: Readonly<Record<string, string>>): void {
  for (const [english, other] of Object.entries(table)) sentences[language]?.set(blank(english), other);
}

/** Take in what finds its words for sentences that are put together of parts. */
export function learnPatterns(language: Language, find: (sentence: string) => string | null): void {
  patterns[language]?.add(find);
}

/** A sentence of the server in the chosen language and units. */
export function tell(sentence: string): string {
  return inUnits(translate(sentence) ?? sentence, speech.units);
}

/** Several sentences in one text, each in the chosen language; some belong together. */
export function tellAll(text: string): string {
  const rest = text.split(/(?<=[.?!]) (?=[A-Z])/);
  const told: string[] = [];
  while (rest.length > 0) {
    const counts = rest.map((_, index) => index + 1);
    const count = counts.find((some) => translate(rest.slice(0, some).join(" ")) !== null) ?? 1;
    told.push(tell(rest.splice(0, count).join(" ")));
  }
  return told.join(" ");
}

/** The language in which `tell` says a sentence. */
export function languageOf(sentence: string): Language {
  return translate(sentence) === null ? "en" : speech.language;
}

function translate(sentence: string): string | null {
  const translated = sentences[speech.language]?.get(blank(sentence));
  if (translated === undefined) return find(sentence);
  const numbers = sentence.match(NUMBER) ?? [];
  let next = 0;
  return translated.replace(NUMBER, (own) => numbers[next++] ?? own);
}

function find(sentence: string): string | null {
  for (const attempt of patterns[speech.language] ?? []) {
    const found = attempt(sentence);
    if (found !== null) return found;
  }
  return null;
}

/** Words that the server joins by commas, like those of a bike. */
export const tellParts = (words: string) => words.split(", ").map(tell).join(", ");

/** The sentence without its numbers. */
function blank(sentence: string): string {
  return sentence.replace(NUMBER, "#");
}
