import { describe, expect, it } from "vitest";
import { findSounds } from "./cues";
import { makeFrame } from "./fakes";
import type { LiveFrame } from "./types";

const sounds = (before: Partial<LiveFrame>, now: Partial<LiveFrame>) =>
  findSounds(makeFrame(before), makeFrame(now));

describe("sounds", () => {
  it("rise for standing", () => expect(sounds({}, { posture: "standing" })).toEqual(["stand"]));
  it("fall for sitting", () => expect(sounds({ posture: "standing" }, {})).toEqual(["sit"]));

  it("count the last three seconds, each once", () => {
    const seconds = [5, 4, 3, 2, 1];
    const heard = seconds.map((left, index) =>
      sounds({ next_posture_in_s: seconds[index - 1] ?? 6 }, { next_posture_in_s: left }),
    );
    expect(heard).toEqual([[], [], ["count"], ["count"], ["count"]]);
  });

  it("tell of another setting", () => {
    expect(sounds({}, { command_words: "level 10" })).toEqual(["setting"]);
  });

  it("let posture drown the rest", () => {
    expect(sounds({}, { posture: "standing", command_words: "level 10" })).toEqual(["stand"]);
  });

  it("ask once", () => {
    const question = { text: "How is it?", answers: [], over: false };
    expect(sounds({}, { question })).toEqual(["question"]);
    expect(sounds({ question }, { question })).toEqual([]);
  });

  it("are silent while nothing changes", () => expect(sounds({}, {})).toEqual([]));
  it("are silent when the page has just been opened", () => {
    expect(findSounds(null, makeFrame({ posture: "standing" }))).toEqual([]);
  });
  it("tell of a pause", () => expect(sounds({}, { state: "auto_paused" })).toEqual(["pause"]));
});
