// The voice of the browser. What it says comes from the server, in the language of the pages as far as
// the sentence is known there.
import { languageOf, tell } from "../text/told.svelte";

export class Voice {
  on = false;
  private said: number | null = null;

  static readonly exists = typeof window !== "undefined" && "speechSynthesis" in window;

  /** Say a cue, once however often it is told. What is still being said gives way. */
  say(text: string | null, cue_id: number | null): void {
    if (text === null || (cue_id !== null && cue_id === this.said)) return;
    this.said = cue_id;
    if (!this.on || !Voice.exists) return;
    speechSynthesis.cancel();
    const words = new SpeechSynthesisUtterance(tell(text));
    words.lang = languageOf(text);
    speechSynthesis.speak(words);
  }

  hush(): void {
    if (Voice.exists) speechSynthesis.cancel();
  }
}
