// The form that makes a fault rule, with the JSON that it means.

import { admin, part } from "./admin.js";
import { button, choices, el, field, fill, newId } from "./dom.js";
import { print } from "./json.js";
import { attemptAt, readJson } from "./json_editor.js";
import { copy } from "./notes.js";
import { CONNECTIONS } from "./told.js";

const OUTCOMES = [
  ["", "only the delay"],
  ["status", "a status"],
  ["error", "a documented error code"],
  ["connection", "a broken connection"],
];
const STATUSES = ["503", "500", "502", "504", "429", "404", "409", "401"];

/**
 * Returns the form.
 *
 * @param {Function} add Adds a rule; may throw a Problem.
 */
export function faultForm(add) {
  const box = el("div");
  const json = el("textarea.code", { id: newId("rule"), rows: 6, spellcheck: "false", autocomplete: "off" });
  const parts = controls();
  const render = (event) => {
    if (event?.target === json) return;
    for (const [name, wrap] of Object.entries(parts.outcomes)) wrap.hidden = parts.outcome.value !== name;
    json.value = print(ruleOf(parts));
    json.rows = json.value.split("\n").length + 1;
  };
  const send = () => attemptAt(box, json, () => add(readJson(json.value)));
  const form = el("form.panel.form", { "aria-labelledby": "add-title", on: {
    input: render,
    submit: async (event) => {
      event.preventDefault();
      if (await send()) parts.operation.focus();
    },
  } },
  el("h2", { id: "add-title" }, "Add a rule"),
  field("API", parts.api), parts.operationField,
  el("div.row.even", {}, field("Percent of calls", parts.percent), field("Skip the first", parts.skip), field("Strike at most", parts.count)),
  field("Delay in seconds", parts.delay),
  field("What happens", parts.outcome), Object.values(parts.outcomes),
  field("The rule as JSON", json, "What is added. It can hold more than the form: headers, body, retry_after, a distribution as delay."), box,
  el("p.row", {}, el("button.main", { type: "submit" }, "Add rule"), button("Copy", () => copy(json.value, "Rule"), { "aria-label": "Copy the rule" })));
  offer(parts);
  render();
  return form;
}

function controls() {
  const number = (said) => el("input", { type: "number", ...said });
  const names = el("datalist", { id: newId("operations") });
  const codes = el("datalist", { id: newId("codes") }, STATUSES.map((status) => el("option", { value: status })));
  const errors = el("datalist", { id: newId("errors") });
  const operation = el("input", { list: names.id, placeholder: "every operation", autocomplete: "off", spellcheck: "false" });
  const status = number({ list: codes.id, value: "503", min: 200, max: 599 });
  const error = el("input", { list: errors.id, autocomplete: "off", spellcheck: "false" });
  const connection = choices(Object.entries(CONNECTIONS).map(([name, words]) => [name, `${name}: ${words}`]), "reset");
  return {
    api: choices([["", "every API"]], ""), operation, names, errors,
    operationField: el("div", {}, field("Operation", operation, "A label, an operationId, or a pattern such as POST *."), names),
    percent: number({ placeholder: "100", min: 0, max: 100, step: "any" }),
    skip: number({ placeholder: "0", min: 0 }), count: number({ placeholder: "no end", min: 1 }),
    delay: number({ placeholder: "0", min: 0, max: 60, step: "any" }),
    outcome: choices(OUTCOMES, "status"), status, error, connection,
    outcomes: {
      status: el("div", {}, field("Status", status), codes),
      error: el("div", {}, field("Error code", error), errors),
      connection: field("Connection", connection),
    },
  };
}

function ruleOf(parts) {
  const rule = {};
  const put = (name, text, kind = Number) => {
    if (text.trim() !== "") rule[name] = kind(text.trim());
  };
  put("api", parts.api.value, String);
  put("operation", parts.operation.value, String);
  put("percent", parts.percent.value);
  put("skip", parts.skip.value);
  put("count", parts.count.value);
  put("delay", parts.delay.value);
  const outcome = parts.outcome.value;
  if (outcome !== "") put(outcome, parts[outcome].value, outcome === "status" ? Number : String);
  return rule;
}

/** Fills in the APIs, and the operations and error codes of the one that is chosen. */
function offer(parts) {
  admin("GET", "/apis").then(({ apis }) => {
    parts.api.append(...apis.map((api) => el("option", { value: api.name }, api.name)));
    const read = async () => {
      const wanted = apis.filter((api) => ["", api.name].includes(parts.api.value));
      const all = (await Promise.all(wanted.map((api) => admin("GET", `/apis/${part(api.name)}/operations`)))).flatMap((told) => told.operations);
      const methods = [...new Set(all.map((one) => `${one.method} *`))];
      fill(parts.names, [...methods, ...all.map((one) => one.label)].slice(0, 2000).map((value) => el("option", { value })));
      fill(parts.errors, [...new Set(all.flatMap((one) => one.errorCodes))].map((value) => el("option", { value })));
    };
    parts.api.addEventListener("change", () => read().catch(() => {}));
    return read();
  }).catch(() => {
    // The form works without what it would offer.
  });
}
