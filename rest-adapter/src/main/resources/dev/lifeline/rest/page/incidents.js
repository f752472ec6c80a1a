// The list of incidents, newest first.

import { byId, make, say } from "./dom.js";
import { clockTime, count, isOngoing, isOutage, kindWord, number, span, ticking, timeElement, when } from "./words.js";

const ENOUGH = 8;
const MOST = 200;

export class Incidents {
  #byId = new Map();
  #fresh = new Map();
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

  /** Fetches the history. Known incidents stay if there is no response; those that arrived meanwhile are newer. */
  async fetchAll() {
    this.#fresh.clear();
    try {
      const answer = await fetch(`api/monitoring/incidents?limit=${MOST}`, { cache: "no-store" });
      if (answer.ok) {
        const { incidents } = await answer.json();
        this.#byId = new Map([...incidents.map((incident) => [incident.id, incident]), ...this.#fresh]);
        this.#known = true;
        this.#render();
      }
    } catch {
      // link.js monitors the link to the service and reports its loss.
    }
  }

  take(incident) {
    this.#byId.set(incident.id, incident);
    this.#fresh.set(incident.id, incident);
    this.#render();
  }

  /** Returns the incidents, newest first. */
  all() {
    return [...this.#byId.values()].sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  }

  /** Updates the lengths of ongoing incidents. */
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
    say(this.#note, all.length > 0 || !this.#known ? "" : "None on record.");
  }
}

function item(incident) {
  const going = isOngoing(incident);
  return make(
    "li",
    { class: isOutage(incident) ? "outage" : "lesser", "data-going": going },
    make(
      "p", { class: "headline" },
      make("b", {}, kindWord(incident.kind)), cause(incident), lengthOf(incident, going)),
    make("p", { class: "course" }, ...course(incident)),
    make("p", { class: "proof" }, [incident.evidence, ...tally(incident)].filter(Boolean).join(" · ")),
  );
}

const cause = (incident) => (incident.cause === null ? "" : ` · ${incident.cause}`);

function lengthOf({ startedAt, durationMillis }, going) {
  if (going) {
    return make("span", { class: "length", "data-since": Date.parse(startedAt) }, ticking(0));
  }
  return durationMillis > 0 ? make("span", { class: "length" }, span(durationMillis)) : null;
}

/** Describes the first sign, the detection and the end. */
function course({ phase, startedAt, detectedAt, endedAt }) {
  if (startedAt === endedAt) {
    return ["at ", timeElement(startedAt)];
  }
  const sign = ["first sign ", timeElement(startedAt), ", known ", later(startedAt, detectedAt)];
  switch (phase) {
    case "ONGOING":
      return [...sign, ", ongoing"];
    case "ENDED":
      const time = sameDay(startedAt, endedAt) ? clockTime(Date.parse(endedAt)) : undefined;
      return [...sign, ", over ", timeElement(endedAt, time)];
    default:
      return [...sign, "; its end was not observed"];
  }
}

function later(from, to) {
  const millis = Date.parse(to) - Date.parse(from);
  return timeElement(to, millis > 0 ? `${span(millis)} later` : "at once");
}

const sameDay = (one, other) => new Date(one).toDateString() === new Date(other).toDateString();

function tally({ attempts, callers }) {
  const parts = [];
  if (attempts > 0) {
    parts.push(count(attempts, "attempt to recover", "attempts to recover"));
  }
  if (callers !== null && callers.waited + callers.saved + callers.failed > 0) {
    const waited = `${count(callers.waited, "caller", "callers")} waited`;
    parts.push(`${waited}, ${number(callers.saved)} saved, ${number(callers.failed)} failed`);
  }
  return parts;
}

/** Returns the last known time of an incident. */
export function endOf(incident, knownUntil) {
  return isOngoing(incident) ? knownUntil : Date.parse(incident.endedAt ?? incident.detectedAt);
}

/** Returns an incident in one line, for a tool tip. */
export function oneLine(incident) {
  const { durationMillis } = incident;
  const length = isOngoing(incident) ? ", ongoing" : durationMillis > 0 ? `, ${span(durationMillis)}` : "";
  const kind = `${kindWord(incident.kind)}${cause(incident).replace(" · ", ": ")}`;
  return `${kind}, ${when(Date.parse(incident.startedAt))}${length}`;
}
