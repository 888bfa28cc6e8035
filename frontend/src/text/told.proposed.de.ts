// German for why a workout is proposed or is not (progress/reasons.py), and for what a prescription
// says beforehand (prescribe/): put together of parts, so taken apart by pattern. A test holds them
// against what the server says (proposed.json).
import { applyRules, type Rule } from "./rules";
import { workouts } from "./told.workouts.de";

const KINDS: Readonly<Record<string, string>> = {
  hills: "Hügel",
  intervals: "Intervalle",
  "a recovery ride": "eine Erholungsfahrt",
  "a technique ride": "eine Technikfahrt",
  "a test": "ein Test",
};
const RIDES: Readonly<Record<string, string>> = {
  hill: "Hügelfahrt",
  interval: "Intervallfahrt",
  recovery: "Erholungsfahrt",
  technique: "Technikfahrt",
  test: "Testfahrt",
};
const RIDERS: Readonly<Record<string, string>> = {
  "a beginner": "Ungeübte",
  "an improver rider": "etwas Geübte",
  "a trained rider": "Trainierte",
  "an advanced rider": "weit Fortgeschrittene",
};
const DAYS: Readonly<Record<string, string>> = {
  Monday: "Montag",
  Tuesday: "Dienstag",
  Wednesday: "Mittwoch",
  Thursday: "Donnerstag",
  Friday: "Freitag",
  Saturday: "Samstag",
  Sunday: "Sonntag",
};
const MONTHS: Readonly<Record<string, string>> = {
  January: "Januar",
  February: "Februar",
  March: "März",
  May: "Mai",
  June: "Juni",
  July: "Juli",
  October: "Oktober",
  December: "Dezember",
};
const PARTS: Readonly<Record<string, string>> = {
  "the warm-up": "beim Einfahren",
  "the hills": "an den Hügeln",
  "the hard efforts": "bei den harten Belastungen",
  "the easy parts between": "in den leichten Teilen dazwischen",
  "the steady part": "im gleichmäßigen Teil",
  "the cool-down": "beim Ausfahren",
  "the test": "im Test",
};

const day = (words: string) =>
  words.replace(/^(\w+) (\d+) (\w+)$/, (_, name: string, number: string, month: string) =>
    `${DAYS[name] ?? name}, ${number}. ${MONTHS[month] ?? month}`);
const kind = (words: string) => KINDS[words] ?? words;
const rung = (words: string) => words.replace(/^rung (\d+) of (\d+)$/, "Stufe $1 von $2");
const parts = (words: string) => words.split(/, | and /).map((one) => PARTS[one] ?? one).join(" und ");
const decimal = (number: string) => number.replace(".", ",");
const title = (words: string) => {
  const found = Object.keys(workouts).find((one) => one.replace(/\d+/g, "#") === words.replace(/\d+/g, "#"));
  const numbers = words.match(/\d+/g) ?? [];
  let next = 0;
  return found ? workouts[found]!.replace(/\d+/g, (own) => numbers[next++] ?? own) : words;
};
const VARIATIONS: Readonly<Record<string, string>> = {
  slower: "langsamere Beine",
  quicker: "schnellere Beine",
  quickest: "schnellste Beine",
};
const about = (words: string) =>
  words.replace(/^about /, "etwa ").replace(/seconds$/, "Sekunden").replace(/minutes$/, "Minuten").replace(/minute$/, "Minute");

const FELT: readonly Rule[] = [
  [/^felt as hard as asked$/, () => "fühlte sich so hart an wie verlangt"],
  [/^felt ([\d.]+) points? (harder|easier) than asked$/, (points, way) =>
    `fühlte sich um ${decimal(points!)} ${points === "1" ? "Punkt" : "Punkte"} ${way === "harder" ? "härter" : "leichter"} an als verlangt`],
];
const felt = (words: string) => applyRules(FELT, words) ?? words;
const ride = (words: string) =>
  words.replace(/^[Yy]our last (?:(\w+) ride|ride|test)$/, (all, what?: string) =>
    all.endsWith("test") ? "deinem letzten Test" : `deiner letzten ${what ? (RIDES[what] ?? what) : "Fahrt"}`);

const RIDDEN: readonly Rule[] = [
  [/^How much of (.+) you rode is not known$/, (one) => `Wie viel du von ${ride(one!)} gefahren bist, ist nicht bekannt`],
  [/^You rode (\d+)% of (.+?) and it (.+)$/, (share, one, how) =>
    `Du bist ${share} % von ${ride(one!)} gefahren, und es ${felt(how!)}`],
  [/^You rode (\d+)% of (.+)$/, (share, one) => `Du bist ${share} % von ${ride(one!)} gefahren`],
  [/^(Your last .+?) (felt .+)$/, (one, how) =>
    `${ride(one!).replace(/^deine[rm] letzten (.+)$/, (_, name: string) => (name === "Test" ? "Dein letzter Test" : `Deine letzte ${name}`))} ${felt(how!)}`],
];
const ridden = (words: string) => applyRules(RIDDEN, words) ?? words;

const REASONS: readonly Rule[] = [
  [/^You have no (\w+?)(?: ride)?s behind you, so you start where (.+) starts: (.+)\.$/, (what, who, where) =>
    `Du hast noch keine ${RIDES[what!] ?? what} hinter dir und fängst da an, wo ${RIDERS[who!] ?? who} anfangen: ${rung(where!)}.`],
  [/^A break of (\d+) days costs (\d+) rungs?, never below the first\.$/, (days, rungs) =>
    `Eine Pause von ${days} Tagen kostet ${rungs} ${rungs === "1" ? "Stufe" : "Stufen"}, nie unter die erste.`],
  [/^(.+) does not fit today, so an easier one: (.+)$/, (what, because) =>
    `„${title(what!)}“ passt heute nicht, darum etwas Leichteres: ${tellProposed(because!.charAt(0).toUpperCase() + because!.slice(1)) ?? because}`],
  [/^Hard rides lie 48 hours apart, at most (two|three) in seven days: the next is due on (.+)\.$/, (most, on) =>
    `Zwischen harten Fahrten liegen 48 Stunden, höchstens ${most === "two" ? "zwei" : "drei"} in sieben Tagen: Die nächste ist am ${day(on!)} dran.`],
  [/^Your first hard ride is (.+)\.$/, (what) => `Deine erste harte Fahrt: ${kind(what!)}.`],
  [/^It is the turn of (.+): your last hard ride, on (.+), was (.+)\.$/, (what, on, was) =>
    `${kind(what!)} sind dran: Deine letzte harte Fahrt am ${day(on!)} waren ${kind(was!)}.`],
  [/^Until you ride the full six hills, hills come four times for each time of intervals\. That way of growing is our convention\.$/, () =>
    "Bis du die ganzen sechs Hügel fährst, kommen auf einmal Intervalle viermal Hügel. So zu wachsen ist unsere Festlegung."],
  [/^You enjoyed (.+) and twice did not enjoy (.+), so they come once more\.$/, (what, other) =>
    `${kind(what!)} haben dir Freude gemacht, ${kind(other!)} zweimal nicht, darum kommen sie noch einmal.`],
  [/^It would cost a load of (\d+); the most today is (\d+), 15% above the hardest of your last 30 days of riding\.$/, (load, limit) =>
    `Es kostete eine Belastung von ${load}; mehr als ${limit} soll es gerade nicht sein, 15 % über der härtesten Fahrt deiner letzten 30 Tage.`],
  [/^It would cost a load of (\d+); without harder rides behind you, start with (\d+)\.$/, (load, limit) =>
    `Es kostete eine Belastung von ${load}; ohne härtere Fahrten hinter dir beginne mit ${limit}.`],
  [/^It would cost a load of (\d+); (\d+) are left for this week, so that it grows no more than an eighth over your best\.$/, (load, limit) =>
    `Es kostete eine Belastung von ${load}; für diese Woche bleiben ${limit}, damit sie um nicht mehr als ein Achtel über deine beste wächst.`],
  [/^It would cost a load of (\d+); after three weeks of building comes an easy one, and (\d+) are left in it\.$/, (load, limit) =>
    `Es kostete eine Belastung von ${load}; nach drei Wochen Aufbau kommt eine leichte, und in ihr bleiben ${limit}.`],
  [/^It goes by distance, so it may take longer than your (\d+) minutes\.$/, (most) =>
    `Es geht nach Strecke und kann länger dauern als deine ${most} Minuten.`],
  [/^It takes (\d+) minutes and you have (\d+)\.$/, (takes, has) => `Es dauert ${takes} Minuten, und du hast ${has}.`],
  [/^It takes (\d+) minutes in place of (\d+): the hardest that fits in two thirds of the time\.$/, (takes, of) =>
    `Es dauert ${takes} Minuten statt ${of}: das Härteste, was in zwei Drittel der Zeit passt.`],
  [/^It is (\d+) rungs above yours; you go up one at a time\.$/, (rungs) =>
    `Es ist ${rungs} Stufen über deiner; du steigst immer nur eine.`],
  [/^After a break of (\d+) days you start lower\.$/, (days) => `Nach einer Pause von ${days} Tagen fängst du tiefer an.`],
  [/^It comes when you have ridden the rung before it\.$/, () => "Es kommt, wenn du die Stufe davor gefahren bist."],
  [/^You go up one rung at a time\.$/, () => "Du steigst immer nur eine Stufe."],
  [/^It needs (\d+)% ridden, about as hard as asked\. (.+)\.$/, (share, said) =>
    `Dafür müssen ${share} % gefahren sein, etwa so hart wie verlangt. ${ridden(said!)}.`],
  [/^It is one rung higher\.(?: (.+))?$/, (because) =>
    `Es ist eine Stufe höher.${because ? ` ${tellProposed(because) ?? because}` : ""}`],
  [/^It is one rung lower\.$/, () => "Es ist eine Stufe tiefer."],
  [/^Its standing parts are ridden seated with more resistance\.$/, () =>
    "Was im Stehen gedacht ist, wird im Sitzen mit mehr Widerstand gefahren."],
  [/^Nothing that there is to ride fits today, so rest\.$/, () => "Nichts von dem, was es gibt, passt heute, darum ruh dich aus."],
  [/^This bike or hill cannot be set easy enough in (.+) for what your answers on health allow\.$/, (where) =>
    `Dieses Rad oder dieser Hügel lässt sich nicht leicht genug einstellen für das, was deine Antworten zur Gesundheit erlauben: ${parts(where!)}.`],
  [/^Another bike may do; to answer the questions on health anew: `sixhills screening`\.$/, () =>
    "Ein anderes Rad geht vielleicht; die Fragen zur Gesundheit beantwortest du neu mit `sixhills screening`."],
  [/^Today is for (.+)\.$/, (what) => `Heute ist dran: ${kind(what!)}.`],
  [/^Of the hard rides only (.+) fit today\.$/, (what) => `Von den harten Fahrten passen heute nur ${kind(what!)}.`],
  [/^You rode (.+) on (.+); they come next time, for variety\.$/, (what, on) =>
    `${kind(what!)} bist du am ${day(on!)} gefahren; sie kommen das nächste Mal, zur Abwechslung.`],
  [/^(?:They come|It comes) next time, for variety\.$/, () => "Das kommt das nächste Mal, zur Abwechslung."],
  [/^Today you are fresh enough for a hard ride\.$/, () => "Heute bist du frisch genug für eine harte Fahrt."],
  [/^If you like: cycling alone is a mild stimulus for the glutes\. Twice a week, on days without a hard ride, hip thrusts or split squats and lying leg raises to the side add what the bike cannot\. Evidence: a trial of nine weeks found more gluteus maximus from hip thrusts and squats alike; for the smaller two it is thin\.$/, () =>
    "Wenn du magst: Radfahren allein ist ein milder Reiz für das Gesäß. Zweimal in der Woche, an Tagen ohne harte Fahrt, geben Beckenheben oder Ausfallkniebeugen und seitliches Beinheben im Liegen dazu, was das Rad nicht kann. Belege: Eine Studie über neun Wochen fand durch Beckenheben wie durch Kniebeugen mehr Gluteus maximus; für die beiden kleineren sind sie dünn."],
  [/^(.+), so you (stay on|go up to|go down to) (rung .+)\.$/, (said, way, where) => {
    const moves: Readonly<Record<string, string>> = { "stay on": "du bleibst auf", "go up to": "du steigst auf", "go down to": "du gehst zurück auf" };
    return `${ridden(said!)}: ${moves[way!]} ${rung(where!)}.`;
  }],
];

const BEFOREHAND: readonly Rule[] = [
  [/^How hard the settings of this bike are for you is not known yet\. The warm-up finds out, if you answer how it feels\. The watts count until then\.$/, () =>
    "Wie schwer die Einstellungen dieses Rads für dich sind, ist noch nicht bekannt. Das Einfahren findet es heraus, wenn du antwortest, wie es sich anfühlt. Bis dahin zählen die Watt."],
  [/^Your fitness is guessed from "(\w+)"\. Go by the effort words until rides or a test tell more\.$/, (who) =>
    `Deine Fitness ist geschätzt, wie die von ${RIDERS[`a ${who}`] ?? RIDERS[`a ${who} rider`] ?? RIDERS[`an ${who} rider`]}n. Richte dich nach den Worten zur Anstrengung, bis Fahrten oder ein Test mehr sagen.`],
  [/^This asks for much of your reserve \(W′\): (\d+) % would be left, and (\d+) % should be\. Take an easier variant, or go easier before it gets too hard\.$/, (left, floor) =>
    `Das verlangt viel von deiner Reserve (W′): ${left} % blieben, ${floor} % sollten es sein. Nimm etwas Leichteres oder fahr leichter, bevor es zu hart wird.`],
  [/^Because (this bike is ridden|you ride) seated only, every standing part is seated( with a little more resistance)?\.$/, (who, more) =>
    `Weil ${who === "you ride" ? "du nur im Sitzen fährst" : "dieses Rad nur im Sitzen gefahren wird"}, wird alles, was im Stehen gedacht ist, im Sitzen gefahren${more ? ", mit etwas mehr Widerstand" : ""}.`],
  [/^This bike has too few (\w+)s to give every harder hill one of its own\. Where the \w+ stays, pedal a little faster\.$/, (one) =>
    `Dieses Rad hat zu wenige ${one === "level" ? "Stufen" : "Einstellungen"}, um jedem schwereren Hügel eine eigene zu geben. Wo sie bleibt, tritt etwas schneller.`],
  [/^This bike has no harder (setting left|gear that you could turn) for what you ride seated instead of standing in (.+)\.$/, (what, where) =>
    `Dieses Rad hat ${what === "setting left" ? "keine schwerere Einstellung mehr" : "keinen schwereren Gang, den du drehen könntest,"} für das, was du ${parts(where!)} im Sitzen statt im Stehen fährst.`],
  [/^Even the (hardest|easiest) setting of (this|a typical) bike is too (?:light|hard) for you in (.+)\. (If yours is too, pedal|Pedal) (faster|slower) there\.$/, (end, which, where, __, way) =>
    `Selbst die ${end === "hardest" ? "schwerste" : "leichteste"} Einstellung ${which === "this" ? "dieses Rads" : "eines üblichen Rads"} ist ${parts(where!)} zu ${end === "hardest" ? "leicht" : "schwer"} für dich. ${which === "this" ? "Tritt" : "Ist es deine auch, tritt"} da ${way === "faster" ? "schneller" : "langsamer"}.`],
  [/^Select manual on the bike to follow this workout exactly\.$/, () => "Wähle am Rad „Manuell“, um diesem Training genau zu folgen."],
  [/^Follow the route; turn round only where it says so and you see far both ways\.$/, () =>
    "Folge der Strecke; wende nur, wo sie es sagt und du weit in beide Richtungen siehst."],
  [/^Ride (\d+) m at ([\d.]+) % up (?:once|twice, the same hill|(\d+) times, the same hill)\.$/, (length, grade, times) =>
    `Fahr ${length} m mit ${decimal(grade!)} % hinauf${times ? `, ${times}-mal, denselben Hügel` : ""}.`],
  [/^Turn at the top and at the foot, only where you see far both ways\. Roll down easily, (.+)\.$/, () =>
    "Wende oben und unten, nur wo du weit in beide Richtungen siehst. Roll locker hinunter und warte unten, solange du noch außer Atem bist."],
  [/^No hill was given, so one of (\d+) m at ([\d.]+) % is assumed, (which suits you and your gears|the gentlest there is)\. Tell yours, for example --hill 900m@6%\.$/, (length, grade, why) =>
    `Kein Hügel ist genannt, darum gilt einer von ${length} m mit ${decimal(grade!)} %, ${why!.startsWith("which") ? "der zu dir und deinen Gängen passt" : "der flachste, den es gibt"}. Nenne deinen unter „Zeit, Form, Rad“, etwa 900m@6%.`],
  [/^This hill is steep for you and your gears: even the easiest gear turns at only (\d+) rpm(, and even at walking pace the hill takes more than the workout means)?\. (?:A hill of ([\d.]+) % or less suits better, or|Take) a cassette with a larger sprocket\.$/, (rpm, slow, gentler) =>
    `Dieser Hügel ist steil für dich und deine Gänge: Selbst der leichteste dreht nur mit ${rpm} Umdrehungen${slow ? ", und selbst im Schritt verlangt der Hügel mehr, als das Training meint" : ""}. ${gentler ? `Ein Hügel bis ${decimal(gentler)} % passt besser, oder` : "Besser ist"} eine Kassette mit einem größeren Ritzel.`],
  [/^This bike has too few gears for this hill to make every harder climb harder than the last\.( Where the gear stays, ride a little faster\.)?$/, (more) =>
    `Dieses Rad hat für diesen Hügel zu wenige Gänge, um jeden schwereren Anstieg schwerer zu machen als den letzten.${more ? " Wo der Gang bleibt, fahr etwas schneller." : ""}`],
  [/^Each climb takes (about .+?) here, and the workout means (about .+?)\. To keep to it, turn back after about (\d+) m\.$/, (takes, means, turn) =>
    `Jeder Anstieg dauert hier ${about(takes!)}, das Training meint ${about(means!)}. Um dabei zu bleiben, kehr nach etwa ${turn} m um.`],
  [/^Each climb takes only (about .+?) here, and the workout means (about .+?)\. Take a longer hill if there is one\.$/, (takes, means) =>
    `Jeder Anstieg dauert hier nur ${about(takes!)}, das Training meint ${about(means!)}. Nimm einen längeren Hügel, wenn es einen gibt.`],
  [/^(The gears of the bike on the trainer are not known|No gear of the bike on the trainer gives a slope that fits), so the trainer holds the power in (.+), whatever the cadence\. Keep the cadence up: the slower you pedal, the heavier it gets\.$/, (why, where) =>
    `${why!.startsWith("The") ? "Die Gänge des Rads auf dem Trainer sind nicht bekannt" : "Kein Gang des Rads auf dem Trainer gibt eine passende Steigung"}, darum hält der Trainer ${parts(where!)} die Leistung, wie schnell du auch trittst. Tritt flott: Je langsamer, desto schwerer wird es.`],
  [/^Shift to (\S+) and stay in it unless told\.$/, (gear) => `Schalte auf ${gear} und bleib darin, bis etwas anderes gesagt wird.`],
  [/^In the test the trainer sets a slope and leaves the power to you: pedal and shift as you need\.$/, () =>
    "Im Test stellt der Trainer eine Steigung ein und überlässt dir die Leistung: Tritt und schalte, wie du es brauchst."],
];

const LEARNT: readonly Rule[] = [
  [/^This bike is known now(?:: (.+))?\.$/, (listed) =>
    `Dieses Rad ist jetzt bekannt${listed ? `: ${listed
      .replace(/an easy pace is about (?:level|knob) (.+?) \(/, "leicht ist etwa $1 (")
      .replace(/talking pace is about (?:level|knob) (.+?) \(/, "reden kannst du bei etwa $1 (")
      .replace(/hills begin at (?:level|knob) (.+?) \(/, "Hügel beginnen bei $1 (")
      .replaceAll(" rpm)", " Umdrehungen)")
      .replace(" and ", " und ")}` : ""}.`],
  [/^This bike (measured|felt) about (\d+) % (harder|easier) than before at the same settings: it may have warmed up or worn\. The settings follow\.$/, (how, share, way) =>
    `Dieses Rad ${how === "measured" ? "war gemessen" : "fühlte sich"} etwa ${share} % ${way === "harder" ? "schwerer" : "leichter"}${how === "measured" ? "" : " an"} als zuvor bei gleicher Einstellung: Es kann warm geworden oder abgenutzt sein. Die Einstellungen folgen dem.`],
];

const TITLES: readonly Rule[] = [
  [/^(.+), (slower|quicker|quickest)$/, (what, way) => `${title(what!)}, ${VARIATIONS[way!]}`],
];

/** A reason, or what is said before a ride, in German; null where it is something else. */
export function tellProposed(sentence: string): string | null {
  return applyRules([...REASONS, ...BEFOREHAND, ...LEARNT, ...TITLES], sentence);
}
