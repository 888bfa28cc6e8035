import { describe, expect, it } from "vitest";
import proposed from "./proposed.json";
import { speech } from "./catalogue.svelte";
import { tell, tellAll } from "./told.svelte";
import "./told.workouts";

const ENGLISH = /\b(the|you|your|rides?|rungs?|hills?|and|with|of|than|it|is)\b/;

describe("why a workout is proposed, in German", () => {
  it.each(proposed)("%s", (sentence) => {
    speech.language = "de";
    expect(tell(sentence)).not.toBe(sentence);
    expect(tell(sentence)).not.toMatch(ENGLISH);
  });

  it("tells several sentences one by one", () => {
    speech.language = "de";
    const turn = "It is the turn of hills: your last hard ride, on Monday 23 November, was intervals.";
    const grow = proposed.find((one) => one.startsWith("Until you ride"))!;
    const rode = "You rode 97% of your last hill ride and it felt 1.5 points easier than asked, so you stay on rung 3 of 17.";
    expect(tellAll(`${turn} ${grow} ${rode}`)).toBe([turn, grow, rode].map(tell).join(" "));
  });

  it("keeps what is told", () => {
    speech.language = "de";
    expect(tell("You rode 97% of your last hill ride and it felt as hard as asked, so you go up to rung 13 of 17.")).toBe(
      "Du bist 97 % von deiner letzten Hügelfahrt gefahren, und es fühlte sich so hart an wie verlangt: du steigst auf Stufe 13 von 17.",
    );
    expect(tell("It is the turn of hills: your last hard ride, on Monday 23 November, was intervals.")).toBe(
      "Hügel sind dran: Deine letzte harte Fahrt am Montag, 23. November waren Intervalle.",
    );
    expect(tell("Six hills of 4 min 30 s")).toBe("Sechs Hügel von 4 min 30 s");
  });
});
