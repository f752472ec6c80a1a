// The timeline of the connection: solid while the database served, broken during outages, dotted if unknown.

import { byId, draw, say } from "./dom.js";
import { endOf, oneLine } from "./incidents.js";
import { count, dayOf, hourAndMinute, isOutage, isUnserved, span } from "./words.js";

const HEIGHT = 64;
const LINE = 22;
const GAP = 11;
const LEAST = 3;
const STEPS = [60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 172_800];
const ROOM = 72;
const YOUNG = 600_000;
const NAMES = {
  600: "In the last ten minutes",
  3600: "In the last hour",
  86400: "In the last day",
  604800: "In the last week",
};

export class Ribbon {
  #svg = byId("ribbon");
  #text = byId("ribbon-text");
  #width = 0;
  #seconds = 3600;
  #last = null;

  constructor() {
    new ResizeObserver(([{ contentRect }]) => {
      this.#width = Math.floor(contentRect.width);
      this.#redraw();
    }).observe(this.#svg);
    for (const choice of document.querySelectorAll("input[name=span]")) {
      choice.addEventListener("change", () => {
        this.#choose(Number(choice.value));
        this.#redraw();
      });
    }
  }

  /**
   * Redraws the timeline.
   *
   * @param now the service's time
   * @param knownUntil end of the known time: now, or when the service was lost
   * @param knownFrom start of this process; before that it may have been down, whatever its history contains
   */
  show(incidents, now, knownUntil, knownFrom) {
    if (this.#last === null && now - knownFrom < YOUNG) {
      this.#choose(600);
    }
    this.#last = { incidents, now, knownUntil, knownFrom };
    this.#redraw();
  }

  #choose(seconds) {
    this.#seconds = seconds;
    document.querySelector(`input[name=span][value="${seconds}"]`).checked = true;
  }

  #redraw() {
    if (this.#last === null || this.#width < 50) {
      return;
    }
    const { incidents, now, knownUntil, knownFrom } = this.#last;
    const from = now - this.#seconds * 1_000;
    const x = (time) => ((Math.min(Math.max(time, from), now) - from) / (now - from)) * (this.#width - 8) + 2;
    const seen = incidents.map((incident) => shape(incident, knownUntil)).filter(({ end }) => end > from);
    this.#svg.setAttribute("viewBox", `0 0 ${this.#width} ${HEIGHT}`);
    this.#svg.setAttribute("height", HEIGHT);
    const parts = [
      hatching(),
      ...ticks(from, now, this.#seconds, x),
      ...line(seen, from, knownFrom, knownUntil, now, x),
      ...seen.map((one) => block(one, x)),
      draw("circle", { class: knownUntil < now ? "end unknown" : "end", cx: x(now), cy: LINE, r: 5 }),
    ];
    this.#svg.replaceChildren(...parts.filter((part) => part !== null));
    this.#describe(seen, from, knownFrom, knownUntil);
  }

  #describe(seen, from, knownFrom, knownUntil) {
    const outages = seen.filter(({ incident }) => isOutage(incident));
    const lesser = seen.length - outages.length;
    const away = covered(outages, from, knownUntil);
    const begin = Math.max(from, knownFrom);
    const known = knownUntil - begin;
    const unserved = covered(seen.filter(({ incident }) => isUnserved(incident)), begin, knownUntil);
    const time = knownFrom > from ? "known time" : "time";
    const share = known > 0 ? `, ${percent(1 - unserved / known)} of the ${time} served` : "";
    const none = unserved > 0 ? `no outage${share}` : "no outage";
    const some = `${count(outages.length, "outage", "outages")}, ${span(away)} in all${share}`;
    const main = outages.length === 0 ? none : some;
    const also = lesser === 0 ? "" : `, and ${count(lesser, "lesser incident", "lesser incidents")}`;
    const before = knownFrom > from ? "; dotted: before this service started" : "";
    const text = `${NAMES[this.#seconds]}: ${main}${also}${before}.`;
    say(this.#text, text);
    this.#svg.setAttribute("aria-label", text);
  }
}

/** Returns the time that the incidents cover between two moments; overlaps count once. */
export function covered(seen, from, until) {
  let sum = 0;
  let reached = from;
  for (const { start, end } of [...seen].sort((a, b) => a.start - b.start)) {
    const begin = Math.max(start, reached);
    reached = Math.max(reached, Math.min(end, until));
    sum += Math.max(0, reached - begin);
  }
  return sum;
}

/** Rounds down: 100 % means without any outage. */
const percent = (share) => `${(Math.floor(Math.max(0, share) * 10_000) / 100).toFixed(2)} %`;

const shape = (incident, knownUntil) => ({
  incident,
  start: Date.parse(incident.startedAt),
  end: endOf(incident, knownUntil),
});

/** Returns the pieces between the incidents, oldest first. */
function line(seen, from, knownFrom, knownUntil, now, x) {
  const pieces = [];
  const known = Math.max(from, Math.min(knownFrom, knownUntil));
  if (known > from) {
    pieces.push(stroke("unknown", x(from), x(known)));
  }
  let at = known;
  for (const { start, end } of seen.toSorted((a, b) => a.start - b.start)) {
    pieces.push(stroke("well", x(at), x(start)));
    at = Math.max(at, end);
  }
  pieces.push(stroke("well", x(at), x(knownUntil)));
  if (knownUntil < now) {
    pieces.push(stroke("unknown", x(knownUntil), x(now)));
  }
  return pieces;
}

const stroke = (kind, x1, x2) => (x2 > x1 ? draw("line", { class: kind, x1, x2, y1: LINE, y2: LINE }) : null);

/** Draws an outage as a tall hatched block, and lesser incidents as low ones. */
function block({ incident, start, end }, x) {
  const outage = isOutage(incident);
  const width = Math.max(LEAST, x(end) - x(start));
  const height = outage ? GAP * 2 : GAP;
  const left = Math.min(x(start), x(end) - LEAST + 1);
  const place = { x: Math.max(0, left), y: LINE - height / 2, width, height };
  return draw(
    "g",
    { class: outage ? "outage" : "lesser" },
    draw("rect", { ...place, class: "ground" }),
    draw("rect", { ...place, fill: "url(#hatching)" }),
    draw("title", {}, oneLine(incident)),
  );
}

const hatching = () =>
  draw(
    "defs",
    {},
    draw(
      "pattern",
      { id: "hatching", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      draw("line", { class: "hatch", x1: 1, x2: 1, y1: 0, y2: 5 }),
    ),
  );

/** Draws ticks at round local times, as close as their labels allow. */
function ticks(from, now, seconds, x) {
  const pixelsPerSecond = (x(now) - x(from)) / seconds;
  const step = (STEPS.find((one) => one * pixelsPerSecond >= ROOM) ?? STEPS.at(-1)) * 1_000;
  const zone = new Date(now).getTimezoneOffset() * 60_000;
  const marks = [];
  for (let time = Math.ceil((from - zone) / step) * step + zone; time < now; time += step) {
    const at = x(time);
    marks.push(draw("line", { class: "tick", x1: at, x2: at, y1: 40, y2: 45 }));
    if (at > ROOM / 3 && x(now) - at > ROOM / 2 + 18) {
      marks.push(draw("text", { class: "tick-name", x: at, y: 58, "text-anchor": "middle" }, tickName(time, step)));
    }
  }
  marks.push(draw("text", { class: "tick-name now", x: x(now) + 5, y: 58, "text-anchor": "end" }, "now"));
  return marks;
}

const tickName = (time, step) => (step >= 86_400_000 ? dayOf(time) : hourAndMinute(time));
