// German for what is said while riding. These sentences are put together of few parts, so they are
// taken apart by pattern; a test holds them against what the player says (spoken.json).
import { applyRules, type Rule } from "./rules";

const NAMES: Readonly<Record<string, string>> = {
  "Warm-up": "Einfahren",
  "Hard effort": "Harte Belastung",
  Recover: "Erholen",
  "Steady riding": "Gleichmäßig fahren",
  "Cool-down": "Ausfahren",
  Test: "Test",
};
const FEELS: Readonly<Record<string, string>> = {
  easy: "leicht",
  "can talk": "reden geht",
  "short phrases": "kurze Sätze",
  "single words": "einzelne Wörter",
};
const NOW: Readonly<Record<string, string>> = {
  "Stand up": "Aufstehen",
  "Sit down": "Hinsetzen",
  "Ride as you like": "Fahr, wie du magst",
};

const SETTINGS: readonly Rule[] = [
  [/^roll down easily$/, () => "locker hinunterrollen"],
  [/^level (.+)$/, (level) => `Stufe ${level}`],
  [/^gear (.+)$/, (gear) => `Gang ${gear}`],
  [/^knob (.+)$/, (turns) => `Knopf ${sayTurns(turns!)}`],
  [/^(.+) (more|less): (.+)$/, (by, way, to) => `${sayTurns(by!)} ${way === "more" ? "mehr" : "weniger"}: ${sayTurns(to!)}`],
];

const RULES: readonly Rule[] = [
  [/^ERG is off: the trainer is a road now, and your legs make the power\.$/, () => "ERG ist aus: Der Trainer ist jetzt eine Straße, und deine Beine machen die Leistung."],
  [/^ERG is on: the trainer holds the power\.$/, () => "ERG ist an: Der Trainer hält die Leistung."],
  [/^Lighter for a moment: spin up, then the power comes back\.$/, () => "Einen Moment leichter: Tritt schneller, dann kommt die Leistung zurück."],
  [/^Shift to a harder gear: it cannot get steeper in this one\.$/, () => "Schalte schwerer: In diesem Gang geht es nicht steiler."],
  [/^Shift to an easier gear: this one is too fast for a hill\.$/, () => "Schalte leichter: Dieser Gang ist zu schnell für einen Hügel."],
  [/^It stays as it is: your answers on health allow nothing harder\.$/, () => "Es bleibt, wie es ist: Deine Antworten zur Gesundheit erlauben nichts Schwereres."],
  [/^(Stand up|Sit down|Ride as you like)\.$/, (what) => `${NOW[what!]}.`],
  [/^In ([^:]+): (stand up|sit down)(?:, (.+))?\.$/, (time, what, setting) =>
    `In ${sayTime(time!)}: ${what === "stand up" ? "aufstehen" : "hinsetzen"}${setting ? `, ${saySetting(setting)}` : ""}.`],
  [/^In ([^:]+): (.+)\.$/, (time, setting) => `In ${sayTime(time!)}: ${saySetting(setting!)}.`],
  [/^Hill (\d+) of (\d+): (.+), (.+)\.$/, (hill, hills, time, feel) =>
    `Hügel ${hill} von ${hills}: ${sayTime(time!)}, ${sayFeel(feel!)}.`],
  [/^(Warm-up|Hard effort|Recover|Steady riding|Cool-down|Test): (.+), (.+)\.$/, (name, time, feel) =>
    `${NAMES[name!]}: ${sayTime(time!)}, ${sayFeel(feel!)}.`],
  [/^How does (.+) feel\?$/, (setting) => `Wie fühlt sich ${saySetting(setting!)} an?`],
  [/^(.+) is meant to be (.+) of 10, (.+)\. How (is|was) it\?$/, (what, rpe, feel, when) =>
    `${sayWhat(what!)} soll ${rpe!.replace(".", ",")} von 10 sein, ${sayFeel(feel!)}. Wie ${when === "is" ? "ist" : "war"} es?`],
  [/^((?:Level|Gear|Knob|Roll) .+|.+ (?:more|less): .+)\.$/, (setting) => `${upper(saySetting(setting!))}.`],
];

/** What is said while riding in German; null where it is something else. */
export function tellRide(sentence: string): string | null {
  return applyRules(RULES, sentence);
}

/** A setting in German. */
export function saySetting(words: string): string {
  return applyRules(SETTINGS, words.charAt(0).toLowerCase() + words.slice(1)) ?? words;
}

function sayWhat(what: string): string {
  return what.replace(/^Hill /, "Hügel ").replace(/^This$/, "Das").replace(/^(.+)$/, (name) => NAMES[name] ?? name);
}

/** An effort in German. */
export function sayFeel(words: string): string {
  return FEELS[words] ?? words;
}

/** The name of a part of a ride in German. */
export function sayPart(name: string): string {
  return sayWhat(name).replace(/^(Hügel \d+) of (\d+)$/, "$1 von $2");
}

function sayTime(words: string): string {
  return words
    .replace(/\bminutes\b/, "Minuten")
    .replace(/\bminute\b/, "Minute")
    .replace(/\bseconds\b/, "Sekunden")
    .replace(/\bsecond\b/, "Sekunde");
}

/** Turns of a knob in German: "3 Umdrehungen ab frei". */
export function sayTurns(words: string): string {
  return words
    .replace(/^knob /, "")
    .replace(/ turns? from free$/, (turns) => (turns === " turn from free" ? " Umdrehung ab frei" : " Umdrehungen ab frei"))
    .replace(/ turns$/, " Umdrehungen")
    .replace(/ turn$/, " Umdrehung")
    .replace(/^free$/, "frei");
}

/** With a capital. */
export function upper(words: string): string {
  return words.charAt(0).toLocaleUpperCase("de") + words.slice(1);
}
