import { afterEach, describe, expect, it } from "vitest";
import { speech } from "./catalogue.svelte";
import { tell } from "./told.svelte";

const KNEES = (rpm: number) =>
  `To spare your knees, never pedal slower than ${rpm} rpm; take less resistance instead.`;

describe("sentences of the server", () => {
  afterEach(() => (speech.language = "en"));

  it("are shown as they came in English", () => {
    expect(tell(KNEES(70))).toBe(KNEES(70));
  });

  it("are told in German with the server's numbers", () => {
    speech.language = "de";
    expect(tell(KNEES(65))).toContain("65 Umdrehungen");
  });

  it("stay as they are where nobody has translated them", () => {
    speech.language = "de";
    expect(tell("Something new.")).toBe("Something new.");
  });
});
