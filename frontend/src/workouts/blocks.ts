// The text of a workout as blocks that can be moved: a step or a repeat with all that is indented
// below it. What stands above the first step is the head and stays.

const HEAD = /^(workout|form|title|about|kind|difficulty)\b/i;

export interface Block {
  readonly first: number; // its first line, counted from 0
  readonly lines: readonly string[];
}

export interface Parts {
  readonly head: readonly string[];
  readonly blocks: readonly Block[];
}

export function splitBlocks(text: string): Parts {
  const lines = text.replace(/\n+$/, "").split("\n");
  let at = lines.findIndex((line) => line.trim() !== "" && !line.trim().startsWith("#") && !HEAD.test(line.trim()));
  if (at < 0) at = lines.length;
  const blocks: { first: number; lines: string[] }[] = [];
  lines.slice(at).forEach((line, index) => {
    const inner = /^\s/.test(line) || line.trim() === "";
    const last = blocks.at(-1);
    if (inner && last !== undefined) last.lines.push(line);
    else blocks.push({ first: at + index, lines: [line] });
  });
  return { head: lines.slice(0, at), blocks };
}

/** A stock workout without what its lines say for us: which requirement each fulfils, like "[M2.4]". */
export const dropMarks = (text: string) => text.replace(/[ \t]+\[M[\d. M]*\][ \t]*$/gm, "");

/** The text with one block in the place of another. */
export function moveBlock(text: string, from: number, to: number): string {
  const { head, blocks } = splitBlocks(text);
  const moved = blocks[from];
  if (moved === undefined || to < 0 || to >= blocks.length) return text;
  const rest = blocks.filter((_, index) => index !== from);
  rest.splice(to, 0, moved);
  return joinBlocks(head, rest);
}

/** The text without a block, or with it once more behind itself. */
export function changeBlock(text: string, at: number, change: "remove" | "double"): string {
  const { head, blocks } = splitBlocks(text);
  const block = blocks[at];
  if (block === undefined) return text;
  const rest = [...blocks];
  if (change === "remove") rest.splice(at, 1);
  else rest.splice(at, 0, block);
  return joinBlocks(head, rest);
}

/** The text with a line behind its last block. */
export function addBlock(text: string, line: string): string {
  const { head, blocks } = splitBlocks(text);
  return joinBlocks(head, [...blocks, { first: 0, lines: [line] }]);
}

function joinBlocks(head: readonly string[], blocks: readonly Block[]): string {
  return [...head, ...blocks.flatMap((block) => block.lines)].join("\n") + "\n";
}
