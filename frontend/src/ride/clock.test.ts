import { describe, expect, it } from "vitest";
import { carryOn } from "./clock";
import { makeFrame, makeSegments } from "./fakes";

const segments = makeSegments();

describe("a frame carried on by the local clock", () => {
  it("counts down within the segment", () => {
    const later = carryOn(makeFrame(), segments, 30);
    expect(later.segment_left_s).toBe(70);
    expect(later.step_left_s).toBe(190);
    expect(later.total_left_s).toBe(310);
    expect(later.next_posture_in_s).toBe(70);
  });

  it("changes posture where the prescription does", () => {
    const later = carryOn(makeFrame(), segments, 101);
    expect(later.posture).toBe("standing");
    expect(later.segment).toBe(1);
    expect(later.next_posture).toBe("seated");
    expect(later.next_posture_in_s).toBe(119);
  });

  it("knows the setting of the next segment", () => {
    expect(carryOn(makeFrame(), segments, 225).command_words).toBe("level 3");
  });

  it("keeps the rider's own setting within a segment", () => {
    const harder = makeFrame({ command_words: "level 10", notches: 1 });
    expect(carryOn(harder, segments, 5).command_words).toBe("level 10");
  });

  it("trusts the frame where the rider made a segment longer", () => {
    const extended = makeFrame({ segment_left_s: 130, total_left_s: 370 });
    expect(carryOn(extended, segments, 110).posture).toBe("seated");
  });

  it("stands still while paused", () => {
    const paused = makeFrame({ state: "paused" });
    const later = carryOn(paused, segments, 30);
    expect(later.segment_left_s).toBe(100);
    expect(later.elapsed_s).toBe(50);
  });

  it("never goes below zero", () => {
    const later = carryOn(makeFrame(), segments, 9999);
    expect(later.total_left_s).toBe(0);
    expect(later.segment_left_s).toBe(0);
    expect(later.segment).toBe(2);
  });

  it("says nothing twice", () => {
    const spoken = makeFrame({ spoken: "Stand up.", cue_id: 4 });
    expect(carryOn(spoken, segments, 1).spoken).toBeNull();
  });
});
