import { expect, test } from "vitest";
import { addBlock, changeBlock, dropMarks, moveBlock, splitBlocks } from "./blocks";

const TEXT = `workout a
title A

warm-up 10min at warm-up
repeat 2
  hill 1 climb 4min at hill-1
    cue 0:10 "Go"
  recovery 2min at recovery
cool-down 5min at slow
`;

test("a repeat keeps what is indented below it", () => {
  const { head, blocks } = splitBlocks(TEXT);
  expect(head).toEqual(["workout a", "title A", ""]);
  expect(blocks.map((block) => block.lines.length)).toEqual([1, 4, 1]);
  expect(blocks[2]?.first).toBe(8);
});

test("moving there and back changes nothing", () => {
  const moved = moveBlock(TEXT, 1, 0);
  expect(moved.split("\n")[3]).toBe("repeat 2");
  expect(moveBlock(moved, 0, 1)).toBe(TEXT);
  expect(moveBlock(TEXT, 1, 9)).toBe(TEXT);
});

test("blocks are doubled, removed and added", () => {
  expect(splitBlocks(changeBlock(TEXT, 1, "double")).blocks).toHaveLength(4);
  expect(changeBlock(changeBlock(TEXT, 1, "double"), 2, "remove")).toBe(TEXT);
  expect(splitBlocks(addBlock(TEXT, "steady 5min at moderate")).blocks).toHaveLength(4);
});

test("marks for us are left out, and nothing else", () => {
  const text = 'hill 1 climb 4min at hill-1, seated  [M2.3 M2.4 M4.3]\n  cue 0:10 "Go [now]"\nrecovery 1min  [M2.7]\n';
  expect(dropMarks(text)).toBe('hill 1 climb 4min at hill-1, seated\n  cue 0:10 "Go [now]"\nrecovery 1min\n');
  expect(dropMarks(TEXT)).toBe(TEXT);
});
