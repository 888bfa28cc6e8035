// The voice of the browser. What it says comes from the server, word for word.

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
    const words = new SpeechSynthesisUtterance(text);
    words.lang = "en"; // the server's sentences are English
    speechSynthesis.speak(words);
  }

  hush(): void {
    if (Voice.exists) speechSynthesis.cancel();
  }
}
