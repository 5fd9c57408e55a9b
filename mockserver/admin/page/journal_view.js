// The journal: what this sandbox received, live, and one entry opened.

import { admin } from "./admin.js";
import { carefulButton } from "./careful.js";
import { button, choices, el, field, fill, refill } from "./dom.js";
import { print } from "./json.js";
import { entryPanel } from "./journal_entry.js";
import { feed } from "./journal_feed.js";
import { entryRow, rowMatches } from "./journal_row.js";
import { attempt, speak } from "./notes.js";
import { address, go } from "./router.js";
import { prefix, sandbox } from "./session.js";
import { count } from "./told.js";

const KEPT_MS = 60_000;
const FILTERS = ["text", "status", "api"];
const STATUSES = [["", "any status"], ["2", "2xx"], ["3", "3xx"], ["4", "4xx"], ["5", "5xx"]];
const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

/** Shows the view. */
export function showJournal(body, route) {
  const view = new JournalView(body);
  view.start(route);
  return view;
}

class JournalView {
  constructor(body) {
    this.rows = new Map();
    this.isPaused = false;
    this.missed = 0;
    this.box = el("div");
    this.summary = el("p.hint.summary");
    this.empty = el("div");
    this.list = el("ol.plain.journal", { "aria-label": "Requests, the newest first. Arrow keys move between them, Enter opens one.", on: { keydown: (event) => this.step(event) } });
    this.panel = el("div.side");
    const refilter = () => this.refilter();
    this.text = el("input", { type: "search", autocomplete: "off", spellcheck: "false", placeholder: "path, operation, what was wrong", on: { input: refilter } });
    this.status = choices(STATUSES, "", { on: { change: refilter } });
    this.api = choices([["", "every API"]], "", { on: { change: refilter } });
    this.pause = button("Pause", () => this.togglePause(), { "aria-pressed": "false" });
    this.clear = carefulButton("Clear", "Clear the journal?", () => attempt(this.box, async () => {
      await admin("DELETE", "/journal");
      feed.clear();
      go(address("journal", [], this.filter()));
    }));
    this.took = (event) => this.take(event.detail);
    fill(body,
      el("div.row.tools", { role: "search", "aria-label": "Filter of the journal" },
        field("Filter", this.text, null, { class: ".grow" }), field("Status", this.status), field("API", this.api),
        el("div.row.end", {}, this.pause, button("Save as HAR", () => attempt(this.box, saveHar)), this.clear)),
      this.box,
      el("div.split.journal-split", {}, el("section", { "aria-label": "Requests" }, this.summary, this.list, this.empty), this.panel));
  }

  async start(route) {
    for (const name of FILTERS) this[name].value = route.query.get(name) ?? "";
    feed.addEventListener("entries", this.took);
    this.render();
    this.update(route);
    await attempt(this.box, async () => {
      const { apis } = await admin("GET", "/apis");
      this.api.append(...apis.map((api) => el("option", { value: api.name }, api.name)));
      this.api.value = route.query.get("api") ?? "";
      this.render();
    });
  }

  close() {
    feed.removeEventListener("entries", this.took);
  }

  /** Opens the entry that the address names, or closes the one that is open. */
  update(route) {
    const number = route.parts[0] ?? "";
    if (!FILTERS.some((name) => route.query.has(name)) && Object.values(this.filter()).some(Boolean)) {
      history.replaceState(null, "", address("journal", route.parts, this.filter()));
    }
    if (number === this.open) return;
    this.mark(number);
    if (number === "") {
      fill(this.panel);
      return;
    }
    const { element, ready } = entryPanel(number, () => this.leave());
    fill(this.panel, element);
    if (!this.isStepping) element.querySelector("h2").focus();
    ready.then((entry) => this.isStepping && this.open === number && speak(`${entry.method} ${entry.path} ${entry.status}`), () => {});
    this.isStepping = false;
  }

  leave() {
    const row = this.rowOf(this.open);
    this.mark("");
    // At once, since on a small screen the panel hides the list.
    fill(this.panel);
    go(address("journal", [], this.filter()));
    (row?.isConnected ? row : this.list.querySelector("a") ?? this.text).focus();
  }

  mark(number) {
    this.rowOf(this.open)?.removeAttribute("aria-current");
    this.open = number;
    const row = this.rowOf(number);
    row?.setAttribute("aria-current", "true");
    if (row) this.reach(row);
  }

  rowOf(number) {
    return this.rows.get(Number(number))?.firstChild;
  }

  filter() {
    return Object.fromEntries(FILTERS.map((name) => [name, this[name].value.trim()]));
  }

  refilter() {
    history.replaceState(null, "", address("journal", this.open ? [this.open] : [], this.filter()));
    this.render();
  }

  togglePause() {
    this.isPaused = !this.isPaused;
    this.missed = 0;
    this.pause.setAttribute("aria-pressed", String(this.isPaused));
    fill(this.pause, "Pause");
    if (!this.isPaused) this.render();
  }

  take({ added, isReset }) {
    if (this.isPaused && !isReset) {
      this.missed += added.length;
      fill(this.pause, `Paused, ${this.missed} new`);
      return;
    }
    if (isReset) this.rows.clear();
    if (isReset || feed.entries.length < this.rows.size + added.length) {
      this.render();
    } else {
      const filter = this.filter();
      for (const entry of added) {
        const row = this.rowFor(entry);
        if (rowMatches(entry, filter)) this.list.prepend(row);
      }
      this.settle();
    }
    const last = added.at(-1);
    if (last) speak(`${count(added.length, "new entry", "new entries")}. ${last.method} ${last.path} was answered ${last.status}`);
  }

  rowFor(entry) {
    if (!this.rows.has(entry.number)) this.rows.set(entry.number, el("li", {}, entryRow(entry)));
    return this.rows.get(entry.number);
  }

  render() {
    const filter = this.filter();
    const known = new Map(feed.entries.map((entry) => [entry.number, this.rowFor(entry)]));
    this.rows = known;
    refill(this.list, feed.entries.filter((entry) => rowMatches(entry, filter)).map((entry) => known.get(entry.number)));
    if (this.open) this.rowOf(this.open)?.setAttribute("aria-current", "true");
    this.settle();
  }

  /** Says how many there are, and keeps exactly one row in the order of the Tab key. */
  settle() {
    const shown = this.list.childElementCount;
    const all = feed.entries.length;
    fill(this.summary, shown === all ? count(all, "request") : `${shown} of ${count(all, "request")}`);
    fill(this.empty, all === 0 ? welcome() : shown === 0 && el("p.empty", {}, "No request fits the filter."));
    if (!this.reached?.isConnected) {
      const row = this.list.querySelector("a");
      if (row) this.reach(row);
    }
  }

  reach(row) {
    this.reached?.setAttribute("tabindex", "-1");
    row.setAttribute("tabindex", "0");
    this.reached = row;
  }

  step(event) {
    const move = STEPS[event.key];
    const at = event.target.closest("li");
    if (move === undefined || at === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const rows = [...this.list.children];
    const index = Math.min(Math.max(rows.indexOf(at) + move, 0), rows.length - 1);
    const row = rows[index].firstChild;
    this.reach(row);
    row.focus();
    if (this.open) {
      this.isStepping = true;
      go(row.getAttribute("href"), { replace: true });
    }
  }
}

/** Hands the journal to the browser as a file. */
async function saveHar() {
  const file = new Blob([print(await admin("GET", "/journal/har"))], { type: "application/json" });
  const link = el("a", { download: `${sandbox}.har` });
  link.href = URL.createObjectURL(file);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

function welcome() {
  return el("div.empty", {}, el("p", {}, "Nothing was received here yet. Point the app at ", el("code", {}, `${location.origin}${prefix}`), ", or "),
    el("p", {}, el("a", { href: "#/operations" }, "try an operation"), "."));
}
