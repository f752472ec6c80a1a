// Four small charts of the last five minutes, and a table of their values. The charts start empty when the page is
// opened, and grow to five minutes.

import { byId, draw, make, say } from "./dom.js";
import { canPlot, plot } from "./plots.js";
import { clockTime, number } from "./words.js";

const WINDOW = 300;
const LEAST_WINDOW = 60;
const STEP = 30;

/** Each series: name, path of the value, colour, and dashes, so that colour is not the only difference. */
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
  #openedAt = null;
  #broken = [];
  #plots = [];
  #still = matchMedia("(prefers-reduced-motion: reduce)");
  #drawnAt = 0;

  start() {
    for (const [i, chart] of CHARTS.entries()) {
      const figure = byId(chart.id);
      figure.querySelector(".keys").append(...chart.series.map(key));
      const place = figure.querySelector(".plot");
      if (canPlot()) {
        this.#plots[i] = plot(chart, place, () => this.#broken, () => this.#caption(chart, i));
      } else {
        say(place, "The chart library did not load; the table below has the figures.");
      }
    }
    matchMedia("(prefers-color-scheme: dark)")
      .addEventListener("change", () => this.#plots.forEach((drawn) => drawn.redraw(false)));
    byId("numbers").addEventListener("toggle", () => this.#table());
  }

  /** Adds the status of the service at this time; null if the service did not answer. */
  take(status, at) {
    if (at / 1_000 < this.#times.at(-1)) {
      this.#forgetOld(Infinity); // the service's clock was set back
    }
    this.#times.push(at / 1_000);
    CHARTS.forEach(({ series }, i) =>
      series.forEach(({ of }, j) => this.#values[i][j].push(status === null ? null : of(status))));
    this.#forgetOld(at / 1_000 - WINDOW - STEP);
  }

  /** Redraws everything up to now; the broken times are {from, until, known}. */
  show(now, broken) {
    this.#broken = broken;
    if (this.#still.matches && now - this.#drawnAt < 5_000) {
      return;
    }
    this.#drawnAt = now;
    this.#openedAt ??= now;
    const seconds = Math.min(Math.max((now - this.#openedAt) / 1_000, LEAST_WINDOW), WINDOW);
    this.#plots.forEach((drawn, i) => {
      drawn.setData([this.#times, ...this.#values[i]], false);
      drawn.setScale("x", { min: now / 1_000 - seconds, max: now / 1_000 });
    });
    CHARTS.forEach((chart, i) => this.#caption(chart, i));
    this.#table();
    const opened = `Since this page was opened at ${clockTime(this.#openedAt)}`;
    const reach = seconds < WINDOW ? opened : "The last five minutes";
    const unreachable = "; with wide hatching: the service was out of reach";
    const rest = broken.every(({ known }) => known) ? "" : unreachable;
    say(byId("charts-note"), `${reach}. Hatched: not serving${rest}.`);
  }

  #forgetOld(before) {
    const old = this.#times.filter((time) => time < before).length;
    this.#times.splice(0, old);
    this.#values.flat().forEach((values) => values.splice(0, old));
  }

  /** Shows the newest values, or those under the pointer. */
  #caption({ id, unit, series }, i) {
    const cursor = this.#plots[i]?.cursor;
    const at = cursor?.left >= 0 ? (cursor.idx ?? this.#times.length - 1) : this.#times.length - 1;
    const figure = byId(id);
    const values = this.#values[i].map((column) => column[at]);
    figure.querySelectorAll(".key-value").forEach((element, j) => say(element, number(values[j])));
    if (at === this.#times.length - 1) {
      const now = series.map(({ name }, j) => `${name} ${number(values[j])}`).join(", ");
      const most = series.map(({ name }, j) => `${name} ${number(greatest(this.#values[i][j]))}`).join(", ");
      const label = `Chart of ${unit}. Now: ${now}. At most on the chart: ${most}.`;
      figure.querySelector(".plot").setAttribute("aria-label", label);
    }
  }

  #table() {
    if (!byId("numbers").open) {
      return;
    }
    const rows = [];
    const last = this.#times.at(-1) ?? 0;
    const newest = Math.floor(last / STEP) * STEP;
    for (let from = newest; from > last - WINDOW && from + STEP > this.#times[0]; from -= STEP) {
      rows.push(this.#row(from));
    }
    byId("numbers-rows").replaceChildren(...rows);
  }

  #row(from) {
    const first = this.#times.findIndex((time) => time >= from);
    const behind = this.#times.findIndex((time) => time >= from + STEP);
    const part = (i, j) => this.#values[i][j].slice(first, behind < 0 ? undefined : behind);
    const waiting = part(3, 0).map((value, k) => (value === null ? null : value + part(3, 1)[k]));
    const means = [mean(part(0, 0)), mean(part(0, 1)), mean(part(1, 0))];
    const cells = [...means, greatest(part(1, 1)), greatest(part(2, 0)), greatest(waiting)];
    const heading = make("th", { scope: "row" }, clockTime(from * 1_000));
    return make("tr", {}, heading, ...cells.map((value) => make("td", {}, number(value))));
  }
}

/** Returns a sample of the line with its name and value. */
function key({ name, ink, dash }) {
  const sample = draw(
    "svg",
    { class: `key-line ${ink.slice(2)}`, width: 22, height: 8, "aria-hidden": "true" },
    draw("line", { x1: 1, x2: 21, y1: 4, y2: 4, "stroke-dasharray": dash?.join(" ") }),
  );
  return make("span", { class: "key" }, sample, ` ${name} `, make("b", { class: "key-value" }, "–"));
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
