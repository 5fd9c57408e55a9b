// One entry of the journal as a line: what was asked, what was answered, what was wrong.

import { breakable, el } from "./dom.js";
import { address } from "./router.js";
import { statusClass, timeOfDay } from "./told.js";

/** Returns what was wrong with an entry, or what was done to it, in a few words; empty if nothing. */
export function wrongWith(entry) {
  return [
    entry.refusal && `${entry.refusal.kind}: ${entry.refusal.first}`,
    entry.fault && `fault ${entry.fault}`,
    entry.forced.length > 0 && `asked for ${entry.forced.join(", ")}`,
    entry.proxied && `from ${entry.proxied}`,
  ].filter(Boolean).join("; ");
}

/** Returns the line, as a link to the entry. */
export function entryRow(entry) {
  const wrong = wrongWith(entry);
  return el("a.entry", { href: address("journal", [entry.number]), tabindex: "-1" },
    el("time.time", { datetime: entry.at, title: entry.at }, timeOfDay(entry.at)), " ",
    el("span.method", { data: { method: entry.method } }, entry.method), " ",
    el("span.status", { data: { class: statusClass(entry.status) } }, entry.status), " ",
    el("span.path.mono", {}, breakable(pathOf(entry))), " ",
    el("span.meta", { title: entry.operation ?? "" }, metaOf(entry)), " ",
    wrong && el("span.wrong", { data: { kind: entry.refusal ? "refusal" : "wanted" } }, wrong));
}

/** Returns who spoke, for which operation of which API. */
function metaOf(entry) {
  return [entry.speaker, entry.operationId ?? entry.operation ?? "no operation", entry.api].filter(Boolean).join(" · ");
}

/** Returns the path with its query, as sent; what is only escaped for the wire is readable. */
export function pathOf(entry) {
  return entry.query ? `${entry.path}?${entry.query}` : entry.path;
}

/**
 * Whether an entry fits a filter.
 *
 * @param {object} entry
 * @param {{text: string, status: string, api: string}} filter Every word of the text stands
 *   somewhere in the entry; the status is a first digit.
 */
export function rowMatches(entry, { text, status, api }) {
  if (status && statusClass(entry.status) !== status[0]) return false;
  if (api && entry.api !== api) return false;
  if (!text) return true;
  const shown = [entry.method, pathOf(entry), entry.status, entry.speaker, entry.operation, entry.operationId, wrongWith(entry)].join(" ").toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => shown.includes(word));
}
