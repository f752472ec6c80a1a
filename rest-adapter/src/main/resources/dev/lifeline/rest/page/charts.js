// Four small charts of the last five minutes, drawn by uPlot, and the same as a table. What the service did before the page was
// opened is not known here: the charts begin there and grow to five minutes. Without uPlot the rest of the page works all the same.

import { byId, colour, draw, make, say } from "./dom.js";
import { clockTime, hourAndMinute, number } from "./words.js";

const WINDOW = 300;
const LEAST_WINDOW = 60;
const STEP = 30;
const HEIGHT = 148;
const FONT = '11px "DejaVu Sans Condensed", system-ui, sans-serif';

/** Each series: its name, where the value is, its colour, and how its line is dashed, so that colour is not all. */
const CHARTS = [
  {
    id: "chart-requests",
    unit: "requests a second",
    least: 5,
    series: [
      { name: "all", of: (s) => s.requests.perSecond, ink: "--chart-1", fill: true },
      { name: "failed", of: (s) => s.requests.failedPerSecond, ink: "--chart-bad", dash: [5, 3] },
    ],
  },
  {
    id: "chart-latency",
    unit: "milliseconds",
    least: 2,
    series: [
      { name: "half within", of: (s) => s.requests.p50Millis, ink: "--chart-1" },
      { name: "99 % within", of: (s) => s.requests.p99Millis, ink: "--chart-2", dash: [5, 3] },
    ],
  },
  {
    id: "chart-pool",
    unit: "connections",
    least: 1,
    series: [
      { name: "busy", of: (s) => s.pool.active, ink: "--chart-1", fill: true },
      { name: "open", of: (s) => s.pool.active + s.pool.idle, ink: "--chart-2", dash: [2, 3] },
      { name: "most", of: (s) => s.pool.max, ink: "--chart-limit", dash: [8, 4] },
    ],
  },
  {
    id: "chart-waiting",
    unit: "callers",
    least: 5,
    series: [
      { name: "for a connection", of: (s) => s.pool.waiting, ink: "--chart-2", dash: [5, 3] },
      { name: "for the recovery", of: (s) => s.gate.waiting, ink: "--chart-3", fill: true },
    ],
  },
];

export class Charts {
  #times = [];
  #values = CHARTS.map(({ series }) => series.map(() => []));
  #openedAt = Date.now();
  #broken = [];
  #plots = [];
  #still = matchMedia("(prefers-reduced-motion: reduce)");
  #drawnAt = 0;

  start() {
    for (const [i, chart] of CHARTS.entries()) {
      const figure = byId(chart.id);
      figure.querySelector(".keys").append(...chart.series.map(key));
      if (typeof globalThis.uPlot === "function") {
        this.#plots[i] = this.#plot(chart, i, figure.querySelector(".plot"));
      } else {
        say(figure.querySelector(".plot"), "The chart library did not load; the table below has the figures.");
      }
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#plots.forEach((plot) => plot.redraw(false)));
    byId("numbers").addEventListener("toggle", () => this.#table());
  }

  /** Takes what the service said at this time; null for a time at which it could not be asked. */
  take(status, at) {
    this.#times.push(at / 1_000);
    CHARTS.forEach(({ series }, i) =>
      series.forEach(({ of }, j) => this.#values[i][j].push(status === null ? null : of(status))));
    this.#forgetOld(at / 1_000 - WINDOW - STEP);
  }

  /** Draws everything anew, up to now; the broken times are {from, until, known}. */
  show(now, broken) {
    this.#broken = broken;
    if (this.#still.matches && now - this.#drawnAt < 5_000) {
      return;
    }
    this.#drawnAt = now;
    const seconds = Math.min(Math.max((Date.now() - this.#openedAt) / 1_000, LEAST_WINDOW), WINDOW);
    this.#plots.forEach((plot, i) => {
      plot.setData([this.#times, ...this.#values[i]], false);
      plot.setScale("x", { min: now / 1_000 - seconds, max: now / 1_000 });
    });
    CHARTS.forEach((chart, i) => this.#caption(chart, i));
    this.#table();
    const reach = seconds < WINDOW ? `Since this page was opened at ${clockTime(this.#openedAt)}` : "The last five minutes";
    say(byId("charts-note"), `${reach}. Hatched: not serving${broken.every(({ known }) => known) ? "" : "; with wide hatching: the service was out of reach"}.`);
  }

  #forgetOld(before) {
    const old = this.#times.findIndex((time) => time >= before);
    if (old > 0) {
      this.#times.splice(0, old);
      this.#values.flat().forEach((values) => values.splice(0, old));
    }
  }

  #plot(chart, i, place) {
    const plot = new globalThis.uPlot(this.#options(chart, i, place), [this.#times, ...this.#values[i]], place);
    new ResizeObserver(([{ contentRect }]) => {
      const width = Math.floor(contentRect.width);
      if (width > 0 && width !== plot.width) {
        plot.setSize({ width, height: HEIGHT });
      }
    }).observe(place);
    return plot;
  }

  #options({ series, least }, i, place) {
    const axis = { font: FONT, stroke: () => colour("--soft"), grid: { stroke: () => colour("--hair"), width: 1 }, ticks: { show: false } };
    return {
      width: Math.max(200, Math.floor(place.clientWidth)),
      height: HEIGHT,
      legend: { show: false },
      padding: [8, 6, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: "lifeline" } },
      scales: { x: { time: true, auto: false }, y: { range: (u, min, max) => [0, roundUp(Math.max(least, max ?? 0))] } },
      axes: [
        { ...axis, size: 24, space: 62, values: timeNames, incrs: [10, 20, 30, 60, 120] },
        { ...axis, size: 40, space: 34, values: (u, values) => values.map(number) },
      ],
      series: [{}, ...series.map(line)],
      hooks: {
        drawClear: [(u) => this.#shade(u)],
        setCursor: [() => this.#caption(CHARTS[i], i)],
      },
    };
  }

  /** Outages are hatched, and so is, wider, when the service itself was out of reach. */
  #shade(u) {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const { from, until, known } of this.#broken) {
      const left = u.valToPos(from / 1_000, "x", true);
      const right = u.valToPos(until / 1_000, "x", true);
      hatch(ctx, bbox, left, Math.max(2, right - left), known);
    }
    ctx.restore();
  }

  /** The newest values, or those under the pointer. */
  #caption({ id, unit, series }, i) {
    const plot = this.#plots[i];
    const pointed = plot?.cursor.idx ?? null;
    const at = plot !== undefined && plot.cursor.left >= 0 && pointed !== null ? pointed : this.#times.length - 1;
    const figure = byId(id);
    const values = this.#values[i].map((column) => column[at]);
    figure.querySelectorAll(".key-value").forEach((element, j) => say(element, number(values[j])));
    if (at === this.#times.length - 1) {
      const now = series.map(({ name }, j) => `${name} ${number(values[j])}`).join(", ");
      const most = series.map(({ name }, j) => `${name} ${number(greatest(this.#values[i][j]))}`).join(", ");
      figure.querySelector(".plot").setAttribute("aria-label", `Chart of ${unit}. Now: ${now}. At most on the chart: ${most}.`);
    }
  }

  #table() {
    if (!byId("numbers").open) {
      return;
    }
    const rows = [];
    const last = this.#times.at(-1) ?? 0;
    for (let from = Math.floor(last / STEP) * STEP; from > last - WINDOW && from + STEP > this.#times[0]; from -= STEP) {
      rows.push(this.#row(from));
    }
    byId("numbers-rows").replaceChildren(...rows);
  }

  #row(from) {
    const first = this.#times.findIndex((time) => time >= from);
    const behind = this.#times.findIndex((time) => time >= from + STEP);
    const part = (i, j) => this.#values[i][j].slice(first, behind < 0 ? undefined : behind);
    const waiting = part(3, 0).map((value, k) => (value === null ? null : value + part(3, 1)[k]));
    const cells = [mean(part(0, 0)), mean(part(0, 1)), mean(part(1, 0)), greatest(part(1, 1)), greatest(part(2, 0)), greatest(waiting)];
    return make("tr", {}, make("th", { scope: "row" }, clockTime(from * 1_000)), ...cells.map((value) => make("td", {}, number(value))));
  }
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

/** A sample of the line, its name and its value. */
function key({ name, ink, dash }) {
  const sample = draw(
    "svg",
    { class: `key-line ${ink.slice(2)}`, width: 22, height: 8, "aria-hidden": "true" },
    draw("line", { x1: 1, x2: 21, y1: 4, y2: 4, "stroke-dasharray": dash?.join(" ") }),
  );
  return make("span", { class: "key" }, sample, ` ${name} `, make("b", { class: "key-value" }, "–"));
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

/** Seconds only where they differ, and no name that would not fit in front of the edge. */
const timeNames = (u, times, axis, space, step) =>
  times.map((time) => {
    const fits = u.valToPos(time, "x") < u.bbox.width / devicePixelRatio - 20;
    return fits ? (step < 60 ? clockTime : hourAndMinute)(time * 1_000) : "";
  });

/** The next round number above, so that the scale does not tremble. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10, 12].find((step) => step * power > value) * power;
}

const present = (values) => values.filter((value) => value !== null && value !== undefined);

function greatest(values) {
  const known = present(values);
  return known.length === 0 ? null : Math.max(...known);
}

function mean(values) {
  const known = present(values);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
