// German for what is said on technique (care/technique.py), by the English sentence.
export const technique: Readonly<Record<string, string>> = {
  "Feel it: is the knee almost straight when the foot is lowest? Then the saddle fits.":
    "Fühl nach: Ist das Knie fast gestreckt, wenn der Fuß ganz unten ist? Dann passt der Sattel.",
  "Belly firm, shoulders low, light hands.":
    "Bauch fest, Schultern tief, leichte Hände.",
  "Squeeze the glutes with every push, right and left.":
    "Spann bei jedem Druck den Po an, rechts und links.",
  "Push from the hips: the glutes press the pedal down.":
    "Drück aus der Hüfte: Der Po tritt das Pedal hinunter.",
  "Belly firm, elbows soft. The back stays still.":
    "Bauch fest, Ellbogen locker. Der Rücken bleibt still.",
  "Slide back a little and push through with the heel low.":
    "Rutsch etwas zurück und drück mit tiefer Ferse durch.",
  "Hips above the pedals, weight on the feet, not on the hands.":
    "Hüfte über den Pedalen, das Gewicht auf den Füßen, nicht auf den Händen.",
  "Stretch the hip fully with every push: that is the glutes.":
    "Streck die Hüfte bei jedem Druck ganz: Das ist der Po.",
  "Belly firm: the legs swing, the trunk stays quiet.":
    "Bauch fest: Die Beine schwingen, der Rumpf bleibt ruhig.",
  "Round turns: push down, pull back, lift.":
    "Rund treten: drücken, zurückziehen, heben.",
  "Thighs push, calves pull back at the bottom.":
    "Die Oberschenkel drücken, die Waden ziehen unten zurück.",
  "Long back, belly firm, jaw loose.":
    "Langer Rücken, Bauch fest, Kiefer locker.",
  "Breathe out slowly. Shake out the hands.":
    "Atme langsam aus. Schüttle die Hände aus.",
  "Light legs. Drink a mouthful.":
    "Leichte Beine. Trink einen Schluck.",
  "Let the legs turn lightly and the breath come down.":
    "Lass die Beine leicht drehen und den Atem ruhiger werden.",
  "Soon you stand: hands wide, belly firm, then rise as a foot begins to push.":
    "Gleich stehst du: Hände breit, Bauch fest, dann steh auf, wenn ein Fuß zu drücken beginnt.",
  "Soon you sit: keep pushing, and let the hips come back onto the saddle.":
    "Gleich sitzt du: drück weiter und lass die Hüfte auf den Sattel zurückkommen.",
  "Where the ride does not set it for you, take one gear or level more first: standing, the legs turn more slowly, and a pedal without resistance drops away under you.":
    "Wo die Fahrt es nicht für dich einstellt, nimm erst einen Gang oder eine Stufe mehr: Im Stehen drehen die Beine langsamer, und ein Pedal ohne Widerstand fällt unter dir weg.",
  "Hands on the hoods or the wide part of the bar, elbows soft, belly firm.":
    "Die Hände an die Griffe oder den breiten Teil des Lenkers, Ellbogen locker, Bauch fest.",
  "Rise as one foot passes the top and begins to push: step onto that pedal as onto a stair.":
    "Steh auf, wenn ein Fuß oben vorbei ist und zu drücken beginnt: Tritt auf dieses Pedal wie auf eine Stufe.",
  "Hips above the pedals, not over the bar; the hands only steer. On the road the bike may swing a little, you do not. Look ahead, and mind who rides close behind: the bike falls back a bit.":
    "Die Hüfte über den Pedalen, nicht über dem Lenker; die Hände lenken nur. Auf der Straße darf das Rad etwas schwingen, du nicht. Schau nach vorn und achte auf den, der dicht hinter dir fährt: Das Rad fällt etwas zurück.",
  "Sit down with a push, not between two: go on pushing, do not stop the legs.":
    "Setz dich mit einem Druck, nicht zwischen zweien: drück weiter, halte die Beine nicht an.",
  "Let the hips come back and down as a foot pushes, until the saddle carries you.":
    "Lass die Hüfte nach hinten und unten kommen, während ein Fuß drückt, bis der Sattel dich trägt.",
  "Where the ride does not set it for you, take one gear or level less; legs quicker, and two long breaths out.":
    "Wo die Fahrt es nicht für dich einstellt, nimm einen Gang oder eine Stufe weniger; die Beine schneller, und zweimal lang ausatmen.",
};
