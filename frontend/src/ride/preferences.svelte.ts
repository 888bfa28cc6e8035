// Voice and sounds of this screen. Kept in the browser, because with a phone and a television in
// one room only one of them should speak.

type Name = "voice" | "sounds";

function read(name: Name): boolean | null {
  try {
    const kept = localStorage.getItem(`sixhills.${name}`);
    return kept === null ? null : kept === "on";
  } catch {
    return null; // storage is switched off
  }
}

class Preferences {
  voice = $state(read("voice") ?? false);
  sounds = $state(read("sounds") ?? true);

  /** What the account prefers holds where this screen has not been told otherwise. */
  suggest(given: { voice: boolean; sounds: boolean }): void {
    this.voice = read("voice") ?? given.voice;
    this.sounds = read("sounds") ?? given.sounds;
  }

  turn(name: Name): void {
    this[name] = !this[name];
    try {
      localStorage.setItem(`sixhills.${name}`, this[name] ? "on" : "off");
    } catch {
      // it holds until the page is left
    }
  }
}

export const preferences = new Preferences();
