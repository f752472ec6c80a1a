// The link of the page to the service, as distinct from the service's connection to its database.
//
// News arrives as server-sent events. The browser reopens and resumes a broken stream, but stops permanently after
// some responses, such as a 503 of a service with too many streams, or of a proxy in front of a stopped service. This
// class then opens a new stream. Without a stream the page polls the status. If the service answers, only the stream
// is missing; otherwise the service is unreachable.

const EVENTS = "api/monitoring/events";
const STATUS = "api/monitoring/status";

/** The service sends an event at least every five seconds. */
const SILENCE = 20_000;
const ASK_EVERY = 2_000;
const ASK_LIMIT = 4_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5_000;
const LONGEST_STREAM_PAUSE = 30_000;

export class Link {
  #hear;
  #stream = null;
  #state = "connecting";
  #heardAt = 0;
  #misses = 0;
  #asking = false;
  #timer = null;
  #nextAskAt = 0;
  #streamPause = FIRST_PAUSE;
  #openStreamAt = 0;

  /** Calls the listeners {status, incident, line, opened, changed}. */
  constructor(hear) {
    this.#hear = hear;
  }

  start() {
    this.#open();
    this.#askSoon(ASK_LIMIT); // a stream that hangs while it opens fires no event
    setInterval(() => this.#watch(), 1_000);
    addEventListener("online", () => this.#askSoon(0));
    document.addEventListener("visibilitychange", () => document.hidden || this.#watch());
  }

  /** Returns "connecting", "live", "asking" (no stream, but the service answers) or "lost". */
  get state() {
    return this.#state;
  }

  /** Returns the time of the last message of the service, by this machine's clock; 0 if there is none. */
  get heardAt() {
    return this.#heardAt;
  }

  /** Returns the time of the next poll, by this machine's clock. */
  get nextTryAt() {
    return this.#nextAskAt;
  }

  #open() {
    const stream = new EventSource(EVENTS);
    this.#stream = stream;
    const on = (type, act) =>
      stream.addEventListener(type, (event) => {
        if (stream === this.#stream) {
          act(event);
        }
      });
    on("open", () => this.#opened());
    on("error", () => this.#broken());
    on("status", (event) => this.#heard("status", event));
    on("incident", (event) => this.#heard("incident", event));
    on("connection", (event) => this.#heard("line", event));
    on("reset", () => this.#hear.opened());
  }

  #opened() {
    this.#streamPause = FIRST_PAUSE;
    this.#answered("live");
    this.#hear.opened();
  }

  #heard(kind, event) {
    this.#answered("live");
    this.#hear[kind](JSON.parse(event.data));
  }

  #answered(state) {
    this.#heardAt = Date.now();
    this.#misses = 0;
    if (state === "live") {
      clearTimeout(this.#timer);
    }
    this.#become(state);
  }

  #broken() {
    if (this.#stream.readyState === EventSource.CLOSED) {
      this.#giveUpStream();
    }
    this.#askSoon(0);
  }

  /** Opens another stream after a delay, which grows with each failure. */
  #giveUpStream() {
    this.#stream?.close();
    this.#stream = null;
    this.#openStreamAt = Date.now() + jittered(this.#streamPause);
    this.#streamPause = Math.min(this.#streamPause * 2, LONGEST_STREAM_PAUSE);
  }

  #watch() {
    if (this.#state === "live" && Date.now() - this.#heardAt > SILENCE) {
      this.#giveUpStream();
      this.#askSoon(0);
    }
    if (this.#stream === null && this.#state !== "lost" && Date.now() >= this.#openStreamAt) {
      this.#open();
    }
  }

  #askSoon(pause) {
    clearTimeout(this.#timer);
    this.#nextAskAt = Date.now() + pause;
    this.#timer = setTimeout(() => this.#ask(), pause);
  }

  async #ask() {
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    try {
      const status = await this.#fetchStatus();
      if (!this.#isStreaming()) {
        const wasLost = this.#state === "lost";
        this.#answered("asking");
        this.#hear.status(status);
        if (wasLost) {
          this.#openStreamAt = 0; // the service is back, so streams may work again
          this.#hear.opened();
        }
        this.#askSoon(ASK_EVERY);
      }
    } catch {
      this.#missed();
    } finally {
      this.#asking = false;
    }
  }

  async #fetchStatus() {
    const answer = await fetch(STATUS, { cache: "no-store", signal: AbortSignal.timeout(ASK_LIMIT) });
    if (!answer.ok) {
      throw new Error(`status ${answer.status}`);
    }
    return answer.json();
  }

  #missed() {
    if (this.#isStreaming()) {
      return;
    }
    this.#misses += 1;
    this.#askSoon(jittered(Math.min(FIRST_PAUSE * 2 ** this.#misses, LONGEST_PAUSE)));
    this.#become("lost");
  }

  #isStreaming() {
    return this.#stream?.readyState === EventSource.OPEN;
  }

  #become(state) {
    if (state !== this.#state) {
      this.#state = state;
      this.#hear.changed();
    }
  }
}

/** Adds jitter, so that not all pages of a lost service return at the same moment. */
const jittered = (millis) => millis * (0.75 + Math.random() / 2);
