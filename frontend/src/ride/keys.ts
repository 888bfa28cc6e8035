// What a key of the keyboard means. The letters are those of `sixhills ride` in the terminal.
import type { Key as TextKey } from "../text/catalogue.svelte";
import type { Key, State } from "./types";

/** A key of the ride, or something that only this screen does. */
export type Act = Key | "ask_end" | "help";

export const KEY_HELP: readonly (readonly [keys: string, text: TextKey])[] = [
  ["space", "ride.help.pause"],
  ["+ −", "ride.help.harder"],
  ["n b", "ride.help.skip"],
  ["e", "ride.extend.long"],
  ["o", "ride.help.erg"],
  ["1–4", "ride.help.answer"],
  ["y x", "ride.help.posture"],
  ["Esc", "ride.help.end"],
  ["?", "ride.help.this"],
];

const KEYS: Readonly<Record<string, Act>> = {
  n: "skip",
  b: "back",
  e: "extend",
  o: "erg",
  "+": "harder",
  "=": "harder",
  "-": "easier",
  "−": "easier",
  y: "confirm",
  enter: "confirm",
  x: "deny",
  "1": "answer_1",
  "2": "answer_2",
  "3": "answer_3",
  "4": "answer_4",
  q: "ask_end",
  escape: "ask_end",
  "?": "help",
  h: "help",
};

/** What a key asks for in a state, or null. */
export function readKey(key: string, state: State): Act | null {
  if (state === "finished") return null;
  const small = key.toLowerCase();
  if (small === " ") return pauseOrGoOn(state);
  if (state === "ready" && small === "enter") return "start";
  return KEYS[small] ?? null;
}

/** What the large button does: start, pause or go on. */
export function pauseOrGoOn(state: State): Key {
  if (state === "ready") return "start";
  return state === "riding" ? "pause" : "resume";
}
