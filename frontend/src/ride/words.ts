// What a ride says, in the chosen language. The server's own words for settings and effort are few
// and fixed, so they are recognised; what is not recognised is shown as it came.
import { speech, t, type Key as TextKey } from "../text/catalogue.svelte";
import { sayTurns } from "../text/told.ride.de";
import type { Command, Gear, Segment } from "./types";

const FEELS: Record<string, TextKey> = {
  easy: "ride.feel.easy",
  "can talk": "ride.feel.can_talk",
  "short phrases": "ride.feel.short_phrases",
  "single words": "ride.feel.single_words",
  "too hard": "ride.feel.too_hard",
  easier: "ride.feel.easier",
  "about right": "ride.feel.about_right",
  harder: "ride.feel.harder",
  "far too hard": "ride.feel.far_too_hard",
};

const SETTINGS: readonly (readonly [start: string, key: TextKey])[] = [
  ["level ", "ride.set.level"],
  ["gear ", "ride.set.gear"],
  ["knob ", "ride.set.knob"],
];

/** "3:05", from an hour on "1:02:00"; seconds are rounded up, so that 0:00 means over. */
export function sayTime(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds - 0.05));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** What is left of a whole ride; far from the end nobody wants seconds. */
export function sayLeft(seconds: number): string {
  if (seconds < 3600) return t("ride.left.all", { time: sayTime(seconds) });
  return t("ride.left.minutes", { minutes: Math.ceil(seconds / 60) });
}

/** The same where room is short, beside a sign. */
export function sayLeftShort(seconds: number): string {
  return seconds < 3600 ? sayTime(seconds) : t("today.minutes", { count: Math.ceil(seconds / 60) });
}

export function sayFeel(words: string): string {
  const key = FEELS[words];
  return key === undefined ? words : t(key);
}

/** "6–7/10". */
export function sayRating(low: number, high: number): string {
  const [from, to] = [Math.round(low), Math.round(high)];
  return from === to ? t("ride.rpe.one", { low: from }) : t("ride.rpe", { low: from, high: to });
}

/** The server's words for a setting ("level 9"), in the chosen language and with a capital. */
export function saySetting(words: string): string {
  if (words === "roll down easily") return t("ride.set.none");
  for (const [start, key] of SETTINGS) {
    if (words.startsWith(start)) return t(key, { value: sayValue(start, words.slice(start.length)) });
  }
  const told = words.split(", ").map(sayPart).join(", ");
  return told.charAt(0).toLocaleUpperCase() + told.slice(1);
}

/** A knob goes by turns, and those have a language. */
function sayValue(start: string, value: string): string {
  return start === "knob " && speech.language === "de" ? sayTurns(value) : value;
}

/** A part of what a machine does by itself: "automatic", "slope 5.2 %", "gear 34×21", "150 W". */
function sayPart(words: string): string {
  if (words === "automatic") return t("ride.automatic");
  const [, kind, value] = /^(slope|resistance|gear) (.+)$/.exec(words) ?? [];
  if (kind === "slope" || kind === "resistance") {
    return t(`ride.set.${kind}`, { value: value!.replace(".", speech.language === "de" ? "," : ".") });
  }
  return kind === "gear" ? t("ride.set.gear.within", { value: value! }) : words;
}

/** What of a setting the rider does, and what the machine does by itself. */
export function splitSetting(words: string): { yours: string; automatic: string } {
  if (!words.startsWith("automatic")) return { yours: saySetting(words), automatic: "" };
  const parts = words.split(", ").slice(1);
  const gear = parts.find((part) => part.startsWith("gear "));
  return {
    yours: saySetting(gear ?? "automatic"),
    automatic: parts.filter((part) => part !== gear).map(sayPart).join(", "),
  };
}

/** A command in the server's words, as far as a screen needs them while it hears nothing. */
export function describeCommand(command: Pick<Command, "mode" | "value" | "gear">): string {
  const { mode, value, gear } = command;
  if (mode === "level" || mode === "knob") return `${mode} ${String(value)}`;
  if (mode === "gear") return `gear ${sayGear(value as Gear)}`;
  if (mode === "none") return "roll down easily";
  const automatic = `automatic, ${sayAutomatic(mode, Number(value))}`;
  return gear === null ? automatic : `${automatic}, gear ${sayGear(gear)}`;
}

function sayAutomatic(mode: "erg" | "slope" | "resistance", value: number): string {
  if (mode === "erg") return `${value.toFixed(0)} W`;
  if (mode === "slope") return `slope ${(100 * value).toFixed(1)} %`;
  return `resistance ${value.toFixed(0)} %`;
}

function sayGear(gear: Gear): string {
  return `${gear.chainring}×${gear.sprocket}`;
}

/** A segment's name: "Hill 3 of 6". */
export function nameSegment(segment: Segment, segments: readonly Segment[]): string {
  const hills = new Set(segments.filter((one) => one.role === "hill").map((one) => one.step)).size;
  if (segment.hill === null) return t(`ride.role.${segment.role}`);
  return t("ride.role.hill", { hill: segment.hill, hills });
}
