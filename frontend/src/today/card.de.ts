// The card for the gym in German: the server writes it in English, and the page says what stands in it
// anew before it is saved. Loaded when somebody asks for a card.
import { tell, tellParts } from "../text/told.svelte";
import { sayFeel, sayPart, saySetting, tellRide, upper } from "../text/told.ride.de";
import { technique } from "../text/told.technique.de";

const FIXED: Readonly<Record<string, string>> = {
  Start: "Start",
  seated: "sitzend",
  standing: "stehend",
  "as you like": "wie du magst",
  "the higher, the harder to push": "je höher, desto schwerer",
  from: "ab",
  for: "Dauer",
  what: "was",
  posture: "Haltung",
  set: "einstellen",
  "effort (of 10)": "Anstrengung (von 10)",
  cadence: "Trittfrequenz",
  "Stop at once": "Sofort aufhören",
  "Made with sixhills. Planned, not measured: go by the effort in words where a setting does not fit it.":
    "Mit sixhills gemacht. Geplant, nicht gemessen: Richte dich nach den Worten zur Anstrengung, wo eine Einstellung nicht dazu passt.",
  back: "zurück",
  pause: "Pause",
  skip: "weiter",
  "voice off": "Stimme aus",
  card: "Karte",
  automatic: "von selbst",
  "The ride part by part": "Die Fahrt Teil für Teil",
  "The ride": "Die Fahrt",
  "Buttons of the ride": "Knöpfe der Fahrt",
};
const WORDS = {
  seated: "SITZEN",
  standing: "STEHEN",
  free: "WIE DU MAGST",
  held: "PAUSE",
  in: "in",
  of_ten: "von 10",
  over: "dann ist es geschafft",
  to_go: "min übrig",
  pause: "Pause",
  go_on: "weiter",
  voice_on: "Stimme an",
  voice_off: "Stimme aus",
  voice_said: "Stimme an.",
  again: "Fertig. Noch einmal",
};

type Line = [at_s: number, kind: string, sentence: string];
interface Part {
  name: string;
  setting: string;
  feels: string;
  cadence: string;
}
interface Ride {
  title: string;
  parts: Part[];
  lines: Line[];
  words?: typeof WORDS;
}

const turns = (cadence: string) => cadence.replace(" rpm", "/min");
const fromTo = (words: string, say: (one: string) => string) => words.split(" → ").map(say).join(" → ");
const spoken = (sentence: string) => tellRide(sentence) ?? technique[sentence] ?? tell(sentence);

/** What stands in one place of the card, in German. */
function say(words: string): string {
  const known = FIXED[words];
  if (known !== undefined) return known;
  const effort = /^(.+) \(([\d–→ ]+)\)$/.exec(words);
  if (effort) return `${fromTo(effort[1]!, sayFeel)} (${effort[2]})`;
  if (/^[\d–]+ rpm$/.test(words)) return turns(words);
  if (/^\d+ minutes · /.test(words)) return sayFacts(words);
  if (/^(Level|Gear|Knob|Roll|automatic)\b/.test(words)) return fromTo(words, (one) => FIXED[one] ?? upper(saySetting(one)));
  const part = sayPart(words);
  return part === words ? tell(words) : part;
}

function sayFacts(words: string): string {
  const [minutes, standing, ...bike] = words.split(" · ");
  return [
    minutes!.replace("minutes", "Minuten"),
    standing!.replace("seated all the way", "durchgehend im Sitzen").replace("standing", "stehend"),
    tellParts(bike.join(" · ")),
  ].join(" · ");
}

function sayRide(ride: Ride): Ride {
  return {
    ...ride,
    title: tell(ride.title),
    words: WORDS,
    parts: ride.parts.map((part) => ({
      ...part,
      name: sayPart(part.name),
      setting: part.setting === "" ? "" : upper(saySetting(part.setting)),
      feels: sayFeel(part.feels),
      cadence: turns(part.cadence),
    })),
    lines: ride.lines.map(([at_s, kind, sentence]): Line => [at_s, kind, spoken(sentence)]),
  };
}

/** A card of the server in German. */
export function tellCard(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.documentElement.lang = "de";
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const words = text.textContent?.trim() ?? "";
    if (words === "" || text.parentElement?.closest("script, svg")) continue;
    text.textContent = text.textContent!.replace(words, () => say(words));
  }
  for (const one of page.querySelectorAll("[aria-label]")) one.setAttribute("aria-label", say(one.getAttribute("aria-label")!));
  const ride = page.getElementById("ride")!;
  const told = sayRide(JSON.parse(ride.textContent!) as Ride);
  ride.textContent = JSON.stringify(told).replaceAll("<", "\\u003c");
  page.title = `${told.title} · sixhills`;
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}
