// The status page: shows the status that the service sends. It uses the clock of the service, so that durations are
// right even if the viewer's clock is wrong.

import { Charts } from "./charts.js";
import { byId, say } from "./dom.js";
import { loadIcons, showIcon } from "./icon.js";
import { Incidents, endOf } from "./incidents.js";
import { Link } from "./link.js";
import { Reconnect } from "./reconnect.js";
import { Ribbon } from "./ribbon.js";
import { addLine, showChecks, showLedger } from "./tables.js";
import { clockTime, isOutage, span, stateWords, ticking, timeElement } from "./words.js";

/** Signs for the title of the tab, which has no colour. */
const SIGNS = { starting: "…", ok: "●", warn: "▲", lost: "✕", gone: "?" };

let status = null;
let clockDifference = 0;
let lostAt = null;
const unreachable = [];

const charts = new Charts();
const incidents = new Incidents();
const reconnect = new Reconnect();
const ribbon = new Ribbon();
const link = new Link({
  status: takeStatus,
  incident: (incident) => {
    incidents.take(incident);
    showOverTime();
    tick();
  },
  line: addLine,
  opened: async () => {
    await incidents.fetchAll();
    showOverTime();
    tick();
  },
  changed: linkChanged,
});

const now = () => Date.now() + clockDifference;

function takeStatus(news) {
  const upgraded = status !== null && status.version !== news.version;
  status = news;
  clockDifference = Date.parse(news.at) - Date.now();
  charts.take(news, Date.parse(news.at));
  show();
  showChecks(news.checks);
  showLedger(news);
  showAbout(upgraded);
  showDatabaseNotice();
  showOverTime();
}

function linkChanged() {
  if (link.state === "lost" && lostAt === null) {
    lostAt = lastWord();
    charts.take(null, lostAt);
  } else if (link.state !== "lost" && lostAt !== null) {
    unreachable.push({ from: lostAt, until: now(), known: false });
    lostAt = null;
  }
  show();
}

/** Returns the last time of contact, by the service's clock. */
const lastWord = () => (status === null ? now() : Math.max(Date.parse(status.at), link.heardAt + clockDifference));

/** Shows the state at a glance. An unreachable service comes first, because its last state may be outdated. */
function show() {
  const lost = link.state === "lost";
  const known = status === null ? null : stateWords(status.state, status.gate.overdue);
  const tone = lost ? "gone" : (known?.tone ?? "starting");
  document.documentElement.dataset.tone = tone;
  document.documentElement.dataset.link = link.state;
  say(byId("state-label"), lost ? "This page's link to the service" : "Database connection");
  say(byId("state-word"), lost ? "Service unreachable" : (known?.word ?? "One moment"));
  say(byId("state-sentence"), lost ? lostSentence() : sentence(known));
  showSince(known);
  const word = byId("state-word").textContent;
  document.title = `${SIGNS[tone]} ${word} – Lifeline`;
  showIcon(tone);
  announce(lost, known);
  reconnect.update(status?.reconnect ?? null, !lost);
  tick();
}

function sentence(known) {
  if (known === null) {
    return "Asking the service how it is.";
  }
  return status.error === null ? known.sentence : `${status.error}. ${known.sentence}`;
}

function lostSentence() {
  return status === null
    ? "No answer from the service yet; trying again."
    : `Showing what was known at ${clockTime(lastWord())}; trying again.`;
}

function showSince(known) {
  const place = byId("state-since");
  if (known === null) {
    return;
  }
  const lost = link.state === "lost";
  const shown = `${lost}${status.state}${status.since}`;
  if (place.dataset.shown !== shown) {
    place.dataset.shown = shown;
    const lead = lost ? `The database connection was last known as: ${known.word}, since ` : "For ";
    const length = document.createElement("b");
    length.id = "state-length";
    place.replaceChildren(lead, ...(lost ? [] : [length, ", since "]), timeElement(status.since));
  }
}

/** Announces changes of state to screen readers, not every figure. */
let announced = null;
function announce(lost, known) {
  const state = known === null ? null : `Database connection: ${known.word}. ${sentence(known)}`;
  const text = lost ? `Service unreachable. ${lostSentence()}` : state;
  const about = lost ? "lost" : known?.word;
  if (text !== null && about !== announced) {
    announced = about;
    say(byId("announcer"), text);
  }
}

/** Shows that the database is embedded, so that it is not mistaken for a real one. */
function showDatabaseNotice() {
  const place = byId("database-notice");
  place.hidden = status.databaseNotice === undefined;
  say(place, place.hidden ? "" : `Not for production: ${status.databaseNotice}.`);
}

function showAbout(upgraded) {
  const place = byId("about");
  place.replaceChildren(`Lifeline ${status.version}, started `, timeElement(status.startedAt), ".");
  if (upgraded) {
    place.append(" The service was upgraded: reload this page for its newest form.");
  }
}

function showOverTime() {
  if (status === null) {
    return;
  }
  const all = incidents.all();
  const knownUntil = lostAt ?? now();
  ribbon.show(all, now(), knownUntil, Date.parse(status.startedAt));
  charts.show(now(), broken(all, knownUntil));
}

function broken(all, knownUntil) {
  const outages = all.filter(isOutage).map((incident) => ({
    from: Date.parse(incident.startedAt),
    until: endOf(incident, knownUntil),
    known: true,
  }));
  return [...outages, ...unreachable, ...(lostAt === null ? [] : [{ from: lostAt, until: now(), known: false }])];
}

/** Updates the durations once a second. */
function tick() {
  const length = byId("state-length");
  if (length !== null && link.state !== "lost") {
    say(length, ticking(now() - Date.parse(status.since)));
  }
  incidents.tick(lostAt ?? now());
  say(byId("link-text"), linkText());
}

function linkText() {
  const quiet = Date.now() - link.heardAt;
  switch (link.state) {
    case "live":
      return quiet < 8_000 ? "Live" : `Live, quiet for ${ticking(quiet)}`;
    case "asking":
      return "No live stream: asking every 2 s";
    case "lost":
      return retryText(link.nextTryAt - Date.now());
    default:
      return "Connecting to the service";
  }
}

const retryText = (pause) => (pause > 1_000 ? `Out of reach, next try in ${span(pause)}` : "Out of reach, trying");

loadIcons().then(show);
charts.start();
reconnect.start();
link.start();
setInterval(() => {
  tick();
  if (link.state !== "live") {
    showOverTime();
  }
}, 1_000);
