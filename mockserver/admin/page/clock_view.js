// The clock of the sandbox: what time it is there, and how to move it.

import { admin } from "./admin.js";
import { button, choices, el, field, fill } from "./dom.js";
import { isFrozen, mockNow, onClock, setClock } from "./facts.js";
import { attempt, note } from "./notes.js";
import { iso, shortTime } from "./told.js";

const SPANS = [["1h", "+1 hour"], ["1d", "+1 day"], ["7d", "+7 days"], ["30d", "+30 days"], ["-1d", "−1 day"]];
const UNITS = [["m", "minutes"], ["h", "hours"], ["d", "days"], ["s", "seconds"]];

/** Shows the view. */
export function showClock(body) {
  const box = el("div");
  const act = (method, move, words) => attempt(box, async () => {
    setClock(await admin(method, "/clock", move ? { body: move } : {}));
    note(`${words}: it is ${shortTime(mockNow())} UTC`);
  });
  fill(body,
    el("p.lead", {}, "Every time that the APIs tell or compare comes from this clock: tokens expire by it, campaigns end by it. It belongs to this sandbox alone."),
    face(act), box,
    el("div.cards", {}, advanceCard(act), setCard(act)));
  return {};
}

function face(act) {
  const time = el("time.clock-time");
  const state = el("span.badge");
  const freeze = button("Freeze", () => act("PATCH", { frozen: !isFrozen() }, isFrozen() ? "The clock runs" : "The clock stands"), { class: ".main" });
  const end = onClock(() => {
    if (!time.isConnected && time.dataset.seen) return end();
    if (mockNow() === null) return undefined;
    time.dataset.seen = "yes";
    time.dateTime = iso(mockNow());
    fill(time, shortTime(mockNow()), el("small", {}, " UTC"));
    fill(state, isFrozen() ? "frozen" : "running");
    state.classList.toggle("frozen", isFrozen());
    fill(freeze, isFrozen() ? "Let it run" : "Freeze");
    return undefined;
  });
  return el("section.panel.clock-face", { "aria-label": "The time in this sandbox" },
    el("p", {}, time, " ", state),
    el("div.row", {}, freeze, button("Back to the real time", () => act("DELETE", null, "Reset"))));
}

function advanceCard(act) {
  const advance = (span) => act("PATCH", { advance: span }, `Moved by ${span}`);
  const number = el("input", { type: "number", value: "90", step: "1", min: "-999999999", max: "999999999", required: true });
  const unit = choices(UNITS, "m");
  const form = el("form.row", { on: { submit: (event) => {
    event.preventDefault();
    advance(`${Number(number.value)}${unit.value}`);
  } } },
  field("How far", number), field("Unit", unit), el("button", { type: "submit" }, "Move"));
  return el("section.panel", { "aria-labelledby": "advance-title" },
    el("h2", { id: "advance-title" }, "Move on"),
    el("div.row", {}, SPANS.map(([span, label]) => button(label, () => advance(span)))), form);
}

function setCard(act) {
  const input = el("input", { type: "datetime-local", step: "1", required: true });
  const end = onClock(() => {
    if (mockNow() === null || input.value) return;
    input.value = iso(mockNow()).slice(0, 19);
    queueMicrotask(() => end());
  });
  const frozen = el("input", { type: "checkbox", id: "set-frozen" });
  const form = el("form", { on: { submit: (event) => {
    event.preventDefault();
    const text = input.value.length === 16 ? `${input.value}:00` : input.value;
    act("PATCH", { now: `${text}Z`, ...(frozen.checked && { frozen: true }) }, "Set");
  } } },
  field("Date and time, UTC", input),
  el("p.check", {}, frozen, el("label", { for: "set-frozen" }, "and freeze it there")),
  el("button", { type: "submit" }, "Set"));
  return el("section.panel", { "aria-labelledby": "set-title" }, el("h2", { id: "set-title" }, "Set"), form);
}
