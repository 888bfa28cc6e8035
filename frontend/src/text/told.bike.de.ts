// German for what is said on the bike and its fit, by the English sentence. Numbers come in the same order.
export const bike: Readonly<Record<string, string>> = {
  // the check (care/bike_check.py)
  "Press both tyres with the thumb: firm, no cut, no bulge. Is the pressure within what is printed on the side?":
    "Drück beide Reifen mit dem Daumen: fest, kein Schnitt, keine Beule. Liegt der Druck in dem, was auf der Seite steht?",
  "A soft or cut tyre slips off or bursts in a bend.":
    "Ein weicher oder geschnittener Reifen rutscht ab oder platzt in der Kurve.",
  "Pump up; change a tyre that is cut or bulges.":
    "Pump auf; wechsle einen Reifen mit Schnitt oder Beule.",
  "Pull both brakes hard and push the bike: it must not roll, and a finger must still fit between lever and bar.":
    "Zieh beide Bremsen fest und schieb das Rad: Es darf nicht rollen, und zwischen Hebel und Lenker muss noch ein Finger passen.",
  "On a descent the brakes are all you have.":
    "Bergab hast du nur die Bremsen.",
  "Do not ride before they are adjusted or their pads are changed.":
    "Fahr nicht, bevor sie eingestellt oder ihre Beläge gewechselt sind.",
  "Turn the cranks backwards: does the chain run quietly? Rock each crank sideways: no play.":
    "Dreh die Kurbeln rückwärts: Läuft die Kette leise? Rüttle jede Kurbel zur Seite: kein Spiel.",
  "A dry chain wears the gears and skips when you stand up; a loose crank falls off.":
    "Eine trockene Kette nutzt die Zahnräder ab und springt, wenn du aufstehst; eine lose Kurbel fällt ab.",
  "Oil a dry chain and wipe it. Have a loose crank tightened before you ride.":
    "Öl eine trockene Kette und wisch sie ab. Lass eine lose Kurbel festziehen, bevor du fährst.",
  "Are both wheels tight? A quick release leaves a mark in the palm when it closes; thru axles are screwed home.":
    "Sitzen beide Räder fest? Ein Schnellspanner drückt sich beim Schließen in die Hand; Steckachsen sind ganz eingeschraubt.",
  "A wheel that comes out throws you.":
    "Ein Rad, das herausfällt, wirft dich ab.",
  "Close them before you ride.":
    "Schließ sie, bevor du fährst.",
  "Rock the bike: does the trainer stand firm with its legs out, and is the rear axle clamped?":
    "Rüttle am Rad: Steht der Trainer fest, die Beine ausgeklappt, und ist die Hinterachse geklemmt?",
  "When you stand up on a hill a loose bike tips.":
    "Wenn du an einem Hügel aufstehst, kippt ein loses Rad.",
  "Open the legs fully and clamp the axle again.":
    "Klapp die Beine ganz aus und klemm die Achse neu.",
  "Rock the bike: does it stand level, without wobbling?":
    "Rüttle am Rad: Steht es gerade, ohne zu wackeln?",
  "When you stand up on a hill a wobbling bike tips.":
    "Wenn du an einem Hügel aufstehst, kippt ein wackliges Rad.",
  "Turn its feet until all touch the floor.":
    "Dreh die Füße, bis alle den Boden berühren.",
  "Tug the saddle up and down and to the sides. Is the pin right through its hole, and no mark beyond the end showing?":
    "Zieh am Sattel nach oben, unten und zu den Seiten. Steckt der Stift ganz im Loch, und ist keine Marke jenseits des Endes zu sehen?",
  "A saddle that drops hurts.":
    "Ein Sattel, der herunterfällt, tut weh.",
  "Push the pin through until it clicks, and tighten it.":
    "Drück den Stift hinein, bis er einrastet, und zieh ihn fest.",
  "Are pedals and straps tight, the laces tucked in?":
    "Sitzen Pedale und Riemen fest, sind die Schnürsenkel weggesteckt?",
  "Standing, a foot that slips takes you down.":
    "Im Stehen reißt dich ein Fuß, der abrutscht, hinunter.",
  "Tighten pedals and straps before you ride.":
    "Zieh Pedale und Riemen fest, bevor du fährst.",
  "Does the brake or emergency stop halt the flywheel? Is everybody else, child or pet, away from it?":
    "Hält die Bremse oder der Notstopp das Schwungrad an? Sind alle anderen, Kind oder Tier, weit davon weg?",
  "A fixed flywheel goes on turning with your feet, and with fingers.":
    "Ein starres Schwungrad dreht mit deinen Füßen weiter, und mit Fingern.",
  "Do not ride a bike whose flywheel cannot be stopped.":
    "Fahr kein Rad, dessen Schwungrad sich nicht anhalten lässt.",
  "Go once through the resistance, from easy to hard: does it change all the way?":
    "Geh den Widerstand einmal durch, von leicht bis schwer: Ändert er sich auf dem ganzen Weg?",
  "Without it there are no hills.":
    "Ohne ihn gibt es keine Hügel.",
  "Clean or replace the pad; tell the studio.":
    "Reinige oder ersetze den Belag; sag es dem Studio.",
  "Is there a towel, water, and air that moves?":
    "Sind Handtuch, Wasser und bewegte Luft da?",
  "Indoors you overheat first.":
    "Drinnen wirst du zuerst zu heiß.",
  "Put a fan in front of you.":
    "Stell einen Ventilator vor dich.",
  "Stand before the bike, hold it firmly and twist the bar: nothing moves, nothing creaks.":
    "Stell dich vor das Rad, halt es fest und dreh am Lenker: Nichts bewegt sich, nichts knackt.",
  "Standing, you lean on it.":
    "Im Stehen stützt du dich darauf.",
  "Have it tightened to what is printed on it before you ride.":
    "Lass ihn so fest anziehen, wie darauf steht, bevor du fährst.",
  "Lift the front wheel and spin it: straight to about 3 mm, no rub, every spoke tight. Rock it sideways: no play.":
    "Heb das Vorderrad an und dreh es: gerade auf etwa 3 mm, kein Schleifen, jede Speiche fest. Rüttle es zur Seite: kein Spiel.",
  "A wheel with loose spokes gives way in a bend.":
    "Ein Rad mit losen Speichen gibt in der Kurve nach.",
  "Have it trued; with play in the hub do not ride.":
    "Lass es zentrieren; mit Spiel in der Nabe fahr nicht.",
  "Is there at least 3 mm of pad (1 mm on discs), and do pads meet the rim, not the tyre? Are cables without frayed strands?":
    "Sind mindestens 3 mm Belag da (1 mm bei Scheiben), und treffen die Beläge die Felge, nicht den Reifen? Haben die Züge keine ausgefransten Drähte?",
  "Worn pads and frayed cables fail when you pull hardest.":
    "Abgenutzte Beläge und ausgefranste Züge versagen, wenn du am stärksten ziehst.",
  "Change them before you ride.":
    "Wechsle sie, bevor du fährst.",
  "Pull the front brake and rock the bike: no knock in the head tube, and the bar turns freely.":
    "Zieh die Vorderbremse und rüttle am Rad: kein Klacken im Steuerrohr, und der Lenker dreht sich frei.",
  "Play there makes the bike wander downhill.":
    "Mit Spiel dort irrt das Rad bergab.",
  "Have it adjusted.":
    "Lass es einstellen.",
  "Wipe the frame and look at every joint, the fork and the saddle's rails: no crack, no wrinkle in the paint.":
    "Wisch den Rahmen ab und sieh dir jede Verbindung, die Gabel und die Sattelstreben an: kein Riss, keine Falte im Lack.",
  "A crack grows until it breaks.":
    "Ein Riss wächst, bis es bricht.",
  "Do not ride a cracked frame.":
    "Fahr keinen gerissenen Rahmen.",
  "Push both cranks sideways: no play in the bearing. Are pedals tight and do they spin?":
    "Drück beide Kurbeln zur Seite: kein Spiel im Lager. Sitzen die Pedale fest und drehen sie sich?",
  "It creaks, then wears the frame.":
    "Es knarrt, dann nutzt es den Rahmen ab.",
  "Have it tightened.":
    "Lass es festziehen.",
  "Twist the saddle, press on its nose and tail: nothing moves. Is the seat post in beyond its mark?":
    "Dreh am Sattel, drück auf Nase und Ende: Nichts bewegt sich. Steckt die Stütze tiefer als ihre Marke?",
  "A saddle that tips changes your fit, one that breaks hurts you.":
    "Ein Sattel, der kippt, ändert deine Einstellung; einer, der bricht, verletzt dich.",
  "Tighten it; a post beyond its mark must go in.":
    "Zieh ihn fest; eine Stütze über ihrer Marke muss tiefer hinein.",
  "Spin the rear wheel: straight, no rub, every spoke tight, no play.":
    "Dreh das Hinterrad: gerade, kein Schleifen, jede Speiche fest, kein Spiel.",
  "It carries most of you.":
    "Es trägt das meiste von dir.",
  "Have it trued.":
    "Lass es zentrieren.",
  "Shift through all gears under light load: no skipping, no chain beyond the last sprocket.":
    "Schalte mit wenig Last durch alle Gänge: kein Springen, keine Kette über das letzte Ritzel hinaus.",
  "A gear that skips throws you forward when you stand up.":
    "Ein Gang, der springt, wirft dich nach vorn, wenn du aufstehst.",
  "Have the gears adjusted; ride seated until then.":
    "Lass die Schaltung einstellen; fahr bis dahin im Sitzen.",
  "Listen to belt or chain and pad while turning: no grinding, no smell.":
    "Hör beim Drehen auf Riemen oder Kette und Belag: kein Schleifen, kein Geruch.",
  "Worn parts change the resistance, and then they fail.":
    "Abgenutzte Teile ändern den Widerstand, und dann versagen sie.",
  "Have it serviced.":
    "Lass es warten.",
  "Go round every screw and lever of posts, bar, cranks and feet: tight. Wipe off sweat.":
    "Geh jede Schraube und jeden Hebel von Stützen, Lenker, Kurbeln und Füßen durch: fest. Wisch den Schweiß ab.",
  "Shaking loosens them and salt eats them.":
    "Rütteln löst sie, und Salz frisst sie.",
  "Tighten and dry them.":
    "Zieh sie fest und trockne sie.",
  "the check found a reason not to ride this bike: mend it, then check it again":
    "die Prüfung fand einen Grund, dieses Rad nicht zu fahren: Behebe ihn und prüfe es dann wieder",

  // the heel start (usecases/fitting.py)
  "Sit on the saddle, in the shoes you ride in, somebody or a wall holding you.":
    "Setz dich auf den Sattel, in den Schuhen, mit denen du fährst; jemand oder eine Wand hält dich.",
  "Put one heel on its pedal and turn the crank until it is lowest, in line with the seat tube.":
    "Stell eine Ferse auf ihr Pedal und dreh die Kurbel, bis es am tiefsten ist, in einer Linie mit dem Sitzrohr.",
  "The leg should be straight, the hips level. Does the knee bend, raise the saddle; do the hips tip, lower it.":
    "Das Bein soll gestreckt sein, die Hüfte gerade. Ist das Knie gebeugt, heb den Sattel; kippt die Hüfte, senk ihn.",
  "Then ride with the ball of the foot on the pedal. This start tends to be low: measure next.":
    "Fahr dann mit dem Fußballen auf dem Pedal. Dieser Anfang ist eher zu niedrig: miss als Nächstes.",

  // the rest of the fit (body/fit_guidance.py)
  "Saddle forward or back":
    "Sattel vor oder zurück",
  "With the crank level, the front of the knee should be over the pedal's spindle, within 2 cm. Look again after every change of height: 1 cm up moves the saddle 3 mm back.":
    "Bei waagrechter Kurbel soll die Vorderseite des Knies über der Pedalachse stehen, auf 2 cm genau. Sieh nach jeder Änderung der Höhe wieder nach: 1 cm höher heißt 3 mm weiter hinten.",
  "Knee over pedal has no mechanical ground; it only says about where the hip is. With the saddle 3 cm further back ten riders used gluteus maximus and hamstrings more (McDonald 2022).":
    "Knie über Pedal hat keinen mechanischen Grund; es sagt nur, wo die Hüfte etwa ist. Mit dem Sattel 3 cm weiter hinten setzten zehn Fahrende den großen Gesäßmuskel und die hinteren Oberschenkel mehr ein (McDonald 2022).",
  "Tilt of the saddle":
    "Neigung des Sattels",
  "Level, or the nose up to 2 degrees down. If you slide forward, bring it up again.":
    "Waagrecht, oder die Nase bis zu 2 Grad tiefer. Rutschst du nach vorn, stell sie wieder höher.",
  "Fitters agree on about level; pressure between the legs grows with the nose up.":
    "Bei etwa waagrecht sind sich alle einig, die Räder einstellen; mit der Nase nach oben wächst der Druck zwischen den Beinen.",
  "How far and how low the bar is":
    "Wie weit und wie tief der Lenker ist",
  "Elbows a little bent, the upper arms at 80 to 90 degrees to the trunk, the trunk 40 to 50 degrees above level, 30 to 40 if you ride fast. On an exercise bike begin with the bar as high as the saddle or higher.":
    "Die Ellbogen etwas gebeugt, die Oberarme 80 bis 90 Grad zum Rumpf, der Rumpf 40 bis 50 Grad über der Waagrechten, 30 bis 40, wenn du schnell fährst. Auf einem Heimtrainer fang mit dem Lenker so hoch wie der Sattel oder höher an.",
  "These are fitters' ranges, not found by a study. Hands that go numb or a sore neck say more than the angle does.":
    "Das sind Bereiche aus der Praxis, keine Studie hat sie gefunden. Taube Hände oder ein müder Nacken sagen mehr als der Winkel.",
  "Length of the crank":
    "Länge der Kurbel",
  "Leave it, unless the hip pinches or the knee is bent by more than 110 degrees at the top. Then take a shorter one, and raise the saddle by as much as it is shorter.":
    "Lass sie, außer die Hüfte klemmt oder das Knie ist oben um mehr als 110 Grad gebeugt. Dann nimm eine kürzere und heb den Sattel um so viel, wie sie kürzer ist.",
  "Power hardly depends on it: 170 mm costs the shortest and the tallest half a per cent at most (Martin). No formula from inseam has been shown to help.":
    "Die Leistung hängt kaum davon ab: 170 mm kosten die Kleinsten und die Größten höchstens ein halbes Prozent (Martin). Keine Formel aus der Schrittlänge hat gezeigt, dass sie hilft.",
  "Height is for the knee, not for the glutes":
    "Die Höhe ist für das Knie, nicht für den Po",
  "Do not raise the saddle to work the glutes. Standing, hills and a saddle further back do that.":
    "Heb den Sattel nicht, um den Po zu trainieren. Das tun Stehen, Hügel und ein Sattel weiter hinten.",
  "No study that we found shows more work of the glutes on a higher saddle.":
    "Keine Studie, die wir fanden, zeigt mehr Arbeit des Pos auf einem höheren Sattel.",

  // what hurts or goes numb (care/complaints.py)
  "Front of the knee":
    "Vorn am Knie",
  "The saddle may be too low or too far forward.":
    "Der Sattel kann zu niedrig oder zu weit vorn sein.",
  "The gear may be too heavy: slow, hard pedalling presses most on the kneecap.":
    "Der Gang kann zu schwer sein: Langsames, hartes Treten drückt am stärksten auf die Kniescheibe.",
  "There may have been more hills or standing than the weeks before.":
    "Es können mehr Hügel oder Stehen gewesen sein als in den Wochen davor.",
  "Measure the knee angle; raise the saddle if it is clearly low.":
    "Miss den Kniewinkel; heb den Sattel, wenn er klar zu niedrig ist.",
  "Ride with less resistance and quicker legs, seated.":
    "Fahr mit weniger Widerstand und schnelleren Beinen, im Sitzen.",
  "Stop for today if it is above 3 of 10. Have it looked at if the knee swells, locks or gives way, hurts at night, or still hurts after a week of easy riding.":
    "Hör für heute auf, wenn es über 3 von 10 ist. Lass es ansehen, wenn das Knie anschwillt, klemmt oder nachgibt, nachts wehtut oder nach einer Woche leichter Fahrten noch wehtut.",
  "Back of the knee":
    "Hinten am Knie",
  "The saddle may be too high or too far back.":
    "Der Sattel kann zu hoch oder zu weit hinten sein.",
  "The foot may be pulled up hard through the bottom of the turn.":
    "Der Fuß wird unten vielleicht stark nach oben gezogen.",
  "Measure the knee angle; lower the saddle if it is clearly high.":
    "Miss den Kniewinkel; senk den Sattel, wenn er klar zu hoch ist.",
  "Let the foot come through the bottom without pulling.":
    "Lass den Fuß unten durchkommen, ohne zu ziehen.",
  "Stop for today if it is above 3 of 10. See a doctor at once if the calf is swollen, warm or tender.":
    "Hör für heute auf, wenn es über 3 von 10 ist. Geh sofort zum Arzt, wenn die Wade geschwollen, warm oder druckempfindlich ist.",
  "Inside or outside of the knee":
    "Innen oder außen am Knie",
  "The feet may point further in or out on the pedals than they do when you walk.":
    "Die Füße können auf den Pedalen weiter nach innen oder außen zeigen als beim Gehen.",
  "The saddle may be too high, so that the hips rock.":
    "Der Sattel kann zu hoch sein, sodass die Hüfte kippt.",
  "The feet may stand too close together or too far apart.":
    "Die Füße können zu eng oder zu weit stehen.",
  "Turn the cleats, or the feet, so that the knees go straight up and down.":
    "Dreh die Platten oder die Füße so, dass die Knie gerade auf und ab gehen.",
  "Have somebody watch from behind whether the hips rock; if so, lower the saddle.":
    "Lass jemanden von hinten sehen, ob die Hüfte kippt; wenn ja, senk den Sattel.",
  "Stop for today if it is above 3 of 10. Have it looked at if it is there again after a week of easy riding.":
    "Hör für heute auf, wenn es über 3 von 10 ist. Lass es ansehen, wenn es nach einer Woche leichter Fahrten wieder da ist.",
  "Lower back":
    "Unterer Rücken",
  "The bar may be too low or too far away.":
    "Der Lenker kann zu tief oder zu weit weg sein.",
  "The gear may be too heavy for as long as it is ridden.":
    "Der Gang kann für so lange Zeit zu schwer sein.",
  "Raise the bar, or bring it nearer.":
    "Stell den Lenker höher oder näher.",
  "Sit up and stand up now and then; keep the belly firm on hills.":
    "Setz dich dann und wann auf und steh auf; halt an Hügeln den Bauch fest.",
  "See a doctor at once if a leg goes numb or weak, or if you cannot hold water. Have it looked at if it is there off the bike too.":
    "Geh sofort zum Arzt, wenn ein Bein taub oder schwach wird oder du das Wasser nicht halten kannst. Lass es ansehen, wenn es auch ohne Rad da ist.",
  "Hip or groin":
    "Hüfte oder Leiste",
  "The hip may be closed too far at the top: a low saddle, a low bar, or long cranks.":
    "Die Hüfte kann oben zu weit geschlossen sein: niedriger Sattel, tiefer Lenker oder lange Kurbeln.",
  "There may have been much standing or heavy pedalling.":
    "Es kann viel Stehen oder schweres Treten gewesen sein.",
  "Raise the bar; measure the knee angle and raise the saddle if it is clearly low.":
    "Stell den Lenker höher; miss den Kniewinkel und heb den Sattel, wenn er klar zu niedrig ist.",
  "Ride with less resistance, seated.":
    "Fahr mit weniger Widerstand, im Sitzen.",
  "Have it looked at if it hurts when you walk, or after a week of easy riding.":
    "Lass es ansehen, wenn es beim Gehen wehtut oder nach einer Woche leichter Fahrten.",
  "Neck or shoulders":
    "Nacken oder Schultern",
  "The bar may be too low or too far away, so that the head is held back.":
    "Der Lenker kann zu tief oder zu weit weg sein, sodass der Kopf im Nacken liegt.",
  "The elbows may be locked.":
    "Die Ellbogen sind vielleicht durchgedrückt.",
  "Bend the elbows, let the shoulders down, move the head now and then.":
    "Beug die Ellbogen, lass die Schultern sinken, bewege dann und wann den Kopf.",
  "Pain that moves into an arm or the jaw, or that comes with pressure in the chest: stop at once and get help.":
    "Schmerz, der in einen Arm oder den Kiefer zieht oder mit Druck in der Brust kommt: hör sofort auf und hol Hilfe.",
  "Hands go numb":
    "Die Hände werden taub",
  "There may be too much weight on the hands: a low bar, or a saddle with its nose down.":
    "Auf den Händen kann zu viel Gewicht liegen: ein tiefer Lenker oder ein Sattel mit der Nase nach unten.",
  "The wrists may be bent, or the grip too tight.":
    "Die Handgelenke können geknickt oder der Griff zu fest sein.",
  "Loosen the grip and shift the hands every few minutes.":
    "Lockere den Griff und wechsle alle paar Minuten die Haltung der Hände.",
  "Level the saddle; raise the bar.":
    "Stell den Sattel waagrecht; den Lenker höher.",
  "Have it looked at if it lasts more than a day after a ride, or fingers are weak.":
    "Lass es ansehen, wenn es länger als einen Tag nach der Fahrt anhält oder Finger schwach sind.",
  "Feet go numb or burn":
    "Die Füße werden taub oder brennen",
  "The shoe or the strap may be too tight: feet swell while you ride.":
    "Schuh oder Riemen können zu eng sein: Füße schwellen beim Fahren.",
  "The cleat may press under the ball of the foot.":
    "Die Platte drückt vielleicht unter dem Fußballen.",
  "Loosen shoe and strap.":
    "Lockere Schuh und Riemen.",
  "Move the cleats 3 to 5 mm back.":
    "Rück die Platten 3 bis 5 mm nach hinten.",
  "Have it looked at if it lasts more than a day after a ride.":
    "Lass es ansehen, wenn es länger als einen Tag nach der Fahrt anhält.",
  "Numb between the legs":
    "Taub zwischen den Beinen",
  "The saddle presses on nerves and vessels: its nose may be too high, or it does not fit you.":
    "Der Sattel drückt auf Nerven und Gefäße: Seine Nase kann zu hoch sein, oder er passt dir nicht.",
  "The saddle may be too high, or the bar too low.":
    "Der Sattel kann zu hoch oder der Lenker zu tief sein.",
  "Stand up now, and from now on for half a minute every 10 minutes.":
    "Steh jetzt auf, und von nun an alle 10 Minuten für eine halbe Minute.",
  "Level the saddle, or bring its nose down by 2 degrees; check its height.":
    "Stell den Sattel waagrecht oder die Nase 2 Grad tiefer; prüfe seine Höhe.",
  "Try another saddle.":
    "Versuch einen anderen Sattel.",
  "Stop for today if it does not pass when you stand up. See a doctor if it lasts longer than a day.":
    "Hör für heute auf, wenn es im Stehen nicht vergeht. Geh zum Arzt, wenn es länger als einen Tag anhält.",
  "Sore where you sit":
    "Wund, wo du sitzt",
  "Sitting is new, or the ride was longer than before.":
    "Sitzen ist neu, oder die Fahrt war länger als zuvor.",
  "The saddle may be tilted, or too wide or too narrow for you.":
    "Der Sattel kann schräg stehen, oder zu breit oder zu schmal für dich sein.",
  "Wear padded shorts without anything below; stand up now and then.":
    "Trag gepolsterte Hosen ohne etwas darunter; steh dann und wann auf.",
  "Level the saddle; try one as wide as your sit bones.":
    "Stell den Sattel waagrecht; versuch einen, der so breit ist wie deine Sitzknochen.",
  "Have it looked at if the skin is open or does not heal within days.":
    "Lass es ansehen, wenn die Haut offen ist oder in einigen Tagen nicht heilt.",
  "Change one thing at a time, a saddle by 5 mm at most, and ride two or three easy rides before the next.":
    "Ändere eins nach dem anderen, einen Sattel um höchstens 5 mm, und fahr zwei oder drei leichte Fahrten, bevor das Nächste kommt.",

  // what makes a picture less sure, or useless (body/still.py)
  "The leg is small in the picture: a larger one would be surer.":
    "Das Bein ist klein im Bild: Ein größeres wäre sicherer.",
  "Thigh and shank are not as long as usual: was it exactly from the side?":
    "Ober- und Unterschenkel sind nicht so lang wie üblich: War es genau von der Seite?",
  "The two times that you marked the knee differ by 7 degrees.":
    "Die beiden Male, die du das Knie markiert hast, unterscheiden sich um 7 Grad.",
  "The knee seems to bend backwards: is each point on the right joint?":
    "Das Knie scheint nach hinten gebeugt: Liegt jeder Punkt auf dem richtigen Gelenk?",
  "the two times that you marked the leg differ by 15 degrees":
    "die beiden Male, die du das Bein markiert hast, unterscheiden sich um 15 Grad",
  "mark it again, with the loupe on the middle of each joint":
    "markiere es noch einmal, die Lupe auf der Mitte jedes Gelenks",
  "what you marked as upright is too short or lies flat":
    "was du als senkrecht markiert hast, ist zu kurz oder liegt flach",
  "mark both ends of a door frame, a wall's corner or a string with a weight":
    "markiere beide Enden eines Türrahmens, einer Mauerecke oder einer Schnur mit Gewicht",
  "the leg is only 30 pixels long from joint to joint":
    "das Bein ist von Gelenk zu Gelenk nur 30 Bildpunkte lang",
  "take a picture in which the rider fills the height":
    "nimm ein Bild, in dem der Mensch die Höhe füllt",
  "the thigh is 1.6 times as long as the shank":
    "der Oberschenkel ist 1.6-mal so lang wie der Unterschenkel",
  "mark hip, knee and ankle of one leg, in a picture exactly from the side":
    "markiere Hüfte, Knie und Knöchel eines Beins, in einem Bild genau von der Seite",
};
