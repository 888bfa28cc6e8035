import { describe, expect, it } from "vitest";
import { de } from "./de";
import { en } from "./en";

const keys = Object.keys(en) as (keyof typeof en)[];
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("the catalogue", () => {
  it("fills in the same values in both languages", () => {
    for (const key of keys) expect(names(de[key]), key).toEqual(names(en[key]));
  });

  it("has a text for every key", () => {
    for (const key of keys) expect(Math.min(en[key].trim().length, de[key].trim().length), key).toBeGreaterThan(0);
  });
});
