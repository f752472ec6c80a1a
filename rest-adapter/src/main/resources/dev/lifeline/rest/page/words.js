// The texts of the page: states, times, durations and numbers.

import { make } from "./dom.js";

/** Each state as tone, word and sentence; the tone selects colour, shape and icon. */
const STATES = {
  STARTING: ["starting", "Starting", "Nothing is known about the database yet."],
  CONNECTED: ["ok", "Connected", "The database answers and accepts writes."],
  SATURATED: [
    "warn", "Saturated",
    "The database answers, but every connection is busy and callers queue. Slow is not down.",
  ],
  READ_ONLY: ["warn", "Read-only", "The database answers but refuses writes. Reads continue, writes wait."],
  BOOTING: ["lost", "Not up yet", "The server is starting up or shutting down. Callers wait for it."],
  LOST: ["lost", "Lost", "The database does not answer. Callers wait, and Lifeline keeps trying."],
  MISCONFIGURED: ["lost", "Refused", "The database answers but rejects this service. A person must act."],
};

/** The sentences of an outage that has exceeded the hold time. */
const OVERDUE = {
  BOOTING: "The server is starting up or shutting down. New callers are refused at once; Lifeline keeps trying.",
  LOST: "The database does not answer. New callers are refused at once; Lifeline keeps trying.",
  MISCONFIGURED:
    "The database answers but rejects this service, and new callers are refused at once. A person must act.",
};

/** Describes a state; overdue: whether the outage has exceeded the hold time. */
export function stateWords(state, overdue = false) {
  const [tone, word, sentence] = STATES[state] ?? ["warn", String(state), "This page does not know that state."];
  return { tone, word, sentence: (overdue && OVERDUE[state]) || sentence };
}

const KINDS = {
  OUTAGE: "Outage",
  READ_ONLY: "Read-only",
  SATURATED: "Saturated",
  DEAD_FLOWS: "Dead connections",
  STATEMENT_DEADLINE: "Statements ended",
  SERVER_CHANGED: "Another server",
  ENGINE_REPLACED: "Engine part replaced",
  PROCESS_PAUSED: "Process paused",
};

/** Describes the kind of an incident; an unknown kind is shown by its name. */
export function kindWord(kind) {
  const text = String(kind).toLowerCase().replaceAll("_", " ");
  return KINDS[kind] ?? text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns whether the database was unusable; during other incidents it served with restrictions. */
export const isOutage = (incident) => incident.kind === "OUTAGE";

/** Returns whether no request was served: a suspended process serves none either. */
export const isUnserved = (incident) => isOutage(incident) || incident.kind === "PROCESS_PAUSED";

export const isOngoing = (incident) => incident.phase === "ONGOING";

const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});
const shortClock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });

export const clockTime = (millis) => clock.format(millis);
export const hourAndMinute = (millis) => shortClock.format(millis);
export const dayOf = (millis) => day.format(millis);

/** Returns the local time of day, with the day if it is not today. */
export function when(millis) {
  return isToday(millis) ? clockTime(millis) : `${dayOf(millis)}, ${clockTime(millis)}`;
}

const isToday = (millis) => new Date(millis).toDateString() === new Date().toDateString();

/** Returns the local time as an element with the UTC time in its tool tip. */
export function timeElement(iso, text = when(Date.parse(iso))) {
  return make("time", { datetime: iso, title: `${iso.replace("T", " ").replace("Z", "")} UTC` }, text);
}

/** Returns a duration in its two largest units. */
export function span(millis) {
  const ms = Math.max(0, millis);
  if (ms < 950) {
    return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
  }
  if (ms < 9_950) {
    return `${(ms / 1_000).toFixed(1)} s`;
  }
  return longSpan(Math.round(ms / 1_000));
}

/** Returns a duration in whole seconds, for values that are updated each second. */
export const ticking = (millis) => longSpan(Math.max(0, Math.floor(millis / 1_000)));

function longSpan(seconds) {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (minutes < 60) {
    return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  }
  return hours < 24 ? `${hours} h ${String(minutes % 60).padStart(2, "0")} min` : `${days} d ${hours % 24} h`;
}

/** Returns a number with about three digits, or a dash. */
export function number(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "–";
  }
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const rounded = Number(value.toFixed(digits));
  return rounded.toLocaleString("en", { maximumFractionDigits: digits }).replaceAll(",", "\u202f");
}

export const count = (n, one, many) => `${number(n)} ${n === 1 ? one : many}`;
