// The status page: takes what the service says, and shows it. The service's clock is the clock of the page, so that lengths are
// right even where the viewer's clock is not.

import { Charts } from "./charts.js";
import { byId, say } from "./dom.js";
import { loadIcons, showIcon } from "./icon.js";
import { Incidents, endOf } from "./incidents.js";
import { Link } from "./link.js";
import { Reconnect } from "./reconnect.js";
import { Ribbon } from "./ribbon.js";
import { addLine, showChecks, showLedger } from "./tables.js";
import { clockTime, isOutage, span, stateWords, ticking, timeElement } from "./words.js";

/** Signs for the title of the tab, where there is no colour. */
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

/** By the service's clock, until when it was there. */
const lastWord = () => (status === null ? now() : Math.max(Date.parse(status.at), link.heardAt + clockDifference));

/** What is to be seen at a glance. If the service is out of reach, that is it: what it said last may no longer be so. */
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

/** Only what changes for people is read out, not every figure. */
let announced = null;
function announce(lost, known) {
  const text = lost ? `Service unreachable. ${lostSentence()}` : known === null ? null : `Database connection: ${known.word}. ${sentence(known)}`;
  const about = lost ? "lost" : known?.word;
  if (text !== null && about !== announced) {
    announced = about;
    say(byId("announcer"), text);
  }
}

/** A database for trying the service out must not pass for the real one. */
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

/** What moves by itself, once a second. */
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
