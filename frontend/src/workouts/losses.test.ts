import { afterEach, describe, expect, it } from "vitest";
import { speech } from "../text/catalogue.svelte";
import { tellLoss } from "./losses";

describe("what a file does not hold", () => {
  afterEach(() => (speech.language = "en"));

  it("is shown as it came in English", () => {
    const line = "cadence (3): moved to text, course text";
    expect(tellLoss(line)).toBe(line);
  });

  it("is told in German with the server's numbers", () => {
    speech.language = "de";
    expect(tellLoss("power as a share of FTP (7): approximated, as watts of the FTP in the header; for an FTP of 250 W")).toBe(
      "Leistung als Anteil der FTP (7): angenähert, als Watt nach der FTP im Kopf der Datei; für eine FTP von 250 W",
    );
    expect(tellLoss("a band of power: up to 2.5 % of FTP off")).toBe("ein Bereich der Leistung: bis zu 2.5 % der FTP daneben");
    expect(tellLoss("what a step is for (2): dropped")).toBe("wozu ein Schritt dient (2): fehlt");
  });

  it("tells whole sentences whole", () => {
    speech.language = "de";
    expect(tellLoss("Read back by sixhills nothing is lost: the file carries its text form too.")).toContain("verliert nichts");
  });
});
