// Which sounds belong to what has just changed.
import type { LiveFrame } from "./types";

export type Sound = "count" | "stand" | "sit" | "setting" | "question" | "pause" | "go_on";

const COUNT_S = [3, 2, 1];

/** The sounds of a frame, given the one before it. */
export function findSounds(before: LiveFrame | null, now: LiveFrame): Sound[] {
  if (before === null || before.state === "ready") return [];
  if (now.state !== before.state) return now.state === "riding" ? ["go_on"] : ["pause"];
  if (now.state !== "riding") return [];
  if (now.posture !== before.posture) return [now.posture === "standing" ? "stand" : "sit"];
  if (now.question !== null && now.question.text !== before.question?.text) return ["question"];
  if (now.command_words !== before.command_words) return ["setting"];
  return countsDown(before, now) ? ["count"] : [];
}

/** Whether one of the last three seconds before another posture has begun. */
function countsDown(before: LiveFrame, now: LiveFrame): boolean {
  const [old_s, new_s] = [before.next_posture_in_s, now.next_posture_in_s];
  if (old_s === null || new_s === null || before.next_posture !== now.next_posture) return false;
  return COUNT_S.some((mark_s) => new_s <= mark_s + 0.05 && mark_s + 0.05 < old_s);
}
