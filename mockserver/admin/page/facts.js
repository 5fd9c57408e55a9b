// The facts at the top: which sandbox, what time it is there, how many faults, whether it is live.

import { admin } from "./admin.js";
import { feed } from "./journal_feed.js";
import { sandbox } from "./session.js";
import { shortTime } from "./told.js";

const EVERY_MS = 1000;
const AGAIN_MS = 15000;

let clock = null;
let readAt = 0;
const listeners = new Set();

/** Returns the sandbox's time now, in milliseconds, or null while it is not known. */
export function mockNow() {
  if (clock === null) return null;
  return Date.parse(clock.now) + (clock.frozen ? 0 : performance.now() - readAt);
}

/** Whether time stands still there. */
export const isFrozen = () => clock?.frozen ?? false;

/** Takes over the clock as an answer told it; everyone who shows it is told. */
export function setClock(told) {
  clock = told;
  readAt = performance.now();
  tell();
}

/** Calls back now, every second, and whenever the clock moves; returns how to end that. */
export function onClock(listener) {
  listeners.add(listener);
  listener();
  return () => listeners.delete(listener);
}

function tell() {
  for (const listener of listeners) listener();
}

function fact(id, text, { hidden = false } = {}) {
  const element = document.getElementById(id);
  element.hidden = hidden;
  element.querySelector(".fact-value").textContent = text;
  return element;
}

/** Reads clock and faults again. */
export async function refreshFacts() {
  try {
    const [told, { faults }] = await Promise.all(["/clock", "/faults"].map((path) => admin("GET", path, { isQuiet: true })));
    setClock(told);
    const many = faults.length === 1 ? "1 rule" : `${faults.length} rules`;
    fact("faults", many, { hidden: faults.length === 0 });
  } catch {
    // The journal's feed says that the server is away; nothing is made up here.
  }
}

function showLive() {
  const words = { waiting: "connecting", live: "live", polling: "live, by asking", away: "no answer", closed: "needs the token", paused: "asleep" };
  const element = document.getElementById("live");
  element.dataset.state = feed.state;
  element.querySelector(".live-text").textContent = words[feed.state];
}

/** Starts to show them. */
export function showFacts() {
  fact("sandbox", sandbox);
  onClock(() => {
    const now = mockNow();
    if (now !== null) fact("clock", `${shortTime(now)} ${isFrozen() ? "frozen" : ""}`).classList.toggle("frozen", isFrozen());
  });
  setInterval(tell, EVERY_MS);
  setInterval(() => document.hidden || refreshFacts(), AGAIN_MS);
  feed.addEventListener("state", showLive);
  showLive();
  refreshFacts();
}
