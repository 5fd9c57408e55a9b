// The outcome that a request asks for: the fields, and the `Prefer` header that they mean.

import { choices, el, field } from "./dom.js";

const ALWAYS = ["429", "500", "502", "503", "504"];

/** Returns the fields for an operation, and what they say. */
export function preferFields(operation) {
  const documented = operation.statuses.filter((status) => /^[1-5]\d\d$/.test(status));
  const others = ALWAYS.filter((status) => !documented.includes(status));
  const code = choices([["", "as it comes"], ...documented, ...others.map((status) => [status, `${status} (not documented)`])], "");
  const error = choices([["", "none"], ...operation.errorCodes], "");
  const names = operation.examples ?? [];
  const example = names.length ? choices([["", "none"], ...names], "") : el("input", { autocomplete: "off", spellcheck: "false" });
  const dynamic = el("input", { type: "checkbox", id: `dynamic-${operation.label}` });
  const delay = el("input", { type: "number", min: 0, max: 60, step: "any", placeholder: "0" });
  const items = el("input", { placeholder: "from 0: 1,3", pattern: "[0-9]+(,[0-9]+)*", autocomplete: "off" });
  const fields = el("div.row.even.wrap", {},
    field("Status", code),
    operation.errorCodes.length > 0 && field("Error code", error),
    field("Example", example),
    field("Delay in seconds", delay),
    operation.batch !== false && field("Failing items", items),
    el("p.check", {}, dynamic, el("label", { for: dynamic.id }, "made-up values")));
  return { fields, header: () => headerOf({ code, error, example, delay, items, dynamic }) };
}

/** Returns the value of the header; empty if everything is as it comes. */
function headerOf({ code, error, example, delay, items, dynamic }) {
  return [
    code.value && `code=${code.value}`,
    error.value && `error=${word(error.value)}`,
    example.value && `example=${word(example.value)}`,
    delay.value && `delay=${delay.value}`,
    items.value && `fail-items="${items.value}"`,
    dynamic.checked && "dynamic=true",
  ].filter(Boolean).join(", ");
}

/** A value as RFC 7240 has it: a token, or quoted. */
function word(text) {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, "\\$&")}"`;
}
