// One entry of the journal with all that there is: why it was answered so, request and answer.

import { admin, part } from "./admin.js";
import { speakerWords } from "./answer_view.js";
import { curlOf } from "./curl.js";
import { breakable, button, el, fill, prose } from "./dom.js";
import { pathOf } from "./journal_row.js";
import { bodyView, headersView } from "./json_view.js";
import { copy, problemBox, reading } from "./notes.js";
import { address } from "./router.js";
import { prefix } from "./session.js";
import { duration, shortTime, size, statusClass, timeOfDay } from "./told.js";

/**
 * Returns the panel of an entry; it fills itself.
 *
 * @param {string} number
 * @param {Function} leave Closes it.
 */
export function entryPanel(number, leave) {
  const heading = el("h2", { tabindex: "-1" }, `Request ${number}`);
  const content = el("div.stack", {}, reading());
  const element = el("section.panel.sticky", { "aria-label": `Request ${number}`, on: {
    keydown: (event) => event.key === "Escape" && leave(),
  } }, el("div.row.between.nowrap", {}, heading, button("Close", leave, { class: ".small" })), content);
  const ready = read(number).then((entry) => {
    fill(heading, el("span.method", { data: { method: entry.method } }, entry.method), " ", el("span.mono", {}, breakable(pathOf(entry))));
    fill(content, facts(entry), actions(entry), reasons(entry), message("Request", entry.request, entry.parameters), message("Answer", entry.answer));
    return entry;
  });
  ready.catch((error) => fill(content, problemBox(error)));
  return { element, ready };
}

const read = (number) => admin("GET", `/journal/${part(number)}`);

/** Returns what a form needs to send an entry again. */
export async function entryOf(number) {
  const entry = await read(number);
  return { path: entry.path, query: entry.query, headers: pairs(entry.request.headers), body: textOf(entry.request) };
}

const pairs = (headers) => headers.map(({ name, value }) => [name, value]);

/** Returns a message's body if it is text and whole, else null. */
const textOf = ({ body }) => (body && body.encoding === "text" && !body.cut ? body.text : null);

function facts(entry) {
  const rows = [
    ["Status", el("span.status", { data: { class: statusClass(entry.status) } }, entry.status)],
    ["Received", `${shortTime(entry.at).slice(0, 10)} ${timeOfDay(entry.at)}`],
    ["Took", duration(entry.seconds * 1000)],
    ["Answered by", entry.speaker ? speakerWords(entry.speaker) : "nobody"],
    ["Operation", entry.operation ? el("a", { href: address("operations", [entry.api, entry.operation]) }, entry.operation) : "none matched"],
    ["API", entry.api ?? "none"],
    entry.fault && ["Fault rule", el("a", { href: "#/faults" }, entry.fault)],
    entry.forced.length > 0 && ["Asked for", entry.forced.join(", ")],
    entry.proxied && ["Passed on to", entry.proxied],
  ].filter(Boolean);
  return el("dl.about", {}, rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

function actions(entry) {
  const line = () => curlOf({
    method: entry.method, url: `${location.origin}${prefix}${pathOf(entry)}`, headers: pairs(entry.request.headers), body: entry.request.body ? entry.request.body.text : null,
  });
  return el("p.row", {},
    button("Copy as curl", () => copy(line(), "curl command")),
    entry.operation && el("a.button", { href: address("operations", [entry.api, entry.operation], { entry: entry.number }) }, "Edit and send again"));
}

function reasons(entry) {
  const near = entry.nearMisses ?? [];
  if (!entry.refusal && !entry.notes.length) return null;
  return el("section.reasons", { "aria-label": "What was wrong" },
    el("h3", {}, "What was wrong"),
    entry.refusal && el("p", {}, el("code.id", {}, entry.refusal.kind), " ", entry.violations.length === 0 && prose(entry.detail ?? "")),
    entry.violations.length > 0 && el("ul", {}, entry.violations.map(violation)),
    near.length > 0 && el("div", {}, el("p", {}, "Nearest operations:"), el("ul", {}, near.map((one) => el("li", {},
      el("code", {}, one.operation), ": ", prose(one.difference))))),
    entry.notes.map((text) => el("p", {}, prose(text))));
}

function violation(one) {
  const place = [one.in, one.name].filter(Boolean).join(" ");
  return el("li", {}, el("strong", {}, place), " ", one.pointer && [el("code", {}, one.pointer), " "], one.message);
}

function message(what, { headers, body }, parameters = []) {
  const kind = body?.contentType ?? "";
  const told = body?.encoding === "base64" ? `(${size(body.bytes)} that are no text, in base64)\n${body.text}` : body?.text ?? "";
  return el("section.message", { "aria-label": what }, el("h3", {}, what),
    parameters.length > 0 && headersView("Query", parameters.map(({ name, value }) => [name, value]), { folded: false }),
    headersView(`${what} headers`, pairs(headers)),
    bodyView(`${what} body`, told, kind),
    body?.cut && el("p.hint", {}, `Cut: it was ${size(body.bytes)} long.`));
}
