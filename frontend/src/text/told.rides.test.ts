import { beforeAll, describe, expect, it } from "vitest";
import recorded from "./recorded.json";
import { speech } from "./catalogue.svelte";
import { tell } from "./told.svelte";
import "./told.rides";

const ENGLISH = /\b(the|you|your|rides?|and|with|of|than|it|is|this|were|file|turns?|give or take)\b/;

describe("what is said of rides and their files, in German", () => {
  beforeAll(() => void (speech.language = "de"));

  it.each(recorded)("%s", (sentence) => {
    expect(tell(sentence)).not.toBe(sentence);
    expect(tell(sentence).replace(/„.*?“/g, "")).not.toMatch(ENGLISH);
  });

  it("keeps names, numbers and signs", () => {
    expect(tell("ride.fit: the file has 31 MiB, more than any ride (give the file of one ride)")).toBe(
      "ride.fit: die Datei hat 31 MiB, mehr als jede Fahrt (nimm die Datei einer einzigen Fahrt)",
    );
    expect(tell("Your reserve (W′) goes from 15.5 kJ, give or take 3.9, to 17.0 kJ, give or take 1.2.")).toBe(
      "Deine Reserve (W′) geht von 15,5 ± 3,9 kJ auf 17,0 ± 1,2 kJ.",
    );
  });

  it("leaves alone what it does not know", () => {
    expect(tell("Your heart is fine.")).toBe("Your heart is fine.");
    expect(tell("Your critical power goes up: why not.")).toBe("Your critical power goes up: why not.");
  });
});
