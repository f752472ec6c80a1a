// The tables: the key figures, the last checks, and the event lines.

import { byId, make, say } from "./dom.js";
import { number, span, timeElement } from "./words.js";

const MOST_LINES = 15;

export function showLedger({ requests, pool, gate, generation }) {
  const waiting = pool.waiting + gate.waiting;
  say(byId("requests"), number(requests.perSecond));
  say(byId("failed"), number(requests.failedPerSecond));
  say(byId("p50"), number(requests.p50Millis));
  say(byId("p99"), number(requests.p99Millis));
  say(byId("active"), number(pool.active));
  say(byId("max"), number(pool.max));
  say(byId("waiting"), number(waiting));
  say(byId("waiting-where"), waiting === 0 ? "" : gate.waiting > 0 ? "for the recovery" : "for a connection");
  say(byId("generation"), number(generation));
  say(byId("retries"), number(Math.floor(gate.retriesLeft)));
  mark("failed", requests.failedPerSecond > 0);
  mark("waiting", waiting > 0);
  mark("active", pool.max > 0 && pool.active >= pool.max);
}

/** Marks a figure in bold and colour, because not all viewers see colours. */
const mark = (id, notable) => byId(id).closest("div").classList.toggle("notable", notable);

export function showChecks(checks) {
  const newest = checks.map(({ at }) => at).join();
  const table = byId("checks");
  if (table.dataset.shown === newest) {
    return;
  }
  table.dataset.shown = newest;
  table.replaceChildren(...checks.map(checkRow));
  say(byId("checks-note"), checks.length === 0 ? "None yet." : "");
}

function checkRow({ at, tookMillis, error }) {
  return make(
    "tr",
    { class: error === null ? "good" : "bad" },
    make("td", {}, timeElement(at)),
    make(
      "td", {},
      make("span", { class: "sign", "aria-hidden": "true" }, error === null ? "✓" : "✕"), error ?? "Healthy"),
    make("td", {}, span(tookMillis)),
  );
}

/** Adds a line. Repeated events, such as failed attempts, share one line that is updated. */
export function addLine({ at, type, text }) {
  const list = byId("lines");
  const newest = list.firstElementChild;
  const times = newest?.dataset.type === type ? Number(newest.dataset.times) + 1 : 1;
  if (times > 1) {
    newest.remove();
  }
  const many = times > 1 ? make("span", { class: "times" }, `${number(times)} times`) : null;
  list.prepend(make("li", { "data-type": type, "data-times": times }, timeElement(at), " ", text, many));
  while (list.children.length > MOST_LINES) {
    list.lastElementChild.remove();
  }
  say(byId("lines-note"), "");
}
