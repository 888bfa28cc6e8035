// The only module that knows uPlot; it is a chunk of its own.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { CHART_S, type Columns } from "./chart";

/** A chart without any letters: the numbers stand large beside it. */
export function makeChart(place: HTMLElement, columns: Columns): uPlot {
  const colour = (name: string) => getComputedStyle(place).getPropertyValue(name).trim();
  return new uPlot(
    {
      width: place.clientWidth,
      height: place.clientHeight,
      legend: { show: false },
      cursor: { show: false },
      axes: [{ show: false }, { show: false }, { show: false, scale: "bpm" }],
      scales: {
        x: { time: false, range: (_, __, newest) => [newest - CHART_S, newest] },
        y: { range: (_, __, most) => [0, Math.max(50, 1.05 * most)] },
        bpm: { range: (_, least, most) => [Math.min(60, least), Math.max(120, 1.05 * most)] },
      },
      series: [
        {},
        { stroke: colour("--seated"), width: 3, fill: `${colour("--seated")}33`, spanGaps: false },
        { stroke: colour("--bad"), width: 3, dash: [8, 5], scale: "bpm", spanGaps: false },
      ],
    },
    columns,
    place,
  );
}
