// Draws the charts with uPlot. Without uPlot the rest of the page still works.

import { colour } from "./dom.js";
import { clockTime, hourAndMinute, number } from "./words.js";

const HEIGHT = 148;
const FONT = '11px "DejaVu Sans Condensed", system-ui, sans-serif';

export const canPlot = () => typeof globalThis.uPlot === "function";

/**
 * Draws a chart into an element, and adapts it to the width of the element.
 *
 * @param broken returns the times to hatch, as {from, until, known}
 * @param pointed called when the pointer moves to another time
 */
export function plot({ series, least }, place, broken, pointed) {
  const options = {
    width: Math.max(200, Math.floor(place.clientWidth)),
    height: HEIGHT,
    legend: { show: false },
    padding: [8, 6, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, sync: { key: "lifeline" } },
    scales: { x: { time: true, auto: false }, y: { range: (u, min, max) => [0, roundUp(Math.max(least, max ?? 0))] } },
    axes: [
      axis({ size: 24, space: 62, values: timeNames, incrs: [10, 20, 30, 60, 120] }),
      axis({ size: 40, space: 34, values: names }),
    ],
    series: [{}, ...series.map(line)],
    hooks: { drawClear: [(u) => shade(u, broken())], setCursor: [pointed] },
  };
  const chart = new globalThis.uPlot(options, [[], ...series.map(() => [])], place);
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (width > 0 && width !== chart.width) {
      chart.setSize({ width, height: HEIGHT });
    }
  }).observe(place);
  return chart;
}

const axis = (more) => ({
  font: FONT,
  stroke: () => colour("--soft"),
  grid: { stroke: () => colour("--hair"), width: 1 },
  ticks: { show: false },
  ...more,
});

const names = (u, values) => values.map(number);

/** Hatches outages, and with a wider pattern the times without the service. */
function shade({ ctx, bbox, valToPos }, broken) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { from, until, known } of broken) {
    const left = valToPos(from / 1_000, "x", true);
    hatch(ctx, bbox, left, Math.max(2, valToPos(until / 1_000, "x", true) - left), known);
  }
  ctx.restore();
}

function line({ name, ink, fill, dash }) {
  return {
    label: name,
    stroke: () => colour(ink),
    fill: fill ? () => colour(`${ink}-wash`) : undefined,
    width: 1.75,
    dash,
    spanGaps: false,
    points: { show: false },
  };
}

function hatch(ctx, { top, height }, left, width, known) {
  const ratio = devicePixelRatio;
  ctx.fillStyle = colour(known ? "--lost-wash" : "--gone-wash");
  ctx.fillRect(left, top, width, height);
  ctx.strokeStyle = colour(known ? "--lost-hatch" : "--gone-hatch");
  ctx.lineWidth = ratio;
  const gap = (known ? 6 : 12) * ratio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.beginPath();
  for (let x = Math.floor(left / gap) * gap - height; x < left + width; x += gap) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.stroke();
  ctx.restore();
}

/** Labels ticks with seconds only if they differ, and omits labels that do not fit at the edge. */
const timeNames = (u, times, axis, space, step) =>
  times.map((time) => {
    const fits = u.valToPos(time, "x") < u.bbox.width / devicePixelRatio - 20;
    return fits ? (step < 60 ? clockTime : hourAndMinute)(time * 1_000) : "";
  });

/** Returns the next round number above, so that the scale stays steady. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10, 12].find((step) => step * power > value) * power;
}
