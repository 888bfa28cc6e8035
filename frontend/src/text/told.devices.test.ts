import { describe, expect, it } from "vitest";
import said from "./devices.json";
import { tellDevice } from "./told.devices.de";

describe("German for devices", () => {
  it.each(said)("says: %s", (sentence) => {
    const german = tellDevice(sentence);
    expect(german).not.toBeNull();
    const name = /TICKR 12|127\.0\.0\.1:9|trainer 7/.exec(sentence)![0];
    expect(german).toContain(name);
  });

  it("leaves what it does not know", () => {
    expect(tellDevice("six hills")).toBeNull();
  });
});
