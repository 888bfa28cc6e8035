// German for the titles of the stock workouts and what they say of themselves. Numbers come in the
// same order.
export const workouts: Readonly<Record<string, string>> = {
  "Free ride": "Freie Fahrt",

  // hills
  "Two short hills": "Zwei kurze Hügel",
  "Two hills of a minute and a half, both seated: a first ride with hills.":
    "Zwei Hügel von anderthalb Minuten, beide im Sitzen: eine erste Fahrt mit Hügeln.",
  "Two hills": "Zwei Hügel",
  "Two hills of two minutes, both seated.": "Zwei Hügel von zwei Minuten, beide im Sitzen.",
  "Three short hills": "Drei kurze Hügel",
  "Three hills of a minute and a half; on the third you stand from half-way up.":
    "Drei Hügel von anderthalb Minuten; am dritten stehst du ab der Mitte.",
  "Three hills": "Drei Hügel",
  "Three hills of two minutes; on the third you stand from half-way up.":
    "Drei Hügel von zwei Minuten; am dritten stehst du ab der Mitte.",
  "Four short hills": "Vier kurze Hügel",
  "Four hills of a minute and a half; on the last two you stand from half-way up.":
    "Vier Hügel von anderthalb Minuten; an den letzten beiden stehst du ab der Mitte.",
  "Four hills": "Vier Hügel",
  "Four hills of two minutes; on the last two you stand from half-way up.":
    "Vier Hügel von zwei Minuten; an den letzten beiden stehst du ab der Mitte.",
  "Five hills": "Fünf Hügel",
  "Five hills of two minutes; the fifth is the first that you stand on all the way.":
    "Fünf Hügel von zwei Minuten; den fünften fährst du als ersten ganz im Stehen.",
  "Six short hills": "Sechs kurze Hügel",
  "All six hills, two minutes each.": "Alle sechs Hügel, je zwei Minuten.",
  "Six hills of 2 min 30 s": "Sechs Hügel von 2 min 30 s",
  "All six hills, two and a half minutes each.": "Alle sechs Hügel, je zweieinhalb Minuten.",
  "Six hills of 3 min": "Sechs Hügel von 3 min",
  "All six hills, three minutes each.": "Alle sechs Hügel, je drei Minuten.",
  "All six hills, three and a half minutes each; the next rung is the whole workout.":
    "Alle sechs Hügel, je dreieinhalb Minuten; die nächste Stufe ist das ganze Training.",
  "Six hills": "Sechs Hügel",
  "Six hills of four minutes: two seated, two seated and then standing, two standing.": "Sechs Hügel von vier Minuten: zwei im Sitzen, zwei erst im Sitzen, dann im Stehen, zwei im Stehen.",
  "Six hills, standing finish": "Sechs Hügel, am Ende im Stehen",
  "Six hills of four minutes; you stand throughout the last three.":
    "Sechs Hügel von vier Minuten; die letzten drei fährst du ganz im Stehen.",
  "Longer than the six hills: four and a half minutes each.":
    "Länger als die sechs Hügel: je viereinhalb Minuten.",
  "Longer than the six hills: five minutes each.": "Länger als die sechs Hügel: je fünf Minuten.",
  "Six hills of 5 min, standing finish": "Sechs Hügel von 5 min, am Ende im Stehen",
  "Six hills of five minutes; you stand throughout the last three.":
    "Sechs Hügel von fünf Minuten; die letzten drei fährst du ganz im Stehen.",
  "Six harder hills of 5 min": "Sechs schwerere Hügel von 5 min",
  "Six hills of five minutes, each a little harder, the last three standing.":
    "Sechs Hügel von fünf Minuten, jeder etwas schwerer, die letzten drei im Stehen.",

  // intervals
  "Intervals": "Intervalle",
  "Six short hard efforts: three seated, three standing.":
    "Sechs kurze harte Belastungen: drei im Sitzen, drei im Stehen.",
  "Intervals with long rests": "Intervalle mit langen Pausen",
  "The six efforts of the intervals with a minute and a half after each.":
    "Die sechs Belastungen der Intervalle, nach jeder anderthalb Minuten Pause.",
  "First intervals": "Erste Intervalle",
  "Three seated efforts of ten seconds with long rests.":
    "Drei Belastungen von zehn Sekunden im Sitzen mit langen Pausen.",
  "Seven intervals": "Sieben Intervalle",
  "The six efforts of the intervals and one more of 30 seconds seated; a minute and a half after those of 20 and 30.":
    "Die sechs Belastungen der Intervalle und noch eine von 30 Sekunden im Sitzen; anderthalb Minuten nach denen von 20 und 30.",
  "Eight intervals": "Acht Intervalle",
  "The six efforts of the intervals and one more of 30 seconds seated and 20 standing; a minute and a half after those of 20 and 30.":
    "Die sechs Belastungen der Intervalle und noch je eine von 30 Sekunden im Sitzen und 20 im Stehen; anderthalb Minuten nach denen von 20 und 30.",
  "Eleven intervals": "Elf Intervalle",
  "The six efforts of the intervals, three easy minutes, then three more seated and two standing.":
    "Die sechs Belastungen der Intervalle, drei leichte Minuten, dann noch drei im Sitzen und zwei im Stehen.",
  "Intervals twice": "Intervalle zweimal",
  "The six efforts of the intervals, two times over, three easy minutes after each set.":
    "Die sechs Belastungen der Intervalle, zweimal, nach jedem Durchgang drei leichte Minuten.",
  "Longer intervals twice": "Längere Intervalle zweimal",
  "Six efforts of 10 to 30 seconds, two times over, a minute and a half after those of 20 and more.":
    "Sechs Belastungen von 10 bis 30 Sekunden, zweimal, anderthalb Minuten nach denen ab 20.",
  "Longest intervals twice": "Längste Intervalle zweimal",
  "Five intervals": "Fünf Intervalle",
  "Three seated efforts of up to 20 seconds, then two standing, with long rests.":
    "Drei Belastungen von bis zu 20 Sekunden im Sitzen, dann zwei im Stehen, mit langen Pausen.",
  "Five longer intervals": "Fünf längere Intervalle",
  "Rising intervals": "Wachsende Intervalle",
  "Seated efforts of 10, 15 and 20 seconds with long rests.":
    "Belastungen von 10, 15 und 20 Sekunden im Sitzen mit langen Pausen.",
  "Three seated intervals": "Drei Intervalle im Sitzen",
  "Six shorter intervals": "Sechs kürzere Intervalle",
  "Three seated efforts of up to 30 seconds, then three of up to 15 standing, with long rests.":
    "Drei Belastungen von bis zu 30 Sekunden im Sitzen, dann drei von bis zu 15 im Stehen, mit langen Pausen.",
  "First standing interval": "Erstes Intervall im Stehen",
  "Three seated efforts, then one of ten seconds standing, with long rests.":
    "Drei Belastungen im Sitzen, dann eine von zehn Sekunden im Stehen, mit langen Pausen.",

  // recovery, technique, tests
  "Easy 20 minutes": "20 leichte Minuten",
  "Twenty easy minutes at any cadence you like, for the day after a hard ride.":
    "Zwanzig leichte Minuten, so schnell die Beine mögen, für den Tag nach einer harten Fahrt.",
  "Thirty easy minutes at any cadence you like, for the day after a hard ride.":
    "Dreißig leichte Minuten, so schnell die Beine mögen, für den Tag nach einer harten Fahrt.",
  "Forty easy minutes at any cadence you like, for the day after a hard ride.":
    "Vierzig leichte Minuten, so schnell die Beine mögen, für den Tag nach einer harten Fahrt.",
  "Belly and back": "Bauch und Rücken",
  "Two short drills at an easy effort: a first ride, or one to come back with.":
    "Zwei kurze Übungen bei leichter Anstrengung: eine erste Fahrt, oder eine nach einer Pause.",
  "From the hip": "Aus der Hüfte",
  "Two drills in which the push comes from the hip.":
    "Zwei Übungen, bei denen der Druck aus der Hüfte kommt.",
  "Quick and light": "Schnell und leicht",
  "Two drills with quicker legs, and none of it hard.":
    "Zwei Übungen mit schnelleren Beinen, und nichts davon ist hart.",
  "Slow and strong": "Langsam und kräftig",
  "Two drills with slower legs and more resistance at an easy effort.":
    "Zwei Übungen mit langsameren Beinen und mehr Widerstand bei leichter Anstrengung.",
  "Round legs": "Runde Beine",
  "Three drills for an even stroke, over the top and through the bottom.":
    "Drei Übungen für einen gleichmäßigen Tritt, oben herum und unten hindurch.",
  "First stands": "Erstes Stehen",
  "Four times twenty seconds out of the saddle at an easy effort, to get used to it.":
    "Viermal zwanzig Sekunden aus dem Sattel bei leichter Anstrengung, zum Eingewöhnen.",
  "Three speeds": "Drei Tempi",
  "Slow, middling and quick legs once after the other, a little longer each.":
    "Langsame, mittlere und schnelle Beine einmal nacheinander, jedes etwas länger.",
  "Pedal stroke": "Runder Tritt",
  "Three easy drills for the core, the glutes and the legs, one thing to think of at a time.":
    "Drei leichte Übungen für Rumpf, Gesäß und Beine; jedes Mal ist nur an eins zu denken.",
  "Cadence changes": "Wechselnde Trittfrequenz",
  "Slow, middling and quick legs by turns, at an easy effort.":
    "Abwechselnd langsame, mittlere und schnelle Beine bei leichter Anstrengung.",
  "Sit and stand": "Sitzen und Stehen",
  "Short easy stretches out of the saddle, to make standing up and sitting down smooth.":
    "Kurze leichte Stücke aus dem Sattel, damit Aufstehen und Hinsetzen weich werden.",
  "Long stands": "Langes Stehen",
  "A minute at a time out of the saddle at an easy effort.":
    "Jeweils eine Minute aus dem Sattel bei leichter Anstrengung.",
  "Level ladder": "Stufenleiter",
  "Four settings, each a little harder, to learn what your bike's settings mean for you.":
    "Vier Einstellungen, jede etwas schwerer, um zu lernen, was sie an deinem Rad für dich bedeuten.",
  "Ramp test": "Rampentest",
  "Each minute asks a little more than the one before, until you cannot go on; the best minute tells how much you can hold. For days on which you are well and rested.":
    "Jede Minute verlangt etwas mehr als die davor, bis du nicht mehr kannst; die beste Minute sagt, wie viel du halten kannst. Für Tage, an denen du gesund und ausgeruht bist.",
  "Step test": "Stufentest",
  "Four steady steps, never to your limit. With a power meter and a heart-rate strap they tell how much you can hold; without, they show how hard your settings feel.":
    "Vier gleichmäßige Stufen, nie bis an deine Grenze. Mit Leistungsmesser und Pulsgurt sagen sie, wie viel du halten kannst; ohne zeigen sie, wie hart sich deine Einstellungen anfühlen.",
  "3 and 12 minute test": "Test über 3 und 12 Minuten",
  "Three minutes and twelve minutes, each as hard as you can hold evenly: the two together tell what you can hold for long and how large your reserve is. For days on which you are well and rested.":
    "Drei Minuten und zwölf Minuten, jede so hart, wie du sie gleichmäßig halten kannst: Beide zusammen sagen, was du lange halten kannst und wie groß deine Reserve ist. Für Tage, an denen du gesund und ausgeruht bist.",

  // cues of the workouts
  "Tighten your belly, sit back and push from the hips.":
    "Spann den Bauch an, sitz weit hinten und drück aus der Hüfte.",
  "Squeeze the glute of the leg that pushes.": "Spann die Gesäßhälfte des Beins an, das drückt.",
  "Hands light, hips over the pedals, knees in line with the feet.":
    "Hände locker, Hüfte über den Pedalen, Knie in einer Linie mit den Füßen.",
  "Tighten your belly a little and keep breathing.": "Spann den Bauch leicht an und atme weiter.",
  "Long back, loose shoulders, light hands.": "Langer Rücken, lockere Schultern, leichte Hände.",
  "Push down from the hip and squeeze the glute of that side.":
    "Drück aus der Hüfte nach unten und spann das Gesäß dieser Seite an.",
  "Left, right, left, right: each push begins at the hip.":
    "Links, rechts, links, rechts: Jeder Druck beginnt in der Hüfte.",
  "Less resistance, quicker legs: hips still on the saddle.":
    "Weniger Widerstand, schnellere Beine: Die Hüfte bleibt ruhig im Sattel.",
  "A little quicker: light feet, loose ankles.": "Etwas schneller: leichte Füße, lockere Knöchel.",
  "More resistance, slower legs: push from the hips.":
    "Mehr Widerstand, langsamere Beine: Drück aus der Hüfte.",
  "Hips level: the saddle carries you, the glutes push.":
    "Becken gerade: Der Sattel trägt dich, das Gesäß drückt.",
  "Slower still: round and even, no stamping.":
    "Noch langsamer: rund und gleichmäßig, ohne zu stampfen.",
  "Over the top with the front of the thigh.": "Oben herum mit der Vorderseite des Oberschenkels.",
  "Through the bottom with the back of the thigh.":
    "Unten hindurch mit der Rückseite des Oberschenkels.",
  "Now all around, and a little quicker.": "Jetzt ganz herum, und etwas schneller.",
  "Hips over the pedals, hands light.": "Hüfte über den Pedalen, Hände locker.",
  "Belly tight, back long.": "Bauch fest, Rücken lang.",
  "Quick and light: hips still on the saddle.":
    "Schnell und leicht: Die Hüfte bleibt ruhig im Sattel.",
  "Over the top with the front of the thigh, through the bottom with the back of it.":
    "Oben herum mit der Vorderseite des Oberschenkels, unten hindurch mit der Rückseite.",
  "Let the calf steady the foot, heel level.":
    "Die Wade hält den Fuß ruhig, die Ferse bleibt waagrecht.",
  "Now all of it together: belly, hips, thighs, calves.":
    "Jetzt alles zusammen: Bauch, Hüfte, Oberschenkel, Waden.",
  "Belly tight, squeeze each glute as its leg goes down.":
    "Bauch fest, spann das Gesäß jeder Seite an, wenn ihr Bein nach unten geht.",
  "Keep one setting and one cadence: this is how your bike is learnt.":
    "Bleib bei einer Einstellung und einer Trittfrequenz: So wird dein Rad gelernt.",
  "Four steps of three minutes come. None of them is to your limit.":
    "Vier Stufen von drei Minuten kommen. Keine davon geht an deine Grenze.",
  "Hold one pace and one cadence: your heart needs about two minutes to follow.":
    "Halte ein Tempo und eine Trittfrequenz: Dein Herz braucht etwa zwei Minuten, um zu folgen.",
  "If you can say only single words here, press skip: three steps are enough.":
    "Wenn du hier nur noch einzelne Wörter sagen kannst, überspring: Drei Stufen genügen.",
  "Short phrases are right here. If only single words are left, press skip.":
    "Kurze Sätze sind hier richtig. Gehen nur noch einzelne Wörter, überspring.",
  "This test goes to your limit. If you are unwell or tired, leave it for another day.":
    "Dieser Test geht an deine Grenze. Bist du krank oder müde, lass ihn für einen anderen Tag.",
  "It begins easily. Each minute asks a little more; few get to the end.":
    "Er beginnt leicht. Jede Minute verlangt etwas mehr; wenige kommen bis ans Ende.",
  "Stay seated, breathe deep, keep your cadence.":
    "Bleib sitzen, atme tief, halte deine Trittfrequenz.",
  "When you cannot hold it any more, press skip. That moment is the result.":
    "Wenn du nicht mehr halten kannst, überspring. Dieser Moment ist das Ergebnis.",
  "Stop when you cannot hold it. Dizzy, or pain in the chest: stop at once.":
    "Hör auf, wenn du nicht mehr halten kannst. Schwindel oder Schmerz in der Brust: sofort aufhören.",
  "This test goes to your limit twice. If you are unwell or tired, leave it for another day.":
    "Dieser Test geht zweimal an deine Grenze. Bist du krank oder müde, lass ihn für einen anderen Tag.",
  "Next come 3 minutes. Begin a little easier than you could, then hold it evenly.":
    "Jetzt kommen 3 Minuten. Beginn etwas leichter, als du könntest, dann halte gleichmäßig.",
  "Hold it evenly. Dizzy, or pain in the chest: stop at once.":
    "Halte gleichmäßig. Schwindel oder Schmerz in der Brust: sofort aufhören.",
  "Half an hour of easy riding fills your reserve again, so that both efforts start fresh.":
    "Eine halbe Stunde leichtes Fahren füllt deine Reserve wieder, damit beide Anstrengungen frisch beginnen.",
  "Next come 12 minutes: clearly easier than the 3 were, and even from start to end.":
    "Jetzt kommen 12 Minuten: deutlich leichter als die 3 und gleichmäßig von Anfang bis Ende.",
  "Could you hold this for 9 more minutes? If not, ease a little now.":
    "Könntest du das noch 9 Minuten halten? Wenn nicht, nimm jetzt etwas zurück.",
  "Half-way. The same pace again; no need to speed up yet.":
    "Halbzeit. Noch einmal dasselbe Tempo; noch musst du nicht schneller werden.",
  "Two minutes. Give what is left, little by little.":
    "Noch zwei Minuten. Gib nach und nach, was übrig ist.",
};
