// How the page says things: states, times, lengths and numbers.

import { make } from "./dom.js";

/** Each state in a word and a sentence; the tone chooses colour, shape and icon. */
const STATES = {
  STARTING: ["starting", "Starting", "Nothing is known about the database yet."],
  CONNECTED: ["ok", "Connected", "The database answers and takes writes."],
  SATURATED: ["warn", "Saturated", "The database answers, but every connection is busy and callers queue. Slow is not down."],
  READ_ONLY: ["warn", "Read-only", "The database answers but refuses writes. Reads go on, writes wait."],
  BOOTING: ["lost", "Not up yet", "The server says that it is starting up or shutting down. Callers wait for it."],
  LOST: ["lost", "Lost", "The database does not answer. Callers wait, and Lifeline keeps trying."],
  MISCONFIGURED: ["lost", "Refused", "The database answers but will not have us. A person must act."],
};

/** The sentences of an outage that is older than callers are held. */
const OVERDUE = {
  BOOTING: "The server says that it is starting up or shutting down. New callers are refused at once; Lifeline keeps trying.",
  LOST: "The database does not answer. New callers are refused at once; Lifeline keeps trying.",
  MISCONFIGURED: "The database answers but refuses this service, and new callers are refused at once. A person must act.",
};

/** A state in words; overdue: whether the outage is older than callers are held. */
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

/** An incident's kind in words; one that is new to this page is shown as it is called. */
export function kindWord(kind) {
  const text = String(kind).toLowerCase().replaceAll("_", " ");
  return KINDS[kind] ?? text.charAt(0).toUpperCase() + text.slice(1);
}

/** During an outage nothing works; the other kinds are worse than normal. */
export const isOutage = (incident) => incident.kind === "OUTAGE";

/** While the process itself stood still it served nothing either. */
export const isUnserved = (incident) => isOutage(incident) || incident.kind === "PROCESS_PAUSED";

export const isOngoing = (incident) => incident.phase === "ONGOING";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const shortClock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });

export const clockTime = (millis) => clock.format(millis);
export const hourAndMinute = (millis) => shortClock.format(millis);
export const dayOf = (millis) => day.format(millis);

/** The time of day where the viewer is; with the day, if that is not today. */
export function when(millis) {
  return isToday(millis) ? clockTime(millis) : `${dayOf(millis)}, ${clockTime(millis)}`;
}

const isToday = (millis) => new Date(millis).toDateString() === new Date().toDateString();

/** The same as an element, which also tells the UTC time to whoever asks. */
export function timeElement(iso, text = when(Date.parse(iso))) {
  return make("time", { datetime: iso, title: `${iso.replace("T", " ").replace("Z", "")} UTC` }, text);
}

/** A length in the two units that matter. */
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

/** The same in whole seconds, for what ticks. */
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

/** A number of about three digits; a dash for none. */
export function number(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "–";
  }
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const rounded = Number(value.toFixed(digits));
  return rounded.toLocaleString("en", { maximumFractionDigits: digits }).replaceAll(",", "\u202f");
}

export const count = (n, one, many) => `${number(n)} ${n === 1 ? one : many}`;
