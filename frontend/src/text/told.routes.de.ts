// German for why there is no route, by the English sentence. Numbers come in the same order.
export const routes: Readonly<Record<string, string>> = {
  // roads/six_hills.py
  "No road leads away from here.":
    "Von hier führt keine Straße weg.",
  "There is no hill here: no road climbs 15 m at 2.5 % or more (the most between two junctions is 0 m).":
    "Hier gibt es keinen Hügel: Keine Straße steigt 15 m mit 2.5 % oder mehr (zwischen zwei Kreuzungen sind es höchstens 0 m).",
  "No hill here takes two to eight minutes at your power and in your gears.":
    "Kein Hügel hier dauert mit deiner Leistung und deinen Gängen zwei bis acht Minuten.",
  "No hill can be reached within the warm-up and left for home again.":
    "Kein Hügel lässt sich im Aufwärmen erreichen und wieder nach Hause verlassen.",
  "The hills here cannot be joined to a ride.":
    "Die Hügel hier lassen sich nicht zu einer Fahrt verbinden.",
  // usecases/routing.py, usecases/regions.py
  "The start lies 1.0 km from any road of this region.":
    "Der Start liegt 1.0 km von jeder Straße dieser Region entfernt.",
  "No heights are known here: give elevation files with --elevation.":
    "Hier sind keine Höhen bekannt: Gib mit --elevation Höhendateien an.",
  "no ride stored here has positions and altitudes near there":
    "Hier ist keine Fahrt mit Orten und Höhen gespeichert",
  "import rides of a GPS device first: sixhills import FOLDER":
    "lies zuerst Fahrten eines GPS-Geräts ein, auf der Seite Fahrten",
  "the rides near there hold no round and no way that was ridden there and back":
    "In diesen Fahrten ist keine Runde und kein Weg, der hin und zurück gefahren wurde",
  "import more of them, or name another place with --near LAT,LON":
    "lies mehr davon ein",
};
