// The languages of the catalogue, each by its own name.
import type { Language } from "../text/catalogue.svelte";

export const LANGUAGES: readonly { readonly value: Language; readonly text: string }[] = [
  { value: "en", text: "English" },
  { value: "de", text: "Deutsch" },
];
