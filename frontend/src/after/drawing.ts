// What the charts of a ride share: axes in the theme's colours, and stretches that are marked.
import type uPlot from "uplot";
import { sayTime } from "../ride/words";

/** The value of a token of the theme, like that of "--accent". */
export type Ink = (variable: string) => string;

/** A stretch of the ride that a chart marks: filled where it is sure, hatched where it is inferred. */
export interface Mark {
  readonly from_s: number;
  readonly to_s: number;
  readonly color: string; // name of a token
  readonly sure: boolean;
  readonly label?: string;
}

const HATCH_PX = 7;

export function drawAxis(ink: Ink): uPlot.Axis {
  return {
    stroke: ink("--ink-soft"),
    grid: { stroke: ink("--line"), width: 1 },
    ticks: { show: false },
    font: "13px system-ui, sans-serif",
  };
}

/** An axis of the time of the ride. */
export function drawTimeAxis(ink: Ink): uPlot.Axis {
  return {
    ...drawAxis(ink),
    values: (_, splits) => splits.map(sayTime),
    size: 30,
    space: 80,
    incrs: [60, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400],
  };
}

/** Draws marks below the lines of a chart. */
export function drawMarks(chart: uPlot, marks: readonly Mark[], ink: Ink): void {
  const { ctx, bbox } = chart;
  ctx.save();
  for (const mark of marks) {
    const left = Math.max(bbox.left, chart.valToPos(mark.from_s, "x", true));
    const right = Math.min(bbox.left + bbox.width, chart.valToPos(mark.to_s, "x", true));
    if (right <= left) continue;
    const width = Math.max(1, right - left);
    if (mark.sure) fill(ctx, left, bbox.top, width, bbox.height, ink(mark.color));
    else hatch(ctx, left, bbox.top, width, bbox.height, ink(mark.color));
    if (mark.label !== undefined) write(ctx, mark.label, left + width / 2, bbox.top, ink("--ink-soft"));
  }
  ctx.restore();
}

function fill(ctx: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, color: string): void {
  ctx.globalAlpha = 0.32;
  ctx.fillStyle = color;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 1;
}

function hatch(ctx: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, color: string): void {
  const step = HATCH_PX * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.beginPath();
  for (let at = Math.floor((x - height) / step) * step; at < x + width; at += step) {
    ctx.moveTo(at, y + height);
    ctx.lineTo(at + height, y);
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = devicePixelRatio;
  ctx.stroke();
  ctx.restore();
}

function write(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, color: string): void {
  ctx.fillStyle = color;
  ctx.font = `${13 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.fillText(text, x, y + 2 * devicePixelRatio);
}
