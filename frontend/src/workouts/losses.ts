// What a file does not hold, said in the chosen language. The server joins the parts of a sentence:
// "cadence (3): moved to text, cue; up to 1 rpm off"; each is told by itself.
import { learn, tell } from "../text/told.svelte";
import { told as de } from "../text/told.losses.de";

learn("de", de);

const LOSS = /^(.+?) \((\d+)\): (kept|approximated|moved to text|dropped)(?:, (.*))?$/;
const OFF = /^([^:()]+): (.+)$/; // of a file that was brought in

export function tellLoss(line: string): string {
  const loss = LOSS.exec(line);
  if (loss) {
    const [, feature = "", count, fate = "", details] = loss;
    return `${tell(feature)} (${count}): ${tell(fate)}${details === undefined ? "" : `, ${tellDetails(details)}`}`;
  }
  const off = OFF.exec(line);
  return off === null || tell(line) !== line ? tell(line) : `${tell(off[1] ?? "")}: ${tellDetails(off[2] ?? "")}`;
}

const tellDetails = (details: string) => details.split("; ").map(tell).join("; ");
