// What a screen may show while it hears nothing: the ride goes on in the server, second by second
// along the prescription, so the last frame can be carried on by the local clock.
import type { LiveFrame, Posture, Segment } from "./types";
import { describeCommand } from "./words";

interface Place {
  readonly segment: number;
  readonly left_s: number; // in the segment
}

/** The frame as it would be some seconds of riding later, if nobody presses a key. */
export function carryOn(
  frame: LiveFrame,
  segments: readonly Segment[],
  passed_s: number,
): LiveFrame {
  const elapsed_s = frame.elapsed_s + passed_s;
  if (frame.state !== "riding") return { ...frame, elapsed_s };
  const riding_s = Math.min(passed_s, frame.total_left_s);
  const place = walk(frame, segments, riding_s);
  const moved = place.segment !== frame.segment;
  const segment = segments[place.segment];
  return {
    ...frame,
    elapsed_s,
    ridden_s: frame.ridden_s + riding_s,
    segment: place.segment,
    segment_left_s: place.left_s,
    step_left_s: place.left_s + restOfStep(segments, place.segment),
    total_left_s: frame.total_left_s - riding_s,
    posture: segment?.posture ?? frame.posture,
    ...nextPosture(segments, place),
    command_words: moved && segment ? describeCommand(segment.command) : frame.command_words,
    spoken: null, // said already
    cue_id: null,
  };
}

function walk(frame: LiveFrame, segments: readonly Segment[], passed_s: number): Place {
  let segment = frame.segment;
  let left_s = frame.segment_left_s - passed_s;
  for (let next = segments[segment + 1]; left_s <= 0 && next; next = segments[segment + 1]) {
    left_s += next.duration_s;
    segment += 1;
  }
  return { segment, left_s: Math.max(0, left_s) };
}

function restOfStep(segments: readonly Segment[], index: number): number {
  const step = segments[index]?.step;
  let rest_s = 0;
  for (let next = index + 1; segments[next]?.step === step && next < segments.length; next++) {
    rest_s += segments[next]?.duration_s ?? 0;
  }
  return rest_s;
}

function nextPosture(
  segments: readonly Segment[],
  place: Place,
): { next_posture: Posture | null; next_posture_in_s: number | null } {
  let in_s = place.left_s;
  for (const later of segments.slice(place.segment + 1)) {
    if (later.posture !== segments[place.segment]?.posture) {
      return { next_posture: later.posture, next_posture_in_s: in_s };
    }
    in_s += later.duration_s;
  }
  return { next_posture: null, next_posture_in_s: null };
}
