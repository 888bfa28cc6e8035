// Files on their way into the history, one after the other; one bad file never stops the others.
import { api } from "../api/client";
import type { Imported } from "../api/types";
import { asRefusal } from "../shared/app.svelte";

export const LARGEST_BYTES = 25 * 2 ** 20; // as the server takes

export type Stage = "waiting" | "reading" | "new" | "known" | "skipped" | "failed";

export interface Line {
  readonly name: string;
  stage: Stage;
  error: string | null; // why it was not read, or was left out
  rides: string[]; // ids, several for an archive
  learnt: string[];
}

export class Importing {
  lines = $state<Line[]>([]);
  running = $state(false);

  constructor(private readonly ondone: () => void) {}

  get done(): number {
    return this.lines.filter((line) => line.stage !== "waiting" && line.stage !== "reading").length;
  }

  /** Read files in order; more can be added while some are read. */
  async add(files: readonly File[]): Promise<void> {
    const added = files.map((file) => ({ file, index: this.push(file.name) }));
    this.queue.push(...added);
    if (this.running) return;
    this.running = true;
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
      await this.read(next.file, next.index);
    }
    this.running = false;
    this.ondone();
  }

  private readonly queue: { file: File; index: number }[] = [];

  private push(name: string): number {
    return this.lines.push({ name, stage: "waiting", error: null, rides: [], learnt: [] }) - 1;
  }

  private async read(file: File, index: number): Promise<void> {
    const line = this.lines[index];
    if (line === undefined) return;
    if (file.size > LARGEST_BYTES) {
      Object.assign(line, { stage: "failed", error: "too_big" });
      return;
    }
    line.stage = "reading";
    try {
      take(line, await api.upload<Imported[]>("/api/imports", file, { name: file.name }));
    } catch (failure) {
      Object.assign(line, { stage: "failed", error: asRefusal(failure).message });
    }
  }
}

/** What became of a file; of an archive, each file in it that gave no ride is named. */
export function take(line: Line, imported: readonly Imported[]): void {
  line.rides = imported.flatMap((one) => (one.ride === null ? [] : [one.ride]));
  line.learnt = imported.flatMap((one) => one.learnt);
  const reasons = imported.flatMap((one) => {
    const reason = one.error ?? one.skipped;
    return reason === null ? [] : [imported.length > 1 ? `${one.name}: ${reason}` : reason];
  });
  line.error = reasons.length === 0 ? null : reasons.join("; ");
  line.stage = judge(imported, line.rides.length);
}

function judge(imported: readonly Imported[], rides: number): Stage {
  if (rides > 0) return imported.some((one) => one.new) ? "new" : "known";
  return imported.some((one) => one.error !== null) ? "failed" : "skipped";
}
