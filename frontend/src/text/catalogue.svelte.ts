// Words of the front end. One catalogue a language; English says which keys there are.
import type { Units } from "../api/types";
import { de } from "./de";
import { en } from "./en";

export type Key = keyof typeof en;
export type Catalogue = Record<Key, string>;
export type Language = "en" | "de";

const catalogues: Record<Language, Catalogue> = { en, de };

class Speech {
  language = $state<Language>("en");
  units = $state<Units>("metric");

  /** Choose the language of all pages. */
  use(language: Language): void {
    this.language = language;
    document.documentElement.lang = language;
  }
}

export const speech = new Speech();

/** A text in the chosen language; {name} in it is replaced by the value of that name. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return catalogues[speech.language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}
