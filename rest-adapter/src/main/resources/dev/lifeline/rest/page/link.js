// The page's own link to the service, which is another thing than the service's connection to its database.
//
// What is new comes as server-sent events. The browser opens a stream that broke again by itself, and resumes it; but it gives
// up for good on some answers, such as a 503 of a service with too many readers, or of a proxy in front of one that is away. Then
// this opens another. As long as there is no stream the page asks for the status itself: if that is answered, only the stream
// is missing; if not, the service is out of reach.

const EVENTS = "api/monitoring/events";
const STATUS = "api/monitoring/status";

/** The service tells something every five seconds at least. */
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

  /** Tells what it hears: {status, incident, line, opened, changed}. */
  constructor(hear) {
    this.#hear = hear;
  }

  start() {
    this.#open();
    this.#askSoon(ASK_LIMIT); // a stream that hangs while it opens says nothing
    setInterval(() => this.#watch(), 1_000);
    addEventListener("online", () => this.#askSoon(0));
    document.addEventListener("visibilitychange", () => document.hidden || this.#watch());
  }

  /** "connecting", "live", "asking" (no stream, but the service answers) or "lost". */
  get state() {
    return this.#state;
  }

  /** When the service last said something, by this machine's clock; 0 if never. */
  get heardAt() {
    return this.#heardAt;
  }

  /** When it is asked again, by this machine's clock. */
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

  /** Opens another one later, ever later while that does not help. */
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
          this.#openStreamAt = 0; // the service is back: so may be its streams
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

/** Not all pages that lost the same service shall come back at the same moment. */
const jittered = (millis) => millis * (0.75 + Math.random() / 2);
