import { describe, expect, it } from "vitest";
import spoken from "./spoken.json";
import { tellRide } from "./told.ride.de";

const ENGLISH = /\b(In \d+ seconds|[Ss]tand|[Ss]it|[Hh]ill|[Ll]evel|[Gg]ear|turns?|more|less|from|minutes?|seconds?|[Hh]ow|Recover)\b/;

describe("what is said while riding, in German", () => {
  it.each(spoken)("%s", (sentence) => {
    const german = tellRide(sentence);
    expect(german).not.toBeNull();
    expect(german).not.toMatch(ENGLISH);
  });

  it("keeps order and numbers", () => {
    expect(tellRide("In 10 seconds: stand up, 1½ turns more: 2 turns from free.")).toBe(
      "In 10 Sekunden: aufstehen, 1½ Umdrehungen mehr: 2 Umdrehungen ab frei.",
    );
    expect(tellRide("Hill 3 is meant to be 6.5 of 10, short phrases. How is it?")).toBe(
      "Hügel 3 soll 6,5 von 10 sein, kurze Sätze. Wie ist es?",
    );
    expect(tellRide("Level 9.")).toBe("Stufe 9.");
  });

  it("leaves alone what it does not know", () => {
    expect(tellRide("Belly firm, elbows soft.")).toBeNull();
  });
});
