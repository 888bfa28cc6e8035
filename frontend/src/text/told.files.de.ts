// German for what is said of a ride's file: what was repaired or left out in it (formats/,
// ride/cleaning.py), and why another could not be taken in (usecases/ride_files.py, importing.py).
// What is put together of parts is taken apart by pattern; recorded.json holds what is said.
import { applyRules, type Rule } from "./rules";

const WHAT: Readonly<Record<string, string>> = {
  power: "Leistung",
  cadence: "Trittfrequenz",
  "heart rate": "Puls",
  speed: "Geschwindigkeit",
  distance: "Strecke",
  altitude: "Höhe",
  position: "Ort",
  temperature: "Temperatur",
  grade: "Steigung",
  balance: "Verteilung auf links und rechts",
};
const LOST: Readonly<Record<string, string>> = {
  "no time": "ohne Zeit",
  "an impossible time": "mit unmöglicher Zeit",
  "the time of the record before": "mit der Zeit des Eintrags davor",
  "a time out of order": "mit einer Zeit außer der Reihe",
};
const SPORTS: Readonly<Record<string, string>> = {
  running: "Laufen",
  transition: "Wechselzone",
  swimming: "Schwimmen",
  training: "Training",
  walking: "Gehen",
  "cross-country skiing": "Skilanglauf",
  "alpine skiing": "Skifahren",
  snowboarding: "Snowboarden",
  rowing: "Rudern",
  mountaineering: "Bergsteigen",
  hiking: "Wandern",
  paddling: "Paddeln",
  motorcycling: "Motorradfahren",
  boating: "Bootfahren",
  driving: "Autofahren",
  golf: "Golf",
  "horse riding": "Reiten",
  "inline skating": "Inlineskaten",
  "rock climbing": "Klettern",
  sailing: "Segeln",
  "ice skating": "Eislaufen",
  snowshoeing: "Schneeschuhlaufen",
  "stand-up paddling": "Stehpaddeln",
  surfing: "Surfen",
  kayaking: "Kajakfahren",
  boxing: "Boxen",
  "interval training": "Intervalltraining",
  "a racket sport": "ein Schlägersport",
  "an elliptical trainer": "Ellipsentrainer",
  "stair climbing": "Treppensteigen",
  "strength training": "Krafttraining",
  "a workout": "ein Training",
  "a route (course)": "eine Strecke (Course)",
  "a segment": "ein Segment",
};
const WRONG: Readonly<Record<string, string>> = {
  "which is no number": "das ist keine Zahl",
  "which is no time": "das ist keine Zeit",
};

const sport = (words: string) => SPORTS[words] ?? words;
const all = (words: string, one: (word: string) => string) => words.split(" and ").map(one).join(" und ");
const date = (words: string) => words.replace(/(\d+)-(\d+)-(\d+) (\S+)/, "$3.$2.$1, $4 Uhr");

/** What is told as it stands; numbers may differ. */
export const files: Readonly<Record<string, string>> = {
  // what was repaired
  "The distance began anew once and was counted on.": "Die Strecke fing einmal neu an und wurde weitergezählt.",
  "The distance began anew 2 times and was counted on.": "Die Strecke fing 2-mal neu an und wurde weitergezählt.",
  "The distance was worked out from the positions.": "Die Strecke ist aus den Orten berechnet.",
  "The device's clock was not set: the date is wrong.": "Die Uhr des Geräts war nicht gestellt: Das Datum ist falsch.",
  "The times name no time zone: they were taken for UTC.": "Die Zeiten nennen keine Zeitzone: Sie gelten als UTC.",
  "The file holds 2 rides: only the longest was taken.": "Die Datei enthält 2 Fahrten: Nur die längste wurde genommen.",
  "The file holds 2 sessions: they were taken as one ride.":
    "Die Datei enthält 2 Abschnitte: Sie gelten als eine Fahrt.",
  "The column of distances names no unit: taken as kilometres.":
    "Die Spalte der Strecken nennt keine Einheit: als Kilometer genommen.",
  "The column of distances names no unit: taken as metres.":
    "Die Spalte der Strecken nennt keine Einheit: als Meter genommen.",
  "The column of speeds names no unit: taken as km/h.":
    "Die Spalte der Geschwindigkeiten nennt keine Einheit: als km/h genommen.",
  "The column of speeds names no unit: taken as m/s.":
    "Die Spalte der Geschwindigkeiten nennt keine Einheit: als m/s genommen.",
  "The table does not say when the ride was, nor does the name of its file: it stands at the first of January 1970. Name the file like 2026-03-14-0900.csv and import it again.":
    "Weder die Tabelle noch der Name der Datei sagt, wann die Fahrt war: Sie steht am ersten Januar 1970. Nenn die Datei etwa 2026-03-14-0900.csv und hol sie noch einmal herein.",
  "The date 2026-03-14 is from the name of the file or its head.":
    "Das Datum 2026-03-14 stammt aus dem Namen oder dem Kopf der Datei.",
  "The file is cut short: what came before the cut was kept.":
    "Die Datei bricht ab: Was davor kam, ist behalten.",
  "The file is damaged: what came before the damage was kept.":
    "Die Datei ist beschädigt: Was davor kam, ist behalten.",
  "The file is not well-formed XML: faulty characters were repaired.":
    "Die Datei ist kein gültiges XML: Fehlerhafte Zeichen wurden ersetzt.",
  "The file was never closed: all that was recorded was kept.":
    "Die Datei wurde nie geschlossen: Alles Aufgezeichnete ist behalten.",
  "The file's check sum is wrong: single values may be damaged.":
    "Die Prüfsumme der Datei stimmt nicht: Einzelne Werte können falsch sein.",
  "Bytes after the end of the ride make no sense and were left out.":
    "Was nach dem Ende der Fahrt steht, ergibt keinen Sinn und ist weggelassen.",
  "The file is damaged: 1 place was skipped (12 bytes), and what is whole was kept.":
    "Die Datei ist beschädigt: 1 Stelle wurde übersprungen (12 Bytes), was heil ist, ist behalten.",
  "The file is damaged: 2 places were skipped (12 bytes), and what is whole was kept.":
    "Die Datei ist beschädigt: 2 Stellen wurden übersprungen (12 Bytes), was heil ist, ist behalten.",

  // why a file was not taken in
  "this is not a FIT file": "das ist keine FIT-Datei",
  "this is not a TCX file": "das ist keine TCX-Datei",
  "this is not a GPX file": "das ist keine GPX-Datei",
  "this is no ride file": "das ist keine Datei einer Fahrt",
  "this is a route, not a ride": "das ist eine Strecke, keine Fahrt",
  "this is a route without times, not a ride": "das ist eine Strecke ohne Zeiten, keine Fahrt",
  "this is a list of rides, not a ride": "das ist eine Liste von Fahrten, keine Fahrt",
  "this is a listing of a FIT file's messages": "das ist eine Liste der Nachrichten einer FIT-Datei",
  "the file is empty": "die Datei ist leer",
  "the file has 30 MiB, more than any ride": "die Datei hat 30 MiB, mehr als jede Fahrt",
  "the file holds no records of a ride": "die Datei enthält keine Aufzeichnung einer Fahrt",
  "the file holds no points of a ride": "die Datei enthält keine Punkte einer Fahrt",
  "the file holds no points of a track": "die Datei enthält keine Punkte einer Spur",
  "the file has more points than any ride": "die Datei hat mehr Punkte als jede Fahrt",
  "the file declares a document type, which no ride needs":
    "die Datei vereinbart einen Dokumenttyp, den keine Fahrt braucht",
  "the file is nested deeper than any ride": "die Datei ist tiefer verschachtelt als jede Fahrt",
  "the table has no rows of a ride": "die Tabelle hat keine Zeilen einer Fahrt",
  "the table has no column of times": "die Tabelle hat keine Spalte mit Zeiten",
  "the table has more rows than any ride": "die Tabelle hat mehr Zeilen als jede Fahrt",
  "the times of this table do not go on from row to row: it is no ride":
    "die Zeiten dieser Tabelle gehen nicht von Zeile zu Zeile weiter: es ist keine Fahrt",
  "the rows of this table are minutes apart: it is no ride":
    "die Zeilen dieser Tabelle liegen Minuten auseinander: es ist keine Fahrt",
  "no column of this table holds what was measured on a ride":
    "keine Spalte dieser Tabelle enthält, was auf einer Fahrt gemessen wurde",
  "no line of this table names a time and what was measured then":
    "keine Zeile dieser Tabelle nennt eine Zeit und was da gemessen wurde",
  "the archive holds more than 25000 files": "das Archiv enthält mehr als 25000 Dateien",
  "archives are nested too deeply": "die Archive stecken zu tief ineinander",
  "it unpacks to more than any ride file has": "ausgepackt ist sie größer als jede Datei einer Fahrt",
  "it is packed in a way that is not read here": "sie ist so gepackt, wie es hier nicht gelesen wird",
  "it is encrypted": "sie ist verschlüsselt",
  "it is damaged": "sie ist beschädigt",
  "the packed file cannot be unpacked": "die gepackte Datei lässt sich nicht auspacken",
  "the ZIP file cannot be read": "die ZIP-Datei lässt sich nicht lesen",
  "the ZIP file is cut short": "die ZIP-Datei bricht ab",
  "the ZIP file is damaged": "die ZIP-Datei ist beschädigt",
  "the ZIP file lists more files than any export": "die ZIP-Datei nennt mehr Dateien als jede Sicherung",

  // what helps
  "export the ride once more, as FIT": "gib die Fahrt noch einmal als FIT aus",
  "export the ride once more, as TCX": "gib die Fahrt noch einmal als TCX aus",
  "export the ride once more, as GPX": "gib die Fahrt noch einmal als GPX aus",
  "export the ride once more": "gib die Fahrt noch einmal aus",
  "export the ride once more from the device or program that recorded it":
    "gib die Fahrt aus dem Gerät oder Programm, das sie aufgezeichnet hat, noch einmal aus",
  "give the file of one ride": "nimm die Datei einer einzigen Fahrt",
  "give the file of a ride": "nimm die Datei einer Fahrt",
  "give the FIT file itself": "nimm die FIT-Datei selbst",
  "give a FIT, TCX, GPX or CSV file (.fit, .tcx, .gpx, .csv), also packed (.gz, .zip)":
    "nimm eine FIT-, TCX-, GPX- oder CSV-Datei (.fit, .tcx, .gpx, .csv), auch gepackt (.gz, .zip)",
  'name the columns in the first line, such as "time,power,cadence,heart rate"':
    "nenn die Spalten in der ersten Zeile, etwa „time,power,cadence,heart rate“",
  'add one of seconds, called "time"': "füg eine mit Sekunden hinzu, namens „time“",
  "correct the line, or leave the cell empty": "berichtige die Zeile oder lass die Zelle leer",
  "unpack it and import its folders one by one": "pack es aus und hol seine Ordner einzeln herein",
  "unpack it and look": "pack sie aus und sieh nach",
  "unpack it": "pack sie aus",
  "get it once more": "hol sie noch einmal",
  "get it once more, or unpack it": "hol sie noch einmal, oder pack sie aus",
  "get the archive once more": "hol das Archiv noch einmal",
};

const RULES: readonly Rule[] = [
  [/^The (.+) is 0 throughout, as without a sensor: it counts as missing\.$/, (what) =>
    `${WHAT[what!] ?? what}: durchgehend 0, wie ohne Sensor, und gilt darum als fehlend.`],
  [/^(\d+) impossible values? of (.+) (?:was|were) left out\.$/, (count, what) =>
    `${WHAT[what!] ?? what}: ${count} ${count === "1" ? "unmöglicher Wert ist" : "unmögliche Werte sind"} weggelassen.`],
  [/^(\d+) records? ha(?:s|ve) (.+) and (?:was|were) left out\.$/, (count, what) =>
    `${count} ${count === "1" ? "Eintrag" : "Einträge"} ${LOST[what!] ?? what} ${count === "1" ? "ist" : "sind"} weggelassen.`],
  [/^The file also holds (.+), which was left out\.$/, (sports) =>
    `Die Datei enthält auch ${all(sports!, sport)}; das ist weggelassen.`],
  [/^The file calls this (.+), not a ride on a bike\.$/, (what) => `Die Datei nennt das ${sport(what!)}, keine Fahrt auf dem Rad.`],
  [/^this is (.+), not a ride on a bike$/, (what) => `das ist ${sport(what!)}, keine Fahrt auf dem Rad`],
  [/^this is (.+), not a ride$/, (what) => `das ist ${sport(what!)}, keine Fahrt`],
  [/^line (\d+) has "(.*)" in the column "(.*)", (which is no \w+)$/, (line, cell, column, why) =>
    `Zeile ${line} hat „${cell}“ in der Spalte „${column}“, ${WRONG[why!] ?? why}`],
  [/^this is the ride of (.+) by (.+), kept once(?:; this file also has (.+) \(to keep both: `--all`\))?$/, (when, by, more) =>
    `das ist die Fahrt vom ${date(when!)} von ${by}, einmal behalten${more ? `; diese Datei hat auch ${all(more, (one) => WHAT[one] ?? one)}` : ""}`],
];

const known = new Map(Object.entries(files).map(([english, german]) => [blank(english), german]));

function blank(sentence: string): string {
  return sentence.replace(/\d+/g, "#");
}

function find(words: string): string | null {
  const german = known.get(blank(words));
  if (german === undefined) return applyRules(RULES, words);
  const numbers = words.match(/\d+/g) ?? [];
  let next = 0;
  return german.replace(/\d+/g, (own) => numbers[next++] ?? own);
}

/** What is wrong with one file: "name: what is wrong (what helps)"; all but the middle may be missing. */
function tellOne(words: string): string | null {
  const whole = find(words);
  if (whole !== null) return whole;
  const passed = /^(.+): passed over$/.exec(words);
  if (passed) return join(tellOne(passed[1]!), ": übergangen");
  for (const helps of words.matchAll(/ \((?=.*\)$)/g)) {
    const wrong = tellOne(words.slice(0, helps.index));
    const remedy = words.slice(helps.index + 2, -1);
    if (wrong !== null) return `${wrong} (${find(remedy) ?? remedy})`;
  }
  const named = /^(.+?): (.+)$/.exec(words);
  const rest = named ? tellOne(named[2]!) : null;
  return rest === null ? null : `${named![1]}: ${rest}`;
}

const join = (start: string | null, end: string) => (start === null ? null : start + end);

/** What is said of the file of a ride, in German; several files in one archive are told apart by "; ". */
export function tellFile(words: string): string | null {
  const told = words.split("; ").map(tellOne);
  return told.every((one) => one !== null) ? told.join("; ") : tellOne(words);
}
