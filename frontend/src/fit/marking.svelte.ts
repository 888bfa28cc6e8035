// A picture that is marked: something upright, then six points, then the same six points again
// without the first ones in sight. The picture stays here; only the points are ever sent.
import type { KneeAngle, Marked, ToldPicture } from "../api/types";

export const JOINTS = ["shoulder", "hip", "knee", "ankle", "pedal", "toe"] as const;
export const ENDS = ["top", "bottom"] as const;
export type Joint = (typeof JOINTS)[number];
export type End = (typeof ENDS)[number];
export type Target = Joint | End;
export type Stage = "plumb" | "first" | "second" | "done";

export interface Point {
  readonly x: number;
  readonly y: number;
}

type Points = Partial<Record<Target, Point>>;

const STAGES: readonly Stage[] = ["plumb", "first", "second", "done"];

export class Marking {
  stage = $state<Stage>("plumb");
  kind = $state<KneeAngle | null>(null);
  active = $state<Target>("top");
  private marked = $state<Record<Stage, Points>>({ plumb: {}, first: {}, second: {}, done: {} });

  /** @param size of the picture in pixels. */
  constructor(readonly size: { readonly width: number; readonly height: number }) {}

  /** What is marked in this stage. */
  get targets(): readonly Target[] {
    return this.stage === "plumb" ? ENDS : this.stage === "done" ? [] : JOINTS;
  }

  get points(): Points {
    return this.marked[this.stage];
  }

  get complete(): boolean {
    return this.targets.every((target) => this.points[target] !== undefined);
  }

  /** Where a point is put by the keyboard before it is anywhere: the middle, or near the last one. */
  get start(): Point {
    const before = this.targets[this.targets.indexOf(this.active) - 1];
    return (before && this.points[before]) ?? { x: this.size.width / 2, y: this.size.height / 2 };
  }

  place(target: Target, { x, y }: Point): void {
    const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
    const point = { x: within(x, this.size.width), y: within(y, this.size.height) };
    this.marked[this.stage] = { ...this.points, [target]: point };
    this.active = target;
  }

  move(by: Point): void {
    const from = this.points[this.active] ?? this.start;
    this.place(this.active, { x: from.x + by.x, y: from.y + by.y });
  }

  /** Go to the next target that has no point yet. */
  advance(): void {
    this.active = this.targets.find((target) => this.points[target] === undefined) ?? this.active;
  }

  /** The next stage; a plumb line may be left out. */
  next(): void {
    this.go(STAGES[STAGES.indexOf(this.stage) + 1] ?? "done");
  }

  back(): void {
    this.go(STAGES[STAGES.indexOf(this.stage) - 1] ?? "plumb");
  }

  /** Forget both passes and begin them again. */
  again(): void {
    this.marked = { ...this.marked, first: {}, second: {} };
    this.go("first");
  }

  private go(stage: Stage): void {
    this.stage = stage;
    this.active = this.targets[0] ?? "top";
  }

  /** The nearest point to a place, where one is as near as that. */
  near(place: Point, within: number): Target | null {
    const far = (target: Target) => {
      const point = this.points[target];
      return point === undefined ? Infinity : Math.hypot(point.x - place.x, point.y - place.y);
    };
    const nearest = [...this.targets].sort((one, other) => far(one) - far(other))[0];
    return nearest !== undefined && far(nearest) <= within ? nearest : null;
  }

  /** What is sent; null while something is missing. */
  told(keep: boolean): ToldPicture | null {
    const [first, second] = [readMarked(this.marked.first), readMarked(this.marked.second)];
    if (first === null || second === null || this.kind === null) return null;
    const { top, bottom } = this.marked.plumb;
    const plumb = top && bottom ? { top: pair(top), bottom: pair(bottom) } : null;
    return { first, second, kind: this.kind, plumb, keep };
  }

  /** The middle of both passes, to draw. */
  get middle(): Record<Joint, Point> | null {
    const { first, second } = this.marked;
    const entries = JOINTS.map((joint) => {
      const [one, other] = [first[joint], second[joint]];
      return one && other ? [joint, { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 }] : null;
    });
    return entries.some((entry) => entry === null)
      ? null
      : (Object.fromEntries(entries as [Joint, Point][]) as Record<Joint, Point>);
  }
}

const pair = ({ x, y }: Point): [number, number] => [x, y];

function readMarked(points: Points): Marked | null {
  const missing = JOINTS.some((joint) => points[joint] === undefined);
  return missing ? null : (Object.fromEntries(JOINTS.map((joint) => [joint, pair(points[joint]!)])) as unknown as Marked);
}
