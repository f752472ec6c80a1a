// What went wrong, newest first.

import { byId, make, say } from "./dom.js";
import { clockTime, count, isOutage, kindWord, span, ticking, timeElement, when } from "./words.js";

const ENOUGH = 8;
const MOST = 200;

export class Incidents {
  #byId = new Map();
  #list = byId("incidents");
  #note = byId("incidents-note");
  #more = byId("incidents-more");
  #all = false;
  #known = false;

  constructor() {
    this.#more.addEventListener("click", () => {
      this.#all = !this.#all;
      this.#render();
    });
  }

  /** Asks for the whole history; what is known stays if there is no answer. */
  async fetchAll() {
    try {
      const answer = await fetch(`api/monitoring/incidents?limit=${MOST}`, { cache: "no-store" });
      if (answer.ok) {
        const { incidents } = await answer.json();
        this.#byId = new Map(incidents.map((incident) => [incident.id, incident]));
        this.#known = true;
        this.#render();
      }
    } catch {
      // The page's link to the service is watched elsewhere, and says so.
    }
  }

  take(incident) {
    this.#byId.set(incident.id, incident);
    this.#render();
  }

  /** Newest first. */
  all() {
    return [...this.#byId.values()].sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  }

  /** Lets the lengths of what is under way grow. */
  tick(now) {
    for (const element of this.#list.querySelectorAll("[data-since]")) {
      say(element, ticking(now - Number(element.dataset.since)));
    }
  }

  #render() {
    const all = this.all();
    this.#list.replaceChildren(...(this.#all ? all : all.slice(0, ENOUGH)).map(item));
    this.#more.hidden = all.length <= ENOUGH;
    say(this.#more, this.#all ? "Show the newest only" : `Show all ${all.length}`);
    say(this.#note, all.length > 0 || !this.#known ? "" : "None on record. That is how it should be.");
  }
}

function item(incident) {
  const start = Date.parse(incident.startedAt);
  const over = incident.endedAt !== null;
  const length = over
    ? make("span", { class: "length" }, span(incident.durationMillis))
    : make("span", { class: "length", "data-since": start }, ticking(0));
  return make(
    "li",
    { class: isOutage(incident) ? "outage" : "lesser", "data-over": over },
    make("p", { class: "headline" }, make("b", {}, kindWord(incident.kind)), ` · ${incident.cause}`, length),
    make("p", { class: "course" }, ...course(incident, over)),
    make("p", { class: "proof" }, [incident.evidence, ...tally(incident)].filter(Boolean).join(" · ")),
  );
}

/** From the first sign through the moment it was known to the end. */
function course({ startedAt, detectedAt, endedAt }, over) {
  const sign = ["first sign ", timeElement(startedAt), ", known ", later(startedAt, detectedAt)];
  return over
    ? [...sign, ", over ", timeElement(endedAt, sameDay(startedAt, endedAt) ? clockTime(Date.parse(endedAt)) : undefined)]
    : [...sign, ", still going on"];
}

const later = (from, to) => timeElement(to, `${span(Date.parse(to) - Date.parse(from))} later`);

const sameDay = (one, other) => new Date(one).toDateString() === new Date(other).toDateString();

function tally({ attempts, callers }) {
  const parts = [];
  if (attempts > 0) {
    parts.push(count(attempts, "attempt to recover", "attempts to recover"));
  }
  if (callers.waited + callers.saved + callers.failed > 0) {
    parts.push(`${count(callers.waited, "caller", "callers")} waited, ${callers.saved} saved, ${callers.failed} failed`);
  }
  return parts;
}

/** An incident in one line, for a tool tip. */
export function oneLine(incident) {
  const length = incident.endedAt === null ? "still going on" : span(incident.durationMillis);
  return `${kindWord(incident.kind)}: ${incident.cause}, ${when(Date.parse(incident.startedAt))}, ${length}`;
}
