// The button that makes the service replace its connections to the database. If that needs the admin token, the page
// asks for it, keeps it in memory only, and drops it if it is wrong.

import { byId, say } from "./dom.js";
import { clockTime, span } from "./words.js";

const RECONNECT = "api/health/database";
const LIMIT = 60_000;

const NOT_ALLOWED =
  "Reconnecting from here is not allowed: that takes an admin token (lifeline.access.admin-token-file), "
  + "or a browser on the machine of the service.";

export class Reconnect {
  #button = byId("reconnect");
  #hint = byId("reconnect-hint");
  #outcome = byId("reconnect-outcome");
  #dialog = byId("token-dialog");
  #field = byId("token");
  #wrong = byId("token-wrong");
  #token = null;
  #access = null;
  #refused = false;
  #busy = false;
  #reachable = true;

  start() {
    this.#button.addEventListener("click", () => this.#pressed());
    byId("token-cancel").addEventListener("click", () => this.#dialog.close());
    byId("token-form").addEventListener("submit", (event) => this.#tokenGiven(event));
    this.#dialog.addEventListener("close", () => {
      this.#field.value = "";
    });
  }

  /** Updates whether a reconnect is allowed, and whether the service is reachable. */
  update(access, reachable) {
    this.#refused &&= JSON.stringify(access) === JSON.stringify(this.#access);
    this.#access = access;
    this.#reachable = reachable;
    this.#show();
  }

  #show() {
    const possible = this.#access !== null && !this.#refused && (this.#access.allowed || this.#access.tokenRequired);
    this.#button.hidden = !possible;
    this.#button.disabled = this.#busy || !this.#reachable;
    say(this.#button, this.#busy ? "Reconnecting …" : "Reconnect now");
    this.#button.setAttribute("aria-busy", String(this.#busy));
    say(this.#hint, this.#hintText(possible));
  }

  #hintText(possible) {
    if (this.#access === null) {
      return "";
    }
    if (!possible) {
      return NOT_ALLOWED;
    }
    const token = this.#access.tokenRequired && this.#token === null ? " Asks for the admin token." : "";
    return `Replaces every connection to the database. Never needed, and harmless.${token}`;
  }

  #pressed() {
    if (this.#access.tokenRequired && this.#token === null) {
      this.#askForToken("");
    } else {
      this.#reconnect();
    }
  }

  #askForToken(wrong) {
    this.#dialog.showModal();
    say(this.#wrong, wrong);
    this.#field.focus();
  }

  #tokenGiven(event) {
    event.preventDefault();
    this.#token = this.#field.value.trim();
    this.#dialog.close();
    this.#reconnect();
  }

  async #reconnect() {
    const hadFocus = document.activeElement === this.#button || document.activeElement === document.body;
    const startedAt = performance.now();
    this.#busy = true;
    this.#tell("", "Replacing the connections …");
    this.#show();
    try {
      await this.#judge(await this.#post(), startedAt);
    } catch {
      this.#tell("bad", `${clockTime(Date.now())}: the service did not answer.`);
    } finally {
      this.#busy = false;
      this.#show();
      if (hadFocus && !this.#dialog.open) {
        this.#button.focus();
      }
    }
  }

  #post() {
    const headers = this.#token === null ? {} : { Authorization: `Bearer ${this.#token}` };
    return fetch(RECONNECT, { method: "POST", headers, cache: "no-store", signal: AbortSignal.timeout(LIMIT) });
  }

  async #judge(answer, startedAt) {
    const now = clockTime(Date.now());
    if (answer.status === 401) {
      this.#token = null;
      this.#tell("bad", `${now}: the service did not take that token.`);
      this.#askForToken("The service did not take that token.");
    } else if (answer.status === 403) {
      this.#refused = true;
      this.#tell("", "");
    } else if (answer.ok) {
      this.#tell("good", `${now}: reconnected, in ${span(performance.now() - startedAt)}.`);
    } else {
      const { error, title } = await answer.json().catch(() => ({}));
      this.#tell("bad", `${now}: not reconnected: ${error ?? title ?? `status ${answer.status}`}.`);
    }
  }

  #tell(kind, text) {
    this.#outcome.dataset.kind = kind;
    say(this.#outcome, text);
  }
}
