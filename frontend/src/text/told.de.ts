// German for sentences of the server, by the English sentence. Numbers come in the same order.
export const told: Readonly<Record<string, string>> = {
  // questions on health (care/screening.py)
  "Do you have a heart condition or high blood pressure?":
    "Hast du eine Herzkrankheit oder hohen Blutdruck?",
  "Hard efforts raise pulse and blood pressure quickly.":
    "Harte Belastung lässt Puls und Blutdruck schnell steigen.",
  "Ask the doctor who knows your heart how hard you may ride.":
    "Frag die Ärztin oder den Arzt, der dein Herz kennt, wie hart du fahren darfst.",
  "In the last year, did you feel pain or pressure in the chest, were you dizzy or did you faint, at rest or with effort?":
    "Hattest du im letzten Jahr Schmerzen oder Druck in der Brust, war dir schwindlig oder bist du ohnmächtig geworden, in Ruhe oder bei Anstrengung?",
  "These can be first signs of something that training should not meet unknown.":
    "Das können erste Zeichen von etwas sein, das man kennen sollte, bevor man trainiert.",
  "See a doctor about the chest pain, dizziness or fainting before you ride hard.":
    "Geh wegen der Brustschmerzen, des Schwindels oder der Ohnmacht zum Arzt, bevor du hart fährst.",
  "Do you live with another long-term illness, or take medicine that changes how well you bear effort?":
    "Lebst du mit einer anderen dauerhaften Krankheit oder nimmst du Medikamente, die verändern, wie gut du Anstrengung verträgst?",
  "Illness and medicine can change how much effort is good for you.":
    "Krankheit und Medikamente können verändern, wie viel Anstrengung dir guttut.",
  "Ask your doctor what your illness or medicine means for hard efforts.":
    "Frag deinen Arzt, was Krankheit oder Medikament für harte Belastung bedeuten.",
  "Do you take a beta-blocker, or another medicine that keeps the pulse low?":
    "Nimmst du einen Betablocker oder ein anderes Medikament, das den Puls niedrig hält?",
  "With it, the pulse no longer shows how hard a ride is.":
    "Damit zeigt der Puls nicht mehr, wie hart eine Fahrt ist.",
  "Go by how hard it feels, not by your pulse, and ask your doctor how hard you may ride.":
    "Richte dich danach, wie hart es sich anfühlt, nicht nach dem Puls, und frag deinen Arzt, wie hart du fahren darfst.",
  "Has anybody treating you said that you should exercise under supervision only?":
    "Hat dir jemand, der dich behandelt, gesagt, dass du nur unter Aufsicht trainieren sollst?",
  "Nobody watches you here.": "Hier sieht dir niemand zu.",
  "Ask whoever said so before you ride alone.":
    "Frag diese Person, bevor du allein fährst.",
  "Do your knees hurt, or get worse with exercise?":
    "Tun dir die Knie weh, oder werden sie beim Sport schlimmer?",
  "Slow, heavy pedalling loads the knees most.":
    "Langsames, schweres Treten belastet die Knie am meisten.",
  "Keep the legs quick and check the height of the saddle; if the knee still hurts, have it looked at.":
    "Tritt schnell und leicht und prüfe die Höhe des Sattels; tut das Knie weiter weh, lass es ansehen.",
  "Does your back or a hip hurt, or get worse with exercise?":
    "Tut dir der Rücken oder eine Hüfte weh, oder wird es beim Sport schlimmer?",
  "Heavy pedalling and standing ask much of both.":
    "Schweres Treten und Stehen verlangen beiden viel ab.",
  "Ride light and seated; if it hurts all the same, have a doctor or physiotherapist look at it.":
    "Fahr leicht und im Sitzen; tut es trotzdem weh, lass einen Arzt oder Physiotherapeuten danach sehen.",
  "Did you have an operation at a hip, knee or the back in the last year?":
    "Wurdest du im letzten Jahr an Hüfte, Knie oder Rücken operiert?",
  "What was operated on needs time before it bears load again.":
    "Was operiert wurde, braucht Zeit, bis es wieder Last trägt.",
  "Ask your surgeon or physiotherapist what your joint may bear.":
    "Frag, wer dich operiert hat, oder deinen Physiotherapeuten, was dein Gelenk tragen darf.",
  "Are you pregnant, or did you give birth in the last six months?":
    "Bist du schwanger oder hast du in den letzten sechs Monaten ein Kind geboren?",
  "Joints, pelvic floor and circulation need a gentler way then.":
    "Gelenke, Beckenboden und Kreislauf brauchen dann eine sanftere Art.",
  "Ask your midwife or doctor how hard and how long you may ride.":
    "Frag deine Hebamme oder deinen Arzt, wie hart und wie lange du fahren darfst.",
  "Do your hands, feet or seat go numb when you ride?":
    "Werden dir beim Fahren Hände, Füße oder die Sitzfläche taub?",
  "Numbness means pressure on a nerve, and heavy pedalling adds to it.":
    "Taubheit heißt Druck auf einen Nerv, und schweres Treten macht ihn größer.",
  "Check saddle and bars, shift often, and see a doctor if the numbness stays.":
    "Prüfe Sattel und Lenker, wechsle oft die Haltung, und geh zum Arzt, wenn die Taubheit bleibt.",

  // why they are asked (usecases/screening.py)
  "You were not asked about your health yet.": "Nach deiner Gesundheit wurde noch nicht gefragt.",
  "A ride hurt badly since you were last asked about your health.":
    "Seit du zuletzt nach deiner Gesundheit gefragt wurdest, hat eine Fahrt sehr wehgetan.",
  "It is a year since you were asked about your health.":
    "Vor einem Jahr wurdest du zuletzt nach deiner Gesundheit gefragt.",
  "You have not ridden for two months or more.": "Du bist seit zwei Monaten oder länger nicht gefahren.",

  // when to stop (care/stop_rules.py)
  "Pain, pressure or tightness in the chest, or pain that moves into arm, neck or jaw: stop and call for help if it has not gone after a few minutes.":
    "Schmerz, Druck oder Enge in der Brust, oder Schmerz, der in Arm, Hals oder Kiefer zieht: hör auf und ruf Hilfe, wenn es nach ein paar Minuten nicht vorbei ist.",
  "Faint, dizzy or confused: stop, sit or lie down, and have somebody stay with you.":
    "Der Ohnmacht nah, schwindlig oder verwirrt: hör auf, setz oder leg dich hin und lass jemanden bei dir bleiben.",
  "Much more out of breath than the effort explains: stop, and get help if it does not settle.":
    "Viel mehr außer Atem, als die Anstrengung erklärt: hör auf und hol Hilfe, wenn es sich nicht legt.",
  "Pain in a joint above 3 of 10, or sharp pain anywhere: stop; do not ride through it.":
    "Schmerz in einem Gelenk über 3 von 10, oder stechender Schmerz irgendwo: hör auf; fahr nicht darüber hinweg.",
  "Numbness that does not pass when you shift on the saddle or loosen your grip: stop for today.":
    "Taubheit, die nicht vergeht, wenn du auf dem Sattel rückst oder den Griff lockerst: hör für heute auf.",

  // what limits mean (care/limits_told.py)
  "Because of your answers on health, no effort is above 4 of 10, until a doctor or other professional clears you for more.":
    "Wegen deiner Antworten zur Gesundheit ist keine Anstrengung über 4 von 10, bis ein Arzt oder eine andere Fachperson dir mehr erlaubt.",
  "Because of your answers on health, stay in the saddle all through.":
    "Wegen deiner Antworten zur Gesundheit bleib durchgehend im Sattel.",
  "Because of your answers on health, resistance stays low: quick, light legs instead.":
    "Wegen deiner Antworten zur Gesundheit bleibt der Widerstand klein: dafür schnelle, leichte Beine.",
  "To spare your knees, never pedal slower than 70 rpm; take less resistance instead.":
    "Um die Knie zu schonen, tritt nie langsamer als 70 Umdrehungen; nimm lieber weniger Widerstand.",
  "Your pulse does not show how hard it is: go by how it feels.":
    "Dein Puls zeigt nicht, wie hart es ist: Richte dich danach, wie es sich anfühlt.",

  // pain and numbness (care/pain.py)
  "Nothing that you tell speaks against the next ride as planned.":
    "Nichts von dem, was du sagst, spricht gegen die nächste Fahrt wie geplant.",
  "It may come from the saddle's height or place, from too heavy a gear, or from too much too soon: check the bike and ride the next one easier, seated and with quicker legs. If it is there again after that, or also off the bike, have a doctor or physiotherapist look at it.":
    "Es kann von Höhe oder Lage des Sattels kommen, von zu schwerem Gang oder von zu viel auf einmal: Prüfe das Rad und fahr das nächste Mal leichter, im Sitzen und mit schnelleren Beinen. Ist es danach wieder da, oder auch ohne Rad, lass einen Arzt oder Physiotherapeuten danach sehen.",
  "Numbness often comes from pressure: shift on the saddle and loosen your grip every few minutes, and check the tilt and height of saddle and bars. If it lasts longer than an hour after the ride, or comes back on every ride, see a doctor.":
    "Taubheit kommt oft von Druck: Rück alle paar Minuten auf dem Sattel, lockere den Griff und prüfe Neigung und Höhe von Sattel und Lenker. Hält sie nach der Fahrt länger als eine Stunde an oder kommt sie jedes Mal wieder, geh zum Arzt.",
  "Rest until it is gone in daily life, then begin with an easy ride, seated. See a doctor or physiotherapist before you train hard again, and at once if it is strong at rest, swollen, or in the chest.":
    "Ruh dich aus, bis es im Alltag weg ist, und fang dann mit einer leichten Fahrt im Sitzen an. Geh zu einem Arzt oder Physiotherapeuten, bevor du wieder hart trainierst, und sofort, wenn es in Ruhe stark ist, geschwollen oder in der Brust.",
  "Rest until pain and numbness are both gone. See a doctor before you train again, and at once if a leg or arm grows weak, or if you lose feeling between the legs.":
    "Ruh dich aus, bis Schmerz und Taubheit beide weg sind. Geh zum Arzt, bevor du wieder trainierst, und sofort, wenn ein Bein oder Arm schwach wird oder du zwischen den Beinen nichts mehr spürst.",
  "You told of bad pain: nothing hard for a week at least, and until a ride without pain. If it does not pass, ask a professional.":
    "Du hast von starken Schmerzen erzählt: mindestens eine Woche nichts Hartes, und bis eine Fahrt ohne Schmerz war. Geht es nicht vorbei, frag eine Fachperson.",
  "You told of pain or numbness, so an easy ride comes first, and then a rung lower.":
    "Du hast von Schmerz oder Taubheit erzählt, darum kommt erst eine leichte Fahrt und dann eine Stufe tiefer.",
  "You do not feel fit today, so an easy ride; the hard one can wait.":
    "Du fühlst dich heute nicht fit, darum eine leichte Fahrt; die harte kann warten.",

  // before the ride (prescribe/)
  "If the bike has programs, select manual.": "Hat das Rad Programme, wähle „Manuell“.",
  "How hard the settings of this bike are for you is not known yet. The warm-up finds out, if you answer how it feels. The effort words count until then.":
    "Wie schwer die Einstellungen dieses Rads für dich sind, ist noch nicht bekannt. Das Einfahren findet es heraus, wenn du antwortest, wie es sich anfühlt. Bis dahin zählen die Worte zur Anstrengung.",
  'Your fitness is guessed from "beginner". Go by the effort words until rides or a test tell more.':
    "Deine Fitness ist aus „Anfang“ geschätzt. Richte dich nach den Worten zur Anstrengung, bis Fahrten oder ein Test mehr sagen.",

  // bikes in a line (usecases/bikes.py)
  "exercise bike": "Heimtrainer",
  "levels 1 to 16": "Stufen 1 bis 16",
  "exercise bike with a knob of 5 turns": "Heimtrainer mit einem Knopf von 5 Umdrehungen",
  "shows power": "zeigt Leistung",
  "no sensor": "ohne Sensor",
  "smart trainer": "smarter Rollentrainer",
  "road bike": "Straßenrad",
  "20 gears": "20 Gänge",
  "gears unknown": "Gänge unbekannt",
  "power meter": "Leistungsmesser",
  "no power meter": "ohne Leistungsmesser",
  "not to stand on": "nicht zum Stehen",

  // the week of the glutes (progress/glute_load.py)
  "In the last seven days your gluteus maximus did 60 % of its usual week.":
    "In den letzten sieben Tagen hat dein großer Gesäßmuskel 60 % seiner üblichen Woche geleistet.",
  "With it your gluteus maximus would do 1.6 times its usual week, and more than 1.3 times is a steep rise.":
    "Damit würde dein großer Gesäßmuskel 1.6 übliche Wochen leisten, und mehr als 1.3 ist ein steiler Anstieg.",

  // no answer (api/client.ts)
  "sixhills does not answer": "sixhills antwortet nicht",
  "is it still running?": "läuft es noch?",
};
