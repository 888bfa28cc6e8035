// The hills of a prescription as a line. Height is the resistance that the rider feels; a stretch
// that is harder than its neighbour rises from the place where it begins and has come down where it
// ends, so that the top of a mound is exactly as high as the resistance asked for there.

export type Posture = "seated" | "standing" | "free";

/** What of a segment the picture needs. */
export interface ProfileSegment {
  readonly step: number;
  readonly hill: number | null;
  readonly start_s: number;
  readonly duration_s: number;
  readonly posture: Posture;
  readonly resistance_felt: number;
}

/** A piece of the line: from one moment and height to another, eased where the heights differ. */
export interface Stretch {
  readonly from_s: number;
  readonly to_s: number;
  readonly low: number; // height at from_s
  readonly high: number; // height at to_s; either may be the greater
}

/** Segments that follow each other in one posture. */
export interface PostureSpan {
  readonly posture: Posture;
  readonly from_s: number;
  readonly to_s: number;
}

export interface HillMark {
  readonly hill: number;
  readonly from_s: number;
  readonly to_s: number;
  readonly height: number;
  readonly standing: boolean; // whether any of it is ridden standing
}

const SHOULDER_SHARE = 0.42; // of a segment, at most, on each side
const LEAST_SHOULDER_S = 20;
const SHOULDER_OF_ALL = 0.025; // a shoulder of a long segment, of the whole ride
const GROUND_SHARE = 0.55; // how much of the least resistance lies below the picture

const end = (segment: ProfileSegment) => segment.start_s + segment.duration_s;

export function totalSeconds(segments: readonly ProfileSegment[]): number {
  const last = segments.at(-1);
  return last === undefined ? 0 : end(last);
}

/** The line over the whole ride, in order and without gaps. */
export function drawContour(segments: readonly ProfileSegment[]): Stretch[] {
  const longest = Math.max(LEAST_SHOULDER_S, SHOULDER_OF_ALL * totalSeconds(segments));
  return segments.flatMap((segment, index) => {
    const height = segment.resistance_felt;
    const before = segments[index - 1]?.resistance_felt ?? height;
    const after = segments[index + 1]?.resistance_felt ?? height;
    const shoulder = Math.min(SHOULDER_SHARE * segment.duration_s, longest);
    const up = before < height ? segment.start_s + shoulder : segment.start_s;
    const down = after < height ? end(segment) - shoulder : end(segment);
    const pieces: Stretch[] = [
      { from_s: segment.start_s, to_s: up, low: before, high: height },
      { from_s: up, to_s: down, low: height, high: height },
      { from_s: down, to_s: end(segment), low: height, high: after },
    ];
    return pieces.filter((piece) => piece.to_s > piece.from_s);
  });
}

/** Height of the line at a moment, in the unit of the stretches. */
export function heightAt(stretches: readonly Stretch[], moment_s: number): number {
  const piece = stretches.find((one) => moment_s < one.to_s) ?? stretches.at(-1);
  if (piece === undefined) return 0;
  const share = Math.min(1, Math.max(0, (moment_s - piece.from_s) / (piece.to_s - piece.from_s)));
  return piece.low + (piece.high - piece.low) * share * share * (3 - 2 * share);
}

/** Turns moments and resistance into places of a picture of a given size. */
export class Scale {
  private readonly least: number;
  private readonly most: number;

  constructor(
    segments: readonly ProfileSegment[],
    readonly from_s: number,
    readonly to_s: number,
    readonly width: number,
    readonly height: number,
    readonly headroom: number,
  ) {
    const felt = segments.map((segment) => segment.resistance_felt);
    this.least = GROUND_SHARE * Math.min(...felt);
    this.most = Math.max(...felt);
  }

  x(moment_s: number): number {
    return (this.width * (moment_s - this.from_s)) / Math.max(1, this.to_s - this.from_s);
  }

  y(felt: number): number {
    const share = (felt - this.least) / Math.max(0.01, this.most - this.least);
    return this.height - share * (this.height - this.headroom);
  }
}

/** The line as the data of an SVG path. A cubic with thirds is the ease of `heightAt` exactly. */
export function pathLine(stretches: readonly Stretch[], scale: Scale): string {
  const first = stretches[0];
  if (first === undefined) return "";
  const parts = [`M${round(scale.x(first.from_s))} ${round(scale.y(first.low))}`];
  for (const { from_s, to_s, low, high } of stretches) {
    const [x0, x1] = [scale.x(from_s), scale.x(to_s)];
    const third = (x1 - x0) / 3;
    const [y0, y1] = [round(scale.y(low)), round(scale.y(high))];
    if (y0 === y1) parts.push(`H${round(x1)}`);
    else parts.push(`C${round(x0 + third)} ${y0} ${round(x1 - third)} ${y1} ${round(x1)} ${y1}`);
  }
  return parts.join("");
}

/** The ground below the line between two moments, cut where these fall. */
export function pathArea(
  stretches: readonly Stretch[],
  scale: Scale,
  from_s: number,
  to_s: number,
): string {
  const inside = stretches.flatMap((piece) => cut(piece, from_s, to_s));
  if (inside.length === 0) return "";
  const [left, right] = [round(scale.x(from_s)), round(scale.x(to_s))];
  return `${pathLine(inside, scale)}L${right} ${scale.height}H${left}Z`;
}

/** The part of a stretch between two moments; cut eases are drawn as short straight pieces. */
function cut(piece: Stretch, from_s: number, to_s: number): Stretch[] {
  const start = Math.max(piece.from_s, from_s);
  const stop = Math.min(piece.to_s, to_s);
  if (stop <= start) return [];
  const whole = start === piece.from_s && stop === piece.to_s;
  if (whole || piece.low === piece.high) return [{ ...piece, from_s: start, to_s: stop }];
  const count = 8;
  const moment = (number: number) => start + ((stop - start) * number) / count;
  return Array.from({ length: count }, (_, number) => ({
    from_s: moment(number),
    to_s: moment(number + 1),
    low: heightAt([piece], moment(number)),
    high: heightAt([piece], moment(number + 1)),
  }));
}

/** Where each posture is asked for; neighbours of one posture are one span. */
export function findPostures(segments: readonly ProfileSegment[]): PostureSpan[] {
  const spans: PostureSpan[] = [];
  for (const segment of segments) {
    const last = spans.at(-1);
    const span = { posture: segment.posture, from_s: segment.start_s, to_s: end(segment) };
    if (last?.posture === segment.posture) spans[spans.length - 1] = { ...span, from_s: last.from_s };
    else spans.push(span);
  }
  return spans;
}

/** One mark for each hill; a hill that is ridden again later is another mark. */
export function findHills(segments: readonly ProfileSegment[]): HillMark[] {
  const marks = new Map<number, HillMark>();
  for (const segment of segments) {
    if (segment.hill === null) continue;
    const known = marks.get(segment.step);
    marks.set(segment.step, {
      hill: segment.hill,
      from_s: known?.from_s ?? segment.start_s,
      to_s: end(segment),
      height: Math.max(known?.height ?? 0, segment.resistance_felt),
      standing: (known?.standing ?? false) || segment.posture === "standing",
    });
  }
  return [...marks.values()];
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
