// The journal's entries as they come: by server-sent events, else by asking again and again.

import { admin, open } from "./admin.js";
import { readEvents } from "./event_stream.js";

/** As many as the server keeps of one sandbox by default. */
const MOST = 1000;
const AGAIN_MS = 2000;
const TOO_SHORT_MS = 1000;

/**
 * Entries of this sandbox, the newest first.
 *
 * Event `entries`: some came (`detail.added`, the oldest first), or all are others
 * (`detail.isReset`). Event `state`: `waiting`, `live`, `polling`, `away`, `closed` without the token,
 * or `paused` while nobody looks at the tab: a browser has few connections to one server.
 */
class Feed extends EventTarget {
  constructor() {
    super();
    this.entries = [];
    this.state = "waiting";
    this.shortStreams = 0;
  }

  /** Begins, and goes on for as long as the page is there. */
  async start() {
    for (;;) {
      if (document.hidden) await this.until("visibilitychange");
      this.ending = new AbortController();
      const stop = () => document.hidden && this.ending.abort();
      document.addEventListener("visibilitychange", stop);
      try {
        await this.load();
        await (this.shortStreams < 2 ? this.listen() : this.poll());
      } catch (error) {
        if (error.status === 403) this.say("closed");
        // It answers, but not with a stream.
        else if (error.status >= 400) this.shortStreams += 1;
        else this.say(document.hidden ? "paused" : "away");
      }
      document.removeEventListener("visibilitychange", stop);
      if (!document.hidden) await pause(AGAIN_MS / 2);
    }
  }

  /** Forgets the entries; the server has done so already. */
  clear() {
    this.entries = [];
    this.tell([], true);
  }

  until(event) {
    this.say("paused");
    return new Promise((resolve) => {
      document.addEventListener(event, resolve, { once: true });
    });
  }

  async load() {
    const { entries } = await admin("GET", `/journal?order=newest&limit=${MOST}`, this.quietly);
    this.entries = entries;
    this.tell([], true);
  }

  get quietly() {
    return { signal: this.ending.signal, isQuiet: true };
  }

  get newest() {
    return this.entries[0]?.number ?? 0;
  }

  async listen() {
    const started = performance.now();
    const response = await open("GET", `/journal/events?since=${this.newest}`, this.quietly);
    this.say("live");
    let batch = [];
    const hand = () => {
      this.take(batch);
      batch = [];
    };
    for await (const event of readEvents(response.body)) {
      if (event.name === "lost") return;
      if (event.name !== "entry") continue;
      if (batch.length === 0) requestAnimationFrame(hand);
      batch.push(JSON.parse(event.data));
    }
    // A server, or something in between, that hands over no streams.
    this.shortStreams = performance.now() - started < TOO_SHORT_MS ? this.shortStreams + 1 : 0;
  }

  async poll() {
    this.say("polling");
    for (;;) {
      await pause(AGAIN_MS);
      const { entries, newest } = await admin("GET", `/journal?since=${this.newest}&order=oldest&limit=${MOST}`, this.quietly);
      if (newest < this.newest) return;
      this.take(entries);
    }
  }

  take(entries) {
    const fresh = entries.filter((entry) => entry.number > this.newest);
    if (fresh.length === 0) return;
    this.entries = [...fresh.toReversed(), ...this.entries].slice(0, MOST);
    this.tell(fresh, false);
  }

  tell(added, isReset) {
    this.dispatchEvent(new CustomEvent("entries", { detail: { added, isReset } }));
  }

  say(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}

const pause = (ms) => new Promise((resolve) => {
  setTimeout(resolve, ms);
});

/** The journal of this page's sandbox. */
export const feed = new Feed();
