// Sandboxes: worlds of their own. Which there are, which one this page works in, how to share one.

import { admin, part } from "./admin.js";
import { carefulButton } from "./careful.js";
import { button, el, field, fill } from "./dom.js";
import { attempt, copy, note, reading } from "./notes.js";
import { address } from "./router.js";
import { pageOf, sandbox } from "./session.js";
import { count, shortTime } from "./told.js";

const NAME = "[A-Za-z0-9][A-Za-z0-9_.\\-]{0,63}";

/** Shows the view. */
export function showSandboxes(body) {
  const box = el("div");
  const list = el("div", {}, reading());
  const read = () => attempt(box, async () => {
    const { sandboxes } = await admin("GET", "/sandboxes");
    fill(list, table(sandboxes, drop));
  });
  const drop = (name) => attempt(box, async () => {
    await admin("DELETE", `/sandboxes/${part(name)}`);
    note(`${name} is dropped`);
    await read();
  });
  fill(body,
    el("p.lead", {}, "Each sandbox has its own records, ids, clock, faults and journal. It is born when it is first used, and dropped when it was idle for long."),
    box,
    el("div.cards", {}, openCard(), shareCard()),
    el("h2", {}, "In use"), list);
  read();
  return {};
}

function table(sandboxes, drop) {
  if (!sandboxes.some((one) => one.name === sandbox)) {
    sandboxes = [{ name: sandbox, born: null, now: null, frozen: false, faults: 0, scenarios: [], snapshots: [] }, ...sandboxes];
  }
  const head = ["Name", "Its time", "Changed", ""].map((text) => el("th", { scope: "col" }, text || el("span.unseen", {}, "Actions")));
  return el("div.scroll", { tabindex: "0", role: "region", "aria-label": "Sandboxes in use" },
    el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, sandboxes.map((one) => row(one, drop)))));
}

function row(one, drop) {
  const isHere = one.name === sandbox;
  const changes = [
    one.faults && count(one.faults, "fault rule"),
    one.scenarios.length && one.scenarios.join(", "),
    one.snapshots.length && count(one.snapshots.length, "snapshot"),
  ].filter(Boolean).join("; ");
  const name = isHere
    ? [one.name, " ", el("span.badge.good", {}, "this page")]
    : el("a", { href: pageOf(one.name, address("journal")) }, one.name);
  return el("tr", { "aria-current": isHere ? "true" : null },
    el("th", { scope: "row" }, name),
    el("td", {}, one.now ? shortTime(one.now) : "not used yet", one.frozen && [" ", el("span.badge.frozen", {}, "frozen")]),
    el("td", {}, changes || "—"),
    el("td.end", {}, one.born !== null && carefulButton("Drop", `Drop ${one.name}?`, () => drop(one.name), { class: ".small", "aria-label": `Drop ${one.name}` })));
}

function openCard() {
  const input = el("input", { pattern: NAME, required: true, autocomplete: "off", spellcheck: "false", maxlength: "64" });
  const form = el("form", { on: { submit: (event) => {
    event.preventDefault();
    location.assign(pageOf(input.value, address("journal")));
  } } },
  field("Name", input, "A letter or digit, then letters, digits, dots, hyphens, underscores."),
  el("button.main", { type: "submit" }, "Open"));
  return el("section.panel", { "aria-labelledby": "open-title" }, el("h2", { id: "open-title" }, "Open another"), form);
}

function shareCard() {
  const base = `${location.origin}/~${encodeURIComponent(sandbox)}`;
  const ways = [
    ["This page", location.origin + pageOf(sandbox)],
    ["Base URL for the app", base],
    ["Header", `Mock-Sandbox: ${sandbox}`],
    ["Cookie", `mock-sandbox=${sandbox}`],
  ];
  return el("section.panel", { "aria-labelledby": "share-title" },
    el("h2", { id: "share-title" }, `Share ${sandbox}`),
    el("dl.ways", {}, ways.map(([what, text]) => el("div", {}, el("dt", {}, what),
      el("dd", {}, el("code", {}, text), button("Copy", () => copy(text, what), { class: ".small", "aria-label": `Copy: ${what}` }))))));
}
