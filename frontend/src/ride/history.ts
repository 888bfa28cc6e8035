// The points of a ride so far, in order, each once, whatever the connection did meanwhile.
import type { Point } from "./types";

export class History {
  private points: Point[] = [];

  /** All points, oldest first. Not to be changed. */
  get all(): readonly Point[] {
    return this.points;
  }

  /** Number of the last point before the first gap; -1 where there is none yet. */
  get complete(): number {
    const first = this.points[0];
    if (first === undefined) return -1;
    const gap = this.points.findIndex((point, index) => point.n !== first.n + index);
    return (gap === -1 ? this.points.at(-1) : this.points[gap - 1])?.n ?? -1;
  }

  /** How many points there are, and the numbers of the first and the last: "120 0 119". */
  get summary(): string {
    const [first, last] = [this.points[0], this.points.at(-1)];
    return first === undefined || last === undefined ? "0" : `${this.points.length} ${first.n} ${last.n}`;
  }

  clear(): void {
    this.points = [];
  }

  /** Take points in that may be known already; says whether any is missing before the newest. */
  add(...given: readonly Point[]): boolean {
    const newest = this.points.at(-1)?.n ?? Number.NEGATIVE_INFINITY;
    if (given.every((point, index) => point.n > (given[index - 1]?.n ?? newest))) {
      this.points.push(...given);
    } else {
      const merged = new Map([...this.points, ...given].map((point) => [point.n, point]));
      this.points = [...merged.values()].sort((one, other) => one.n - other.n);
    }
    const [first, last] = [this.points[0], this.points.at(-1)];
    return first !== undefined && last !== undefined && last.n - first.n + 1 !== this.points.length;
  }

  /** The points of the last seconds. */
  recent(seconds: number): readonly Point[] {
    const last = this.points.at(-1);
    if (last === undefined) return [];
    let start = this.points.length - 1;
    while (start > 0 && last.elapsed_s - (this.points[start - 1]?.elapsed_s ?? 0) <= seconds) start--;
    return this.points.slice(start);
  }
}
