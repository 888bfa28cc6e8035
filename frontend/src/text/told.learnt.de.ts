// German for what a ride taught about its rider and its bike (progress/fitness_told.py,
// progress/level_learning.py): sentences put together of parts, taken apart by pattern.
import { applyRules, type Rule } from "./rules";

interface Name {
  readonly your: string;
  readonly a: string; // without "deine"
}
const NAMES: Readonly<Record<string, Name>> = {
  "critical power": { your: "Deine kritische Leistung", a: "kritische Leistung" },
  "reserve (W′)": { your: "Deine Reserve (W′)", a: "Reserve (W′)" },
  "maximal power": { your: "Deine höchste Leistung", a: "höchste Leistung" },
};
const NAME = "(critical power|reserve \\(W′\\)|maximal power)";
const VALUE = "(-?[\\d.]+ (?:W|kJ), give or take [\\d.]+)";
const LANDMARKS: Readonly<Record<string, string>> = {
  "an easy pace is about": "locker ist etwa",
  "talking pace is about": "zum Reden taugt etwa",
  "hills begin at": "Hügel beginnen bei",
};
const SETTINGS: Readonly<Record<string, string>> = { level: "Stufe", knob: "Knopf" };

const decimal = (words: string) => words.replace(/(\d)\.(\d)/g, "$1,$2");
const value = (words: string) => decimal(words.replace(/ W, give or take (.+)$/, " ± $1 W").replace(/ kJ, give or take (.+)$/, " ± $1 kJ"));
const time = (words: string) =>
  words.replace(/seconds$/, "Sekunden").replace(/minutes$/, "Minuten").replace(/minute$/, "Minute");
const held = (words: string) =>
  words
    .split(" and ")
    .map((one) => one.replace(/^(\d+) W for (.+)$/, (_, watts: string, how: string) => `${watts} W über ${time(how)}`))
    .join(" und ");
const landmark = (words: string) =>
  words.replace(/^(.+?) (level|knob) (.+) \((\d+) rpm\)$/, (_, what: string, kind: string, setting: string, rpm: string) =>
    `${LANDMARKS[what] ?? what} ${SETTINGS[kind] ?? kind} ${setting.replace("turns from free", "Umdrehungen von frei").replace("turn from free", "Umdrehung von frei").replace("free", "frei")} (${rpm} U/min)`);

/** Why a test says nothing, as it stands. */
export const untold: Readonly<Record<string, string>> = {
  "The test was not ridden whole, or some power is missing, so it does not count.":
    "Der Test ist nicht ganz gefahren, oder es fehlt Leistung, darum zählt er nicht.",
  "The efforts are too alike in length to tell critical power from W′.":
    "Die Belastungen sind zu gleich lang, um kritische Leistung und W′ zu trennen.",
  "The efforts of the test do not fit together: one of them was probably not as hard as you could hold, or was begun too fast. It does not count; try again rested.":
    "Die Belastungen des Tests passen nicht zusammen: Eine war wohl nicht so hart, wie du konntest, oder zu schnell begonnen. Er zählt nicht; versuch es ausgeruht noch einmal.",
  "The ramp was too short to tell anything, so it does not count.":
    "Die Rampe war zu kurz, um etwas zu sagen, darum zählt sie nicht.",
  "You rode the ramp to its last minute, so your limit lies above it. Ride it once more: it begins higher when more is known of you.":
    "Du bist die Rampe bis zur letzten Minute gefahren, deine Grenze liegt also darüber. Fahr sie noch einmal: Sie beginnt höher, wenn mehr von dir bekannt ist.",
  "A step test tells most by heart rate: wear a strap, and tell your heart rate at rest and at most with `sixhills rider`.":
    "Ein Stufentest sagt das meiste durch den Puls: Trag einen Gurt und sag deinen Ruhepuls und höchsten Puls in den Einstellungen.",
  "Fewer than three steps were ridden with power and heart rate, so the step test does not count.":
    "Weniger als drei Stufen sind mit Leistung und Puls gefahren, darum zählt der Stufentest nicht.",
  "Your heart rate did not rise evenly with the steps, so the step test does not count. A strap that sits well and an even pace help.":
    "Dein Puls stieg nicht gleichmäßig mit den Stufen, darum zählt der Stufentest nicht. Ein gut sitzender Gurt und gleichmäßiges Treten helfen.",
};

const RESULTS: readonly Rule[] = [
  [new RegExp(`^You held (.+)\\. By that alone your critical power would be ${VALUE}, and your reserve \\(W′\\) would be ${VALUE}$`), (what, cp, reserve) =>
    `Du hast ${held(what!)} gehalten. Danach allein wäre deine kritische Leistung ${value(cp!)} und deine Reserve (W′) ${value(reserve!)}`],
  [new RegExp(`^Your best minute was (\\d+) W\\. By that alone your critical power would be ${VALUE}$`), (watts, cp) =>
    `Deine beste Minute war ${watts} W. Danach allein wäre deine kritische Leistung ${value(cp!)}`],
  [new RegExp(`^By the rise of your heart rate over the steps alone your critical power would be ${VALUE}$`), (cp) =>
    `Nach dem Anstieg deines Pulses über die Schritte allein wäre deine kritische Leistung ${value(cp!)}`],
];

const REASONS: readonly Rule[] = [
  [/^still a guess, it follows critical power$/, () => "weiter eine Schätzung, sie folgt der kritischen Leistung"],
  [/^your efforts and the rests between them took more than it was thought to allow$/, () =>
    "Deine Belastungen und die Pausen dazwischen brauchten mehr, als sie danach zuließ"],
  [/^you held (\d+) W for (.+), where at most (\d+) W was expected$/, (watts, how, most) =>
    `Du hast ${watts} W über ${time(how!)} gehalten, erwartet waren höchstens ${most} W`],
];

const CHANGES: readonly Rule[] = [
  [new RegExp(`^Your ${NAME} stays at ${VALUE}; it is now known to give or take ([\\d.]+)$`), (name, is, sd) =>
    `${NAMES[name!]!.your} bleibt bei ${value(is!)}; sie ist jetzt auf ± ${decimal(sd!)} bekannt`],
  [new RegExp(`^Your ${NAME} goes from ${VALUE}, to ${VALUE}$`), (name, was, is) =>
    `${NAMES[name!]!.your} geht von ${value(was!)} auf ${value(is!)}`],
];

const RULES: readonly Rule[] = [
  [new RegExp(`^More than that was shown, but one ride raises your ${NAME} by at most (\\d+) %, since a meter can be wrong\\. Another ride, or a test, brings the rest\\.$`), (name, most) =>
    `Gezeigt hast du mehr, aber eine Fahrt hebt die ${NAMES[name!]!.a} um höchstens ${most} %, denn ein Messer kann irren. Eine weitere Fahrt oder ein Test bringt den Rest.`],
  [/^An effort was begun too fast: ridden evenly, the same legs hold more\. So the test is trusted a little less\.$/, () =>
    "Eine Belastung war zu schnell begonnen: Gleichmäßig gefahren halten dieselben Beine mehr. Darum zählt der Test etwas weniger."],
  [new RegExp(`^(.+)\\. That is far below the ${VALUE}, that is known of you, so nothing is lowered\\. If it was all that you had, tell your critical power with \`sixhills rider\`\\.$`), (result, is) =>
    `${say(RESULTS, result!)}. Das liegt weit unter den ${value(is!)}, die von dir bekannt sind, darum wird nichts gesenkt. War es alles, was du hattest, dann sag deine kritische Leistung in den Einstellungen.`],
  [/^(.+)\. Your heart rate ended at (\d+) % of its range, so you may have had more to give: it counts as a ride and not as a test\.$/, (result, share) =>
    `${say(RESULTS, result!)}. Dein Puls endete bei ${share} % seines Bereichs, du hattest wohl noch mehr: Es zählt als Fahrt und nicht als Test.`],
  [/^This bike is known now\.$/, () => "Dieses Rad ist jetzt bekannt."],
  [/^This bike is known now: (.+)\.$/, (listed) =>
    `Dieses Rad ist jetzt bekannt: ${listed!.split(/, | and /).map(landmark).join(", ")}.`],
  [/^This bike (measured|felt) about (\d+) % (harder|easier) than before at the same settings: it may have warmed up or worn\. The settings follow\.$/, (how, share, way) =>
    `Dieses Rad ${how === "felt" ? "fühlte sich" : "war gemessen"} bei gleichen Einstellungen etwa ${share} % ${way === "harder" ? "schwerer" : "leichter"}${how === "felt" ? " an" : ""} als zuvor: Es ist vielleicht warm geworden oder abgenutzt. Die Einstellungen folgen dem.`],
  [/^(Your .+?): (.+)\.$/, (change, reason) => `${say(CHANGES, change!)}: ${say(REASONS, reason!)}.`],
  [/^(.+)\.$/, (rest) => `${say([...CHANGES, ...RESULTS], rest!)}.`],
];

class Unknown extends Error {}

function say(rules: readonly Rule[], words: string): string {
  const said = applyRules(rules, words);
  if (said === null) throw new Unknown(words);
  return said;
}

/** What a ride taught, in German; null where a part of it is not known. */
export function tellLearnt(words: string): string | null {
  try {
    return applyRules(RULES, words);
  } catch (error) {
    if (error instanceof Unknown) return null;
    throw error;
  }
}
