// The records of the sandbox: by API and kind, searched, opened, changed.

import { admin, part } from "./admin.js";
import { carefulButton } from "./careful.js";
import { button, choices, el, field, fill, refill } from "./dom.js";
import { refreshFacts } from "./facts.js";
import { feed } from "./journal_feed.js";
import { isObject, print } from "./json.js";
import { attempt, note, reading } from "./notes.js";
import { address, go } from "./router.js";
import { snapshotCard } from "./snapshots.js";
import { recordPanel } from "./state_record.js";
import { count } from "./told.js";

const MOST_ROWS = 500;
const MOST_LEAVES = 12;
const SETTLE_MS = 300;

/** Shows the view. */
export function showState(body, first) {
  const view = new StateView(body, first);
  view.start();
  return view;
}

class StateView {
  constructor(body, route) {
    this.route = route;
    this.apis = [];
    this.state = {};
    this.readOf = "";
    this.body = body;
    this.box = el("div");
    this.kinds = el("div");
    this.records = el("div.records", {}, reading());
    this.panel = el("div.side");
    this.search = el("input", { type: "search", autocomplete: "off", spellcheck: "false", value: route.query.get("text") ?? "", on: { input: () => this.list() } });
    this.news = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.at && !this.isEditing() && this.read(), SETTLE_MS);
    };
  }

  async start() {
    feed.addEventListener("entries", this.news);
    this.api = choices([], "", { on: { change: () => go(address("state", [this.api.value])) } });
    this.actions = el("div.row");
    fill(this.body,
      el("p.lead", {}, "What this sandbox holds now. A change here is judged as a whole, and put back only if every record fits."),
      el("div.row.tools", {}, field("API", this.api, null, { class: ".inline" }), this.actions),
      this.box, snapshotCard(() => this.read()),
      el("div.split", {}, el("section", { "aria-label": "Records" }, this.kinds, field("Search the records", this.search), this.records), this.panel));
    await attempt(this.box, async () => {
      this.apis = (await admin("GET", "/apis")).apis.map((api) => api.name);
      this.api.append(...this.apis.map((name) => el("option", { value: name }, name)));
    });
    await this.update(this.route);
  }

  close() {
    feed.removeEventListener("entries", this.news);
    clearTimeout(this.timer);
  }

  isEditing() {
    return this.panel.querySelector("form") !== null;
  }

  async update(route) {
    this.route = route;
    const [api = this.apis[0], kind, id] = route.parts;
    if (api === undefined) return fill(this.records, el("p.empty", {}, "No API is served."));
    this.at = { api, kind, id };
    this.api.value = api;
    if (this.readOf !== api) await this.read();
    else this.show();
    return undefined;
  }

  async read() {
    const { api } = this.at;
    await attempt(this.box, async () => {
      this.state = await admin("GET", `/state/${part(api)}`);
      this.readOf = api;
    });
    fill(this.actions,
      button("Edit all as JSON", () => this.open({ whole: true }), {}),
      button("Read again", () => this.read()),
      carefulButton(`Reset ${api}`, `Put ${api} back to its start?`, () => this.reset(api)),
      carefulButton("Reset all", "Put all back to the start?", () => this.reset(null)));
    this.show();
  }

  async reset(api) {
    await attempt(this.box, async () => {
      await admin("POST", api === null ? "/reset" : `/reset?api=${part(api)}`);
      note(`${api ?? "Every API"} is back at its starting state`);
      await Promise.all([this.read(), refreshFacts()]);
    });
  }

  show() {
    const kinds = Object.keys(this.state);
    this.kind = this.at.kind ?? kinds[0];
    refill(this.kinds, kinds.length > 0 && el("ul.pills", { "aria-label": "Kinds of records" }, kinds.map((kind) => el("li", {},
      el("a", { href: address("state", [this.at.api, kind]), "aria-current": kind === this.kind ? "true" : null },
        kind, " ", el("span.count", {}, Object.keys(this.state[kind]).length))))));
    this.list();
    if (this.at.id === undefined) fill(this.panel);
    else if (!this.isEditing()) this.open({});
  }

  list() {
    const { api } = this.at;
    const wanted = this.search.value.toLowerCase();
    const all = Object.entries(this.state[this.kind] ?? {});
    const found = all.filter(([id, record]) => wanted === "" || `${id} ${print(record, 0)}`.toLowerCase().includes(wanted));
    const rows = found.slice(0, MOST_ROWS).map(([id, record]) => el("li", {},
      el("a.record", { href: address("state", [api, this.kind, id]), "aria-current": id === this.at.id ? "true" : null },
        el("strong.mono", {}, id), el("span.preview", {}, preview(record)))));
    const more = found.length - rows.length;
    refill(this.records, el("p.hint", { role: "status" }, `${count(found.length, "record")}${wanted ? ` of ${all.length}` : ""}`),
      all.length === 0 && el("p.empty", {}, "Nothing is held here. What requests create will show up at once."),
      el("ol.plain", { "aria-label": `Records of ${this.kind}` }, rows),
      more > 0 && el("p.hint", {}, `${count(more, "more record")}: search to narrow them down.`));
  }

  open({ whole = false }) {
    const { api, id } = this.at;
    const leave = () => {
      fill(this.panel);
      if (whole) return this.show();
      go(address("state", [api, this.kind]));
      return [...this.records.querySelectorAll("a.record")].find((link) => link.firstChild.textContent === id)?.focus();
    };
    fill(this.panel, recordPanel({
      api, whole, state: this.state, kind: this.kind, id, leave,
      changed: async (words) => {
        note(words);
        fill(this.panel);
        await this.read();
      },
    }));
    const heading = this.panel.querySelector("h2");
    if (!document.activeElement?.closest(".side, .field")) heading.focus();
  }
}

/** Returns the leaves of a record in a line: `name: Winter · price: 12`. */
function preview(record) {
  const leaves = [];
  const walk = (value, name) => {
    if (leaves.length >= MOST_LEAVES) return;
    if (isObject(value)) for (const [key, item] of Object.entries(value)) walk(item, key);
    else leaves.push(`${name}: ${short(typeof value === "string" ? value : print(value, 0))}`);
  };
  walk(record, "");
  return leaves.join(" · ");
}

const short = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
