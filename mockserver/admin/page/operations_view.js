// The operations of every API: what they are, who answers them, and a form to try them.

import { admin, part } from "./admin.js";
import { breakable, button, el, field, fill, refill } from "./dom.js";
import { entryOf } from "./journal_entry.js";
import { attempt, reading } from "./notes.js";
import { address, go } from "./router.js";
import { count, statusClass } from "./told.js";
import { speakerWords } from "./answer_view.js";
import { tryIt } from "./tryit.js";

const MOST_ROWS = 400;

/** Shows the view. */
export function showOperations(body, route) {
  const view = new OperationsView(body);
  view.start(route);
  return view;
}

class OperationsView {
  constructor(body) {
    this.apis = null;
    this.forms = new Map();
    this.box = el("div");
    this.list = el("div", {}, reading());
    this.panel = el("div.side");
    this.search = el("input", { type: "search", autocomplete: "off", spellcheck: "false", on: { input: () => this.show() } });
    fill(body, this.box, el("div.split.wide-right", {},
      el("section", { "aria-label": "Operations" }, field("Filter by path, summary or id", this.search), this.list), this.panel));
  }

  async start(route) {
    this.route = route;
    await attempt(this.box, async () => {
      const { apis } = await admin("GET", "/apis");
      const all = await Promise.all(apis.map((api) => admin("GET", `/apis/${part(api.name)}/operations`)));
      this.apis = apis.map((api, index) => ({ ...api, operations: all[index].operations }));
    });
    this.apis ??= [];
    this.show();
    this.update(this.route);
  }

  update(route) {
    const isMoved = this.route !== route;
    this.route = route;
    if (this.apis === null) return;
    this.mark();
    const [name, label] = route.parts;
    const api = this.apis.find((one) => one.name === name);
    const operation = api?.operations.find((one) => one.label === label);
    if (!operation) {
      fill(this.panel, label && el("p.empty", {}, "There is no such operation."));
      return;
    }
    this.open(api, operation, route.query.get("entry"));
    if (isMoved) this.panel.querySelector("h2").focus();
  }

  show() {
    if (this.apis === null) return;
    const wanted = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let room = MOST_ROWS;
    const groups = this.apis.map((api) => {
      const found = api.operations.filter((one) => {
        const text = `${one.label} ${one.operationId ?? ""} ${one.summary}`.toLowerCase();
        return wanted.every((word) => text.includes(word));
      });
      const rows = found.slice(0, Math.max(room, 0));
      room -= rows.length;
      return found.length > 0 && el("section", { "aria-label": `Operations of ${api.name}` },
        el("h2", {}, api.name, el("small", {}, ` ${api.title !== api.name ? `${api.title}, ` : ""}${count(found.length, "operation")}`)),
        el("ul.plain.operations", {}, rows.map((one) => this.row(api, one))),
        rows.length < found.length && el("p.hint", {}, `${count(found.length - rows.length, "more operation")}: filter to narrow them down.`));
    });
    refill(this.list, groups.some(Boolean) ? groups : el("p.empty", {}, this.apis.length ? "No operation fits." : "No API is served."));
    this.mark();
  }

  mark() {
    const open = address("operations", this.route.parts);
    for (const link of this.list.querySelectorAll("a")) {
      if (link.getAttribute("href") === open) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  row(api, operation) {
    return el("li", {}, el("a.operation", { href: address("operations", [api.name, operation.label]) },
      method(operation.method), " ", el("span.mono.path", {}, breakable(operation.path)), " ", el("span.summary", {}, operation.summary)));
  }

  leave() {
    const open = address("operations", this.route.parts);
    fill(this.panel);
    go("#/operations");
    [...this.list.querySelectorAll("a")].find((link) => link.getAttribute("href") === open)?.focus();
  }

  async open(api, operation, entry) {
    const key = `${api.name} ${operation.label}`;
    if (!this.forms.has(key)) this.forms.set(key, tryIt(api, operation));
    const form = this.forms.get(key);
    form.refresh();
    const leave = () => this.leave();
    fill(this.panel, el("section.panel", { "aria-label": operation.label, on: {
      keydown: (event) => event.key === "Escape" && leave(),
    } }, el("div.row.between.nowrap", {}, title(operation), button("Close", leave, { class: ".small" })), about(operation), form.element));
    if (entry) await attempt(this.box, async () => form.take(await entryOf(entry)));
  }
}

/** Returns a method as a coloured word. */
export function method(name) {
  return el("span.method", { data: { method: name } }, name);
}

function title(operation) {
  return el("h2", { tabindex: "-1" }, method(operation.method), " ", el("span.mono", {}, breakable(operation.path)));
}

function about(operation) {
  return [
    el("p", {}, operation.summary, operation.operationId && el("code.id", {}, ` ${operation.operationId}`)),
    el("dl.about", {},
      el("div", {}, el("dt", {}, "Answered by"), el("dd", {}, speakerWords(operation.answeredBy))),
      el("div", {}, el("dt", {}, "Statuses"), el("dd", {}, operation.statuses.map((status) => [el("span.status", { data: { class: statusClass(status) } }, status), " "]))),
      operation.errorCodes.length > 0 && el("div", {}, el("dt", {}, "Error codes"), el("dd", {}, foldedCodes(operation.errorCodes)))),
  ];
}

function foldedCodes(codes) {
  const list = codes.map((code) => [el("code", {}, code), " "]);
  if (codes.length <= 8) return list;
  return el("details", {}, el("summary", {}, count(codes.length, "code")), list);
}
