// An answer to a request that this page sent.

import { el } from "./dom.js";
import { bodyView, headersView } from "./json_view.js";
import { duration, size, statusClass } from "./told.js";

const SPEAKERS = {
  stub: "the stub of the API", state: "state made from the description", example: "a written example", generated: "made-up values",
  fault: "a fault rule", refusal: "a refusal", forced: "the outcome that was asked for",
};

/** Returns words for who spoke. */
export const speakerWords = (speaker) => SPEAKERS[speaker] ?? speaker;

/** Returns the answer: its status, who spoke, what was applied, headers, body. */
export function answerView(answer, request) {
  const header = (name) => answer.headers.find(([own]) => own === name)?.[1] ?? "";
  const facts = [
    [header("mock-answer"), (text) => `from ${speakerWords(text)}`],
    [header("preference-applied"), (text) => `applied: ${text}`],
    [header("mock-undeclared"), () => "a status that is not documented"],
  ].filter(([text]) => text).map(([text, words]) => el("li", {}, words(text)));
  const hint = header("mock-hint");
  return el("section", { "aria-label": "Answer" },
    el("h3", {}, el("span.status", { data: { class: statusClass(answer.status) } }, answer.redirected ? "3xx" : answer.status), ` ${answer.statusText} `,
      el("small", {}, `${duration(answer.ms)}, ${size(answer.bytes)}`)),
    facts.length > 0 && el("ul.facts-line", {}, facts),
    hint && el("p.hint-box", {}, hint),
    request.hints.map((text) => el("p.hint-box", {}, text)),
    answer.redirected && el("p.hint-box", {}, "A redirection; a browser does not show a page where it leads."),
    headersView("Answer headers", answer.headers),
    bodyView("Answer body", answer.text, header("content-type")));
}
