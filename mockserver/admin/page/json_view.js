// Shows a body: JSON laid out and coloured, other text as it is.

import { button, el, fill } from "./dom.js";
import { laidOut } from "./json.js";
import { copy } from "./notes.js";
import { size } from "./told.js";

const COLOURED = 60_000;
const SHOWN = 200_000;

/** Returns JSON text, laid out and coloured; `label` says what it is. */
export function jsonView(text, label) {
  const shown = el("pre.code.json", { tabindex: "0", role: "group", "aria-label": label });
  const laid = laidOut(text);
  if (text.length > COLOURED) {
    return fill(shown, laid.map(([space, piece]) => space + piece).join(""));
  }
  return fill(shown, laid.map(([space, piece, kind]) => [space, kind === "mark" ? piece : el(`span.j-${kind}`, {}, piece)]));
}

/** Returns text as it is; the beginning of what is very long, and a button for the rest. */
export function textView(text, label) {
  const shown = el("pre.code", { tabindex: "0", role: "group", "aria-label": label });
  fill(shown, text.slice(0, SHOWN));
  if (text.length <= SHOWN) return shown;
  const more = button(`Show all ${size(text.length)}`, () => {
    fill(shown, text);
    more.remove();
  });
  return el("div", {}, shown, more);
}

/** Whether a text is JSON, judged by how it begins and by what its content type says. */
export function looksLikeJson(text, contentType = "") {
  if (contentType !== "" && !/json/i.test(contentType)) return false;
  return /^\s*[[{"\d-]|^\s*(true|false|null)\s*$/.test(text);
}

/**
 * Returns a body with its headline and a button that copies it.
 *
 * @param {string} label What it is, such as `Request body`.
 * @param {string} text
 * @param {string} contentType As the headers say.
 */
export function bodyView(label, text, contentType = "") {
  const head = el("div.row.between", {}, el("h4", {}, label, contentType && el("small", {}, ` ${contentType}`)),
    text !== "" && button("Copy", () => copy(text, label), { class: ".small.quiet", "aria-label": `Copy ${label.toLowerCase()}` }));
  if (text === "") return el("div.body", {}, head, el("p.empty", {}, "Empty."));
  const isJson = looksLikeJson(text, contentType) && text.length <= SHOWN;
  return el("div.body", {}, head, isJson ? jsonView(text, label) : textView(text, label));
}

/** Returns headers, one a line; `folded` behind their number. */
export function headersView(label, pairs, { folded = true } = {}) {
  const list = el("dl.headers", {}, pairs.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
  return el("details.fold", { open: !folded }, el("summary", {}, `${label} (${pairs.length})`), list);
}
