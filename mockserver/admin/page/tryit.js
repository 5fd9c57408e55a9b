// The form that sends a request to an operation and shows what is answered.

import { Problem, admin, part } from "./admin.js";
import { answerView } from "./answer_view.js";
import { credentialFields } from "./credentials.js";
import { curlOf } from "./curl.js";
import { button, el, field, fill, newId } from "./dom.js";
import { print } from "./json.js";
import { copy, speak } from "./notes.js";
import { preferFields } from "./prefer.js";
import { requestOf, send } from "./request.js";
import { duration } from "./told.js";

/** What stands in the journal for a secret. */
const MASK = "***";
const MOST_LINES = 8;

/** Returns the form for an operation of an API. */
export function tryIt(api, operation) {
  const parts = {
    operation,
    parameters: operation.parameters.map(parameterField),
    body: operation.body && bodyField(operation.body),
    credentials: credentialFields(api, operation),
    prefer: preferFields(operation),
    answer: el("div.answer"),
  };
  const stop = button("Stop", () => {}, { hidden: true });
  const sending = el("button.main", { type: "submit" }, "Send");
  const form = el("form.tryit", { "aria-label": `Try ${operation.label}`, on: {
    submit: (event) => {
      event.preventDefault();
      exchange(parts, sending, stop);
    },
    keydown: (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    },
  } },
  parameterLines(parts.parameters),
  parts.body?.fields,
  el("details.fold", { open: true }, el("summary", {}, "Ask for an outcome"), parts.prefer.fields),
  el("details.fold", { open: parts.credentials.isEmpty() }, el("summary", {}, "Credentials and headers"), parts.credentials.fields),
  el("p.row.send", {}, sending, stop, button("Copy as curl", () => copy(curlOf(read(parts)), "curl command")), el("span.hint", {}, "Ctrl+Enter sends.")));
  offerSample(api, parts);
  return { element: el("div", {}, form, parts.answer), refresh: parts.credentials.refresh, take: (entry) => take(parts, entry) };
}

/** Returns the parameters; many that need not be sent stand behind their number. */
function parameterLines(parameters) {
  if (parameters.length === 0) return null;
  const needed = parameters.filter(({ isNeeded }) => isNeeded);
  const others = parameters.filter(({ isNeeded }) => !isNeeded);
  const lines = others.map(({ line }) => line);
  return el("fieldset", {}, el("legend", {}, "Parameters"), needed.map(({ line }) => line),
    others.length > MOST_LINES ? el("details.fold", {}, el("summary", {}, `${others.length} more, optional`), lines) : lines);
}

/** Fills in made-up values where no example is written; the form works without them as well. */
async function offerSample(api, { operation, parameters, body }) {
  const isWhole = parameters.every(({ isNeeded, input }) => !isNeeded || input.value) && (!body || body.area.value);
  if (isWhole) return;
  const sample = await admin("GET", `/apis/${part(api.name)}/sample?operation=${part(operation.label)}`, { isQuiet: true }).catch(() => null);
  if (sample === null) return;
  for (const { parameter, input } of parameters) {
    const made = sample.parameters.find((one) => one.name === parameter.name && one.in === parameter.in);
    if (made && input.value === "") input.value = textOf(made.example, 0);
  }
  if (body && sample.body && body.area.value === "") {
    setBody(body, textOf(sample.body.example, 2), sample.body.contentType);
  }
}

/** Returns an example as a field shows it. */
function textOf(example, indent) {
  if (example === undefined) return "";
  return typeof example === "string" ? example : print(example, indent);
}

function setBody({ area, kind }, text, contentType) {
  area.value = text;
  area.rows = Math.min(Math.max(text.split("\n").length + 1, 4), 16);
  kind.value = contentType;
}

function parameterField(parameter) {
  const isNeeded = parameter.required || parameter.in === "path";
  const input = el("input", { value: textOf(parameter.example, 0), required: parameter.in === "path", autocomplete: "off", spellcheck: "false", id: newId("parameter") });
  const used = el("input", { type: "checkbox", checked: isNeeded, disabled: parameter.in === "path", "aria-label": `Send ${parameter.name}` });
  input.addEventListener("input", () => {
    used.checked = isNeeded || input.value !== "";
  });
  const hint = parameter.description && el("p.hint", { id: newId("hint") }, parameter.description);
  if (hint) input.setAttribute("aria-describedby", hint.id);
  const line = el("div.parameter", {}, used,
    el("label", { for: input.id }, el("span.mono", {}, parameter.name), el("small", {}, ` ${parameter.in}${isNeeded ? ", required" : ""}`)),
    input, hint);
  return { parameter, isNeeded, input, used, line };
}

function bodyField({ contentType, example }) {
  const area = el("textarea.code", { spellcheck: "false", autocomplete: "off" });
  const kind = el("input", { autocomplete: "off", spellcheck: "false" });
  setBody({ area, kind }, textOf(example, 2), contentType);
  return { area, kind, fields: el("fieldset", {}, field("Body", area), field("Content type", kind, null, { class: ".inline" })) };
}

/** Returns the request that the form means now. */
function read({ operation, parameters, body, credentials, prefer }) {
  const { headers, query, cookies } = credentials.said();
  const wish = prefer.header();
  if (wish) headers.push(["Prefer", wish]);
  return requestOf({
    method: operation.method, path: operation.path, headers, query, cookies,
    values: parameters.filter(({ used }) => used.checked).map(({ parameter, input }) => ({ ...parameter, text: input.value })),
    body: body && (body.area.value !== "") ? { contentType: body.kind.value, text: body.area.value } : null,
  });
}

async function exchange(parts, sending, stop) {
  const request = read(parts);
  const ending = new AbortController();
  const halt = () => ending.abort();
  stop.addEventListener("click", halt);
  stop.hidden = false;
  sending.setAttribute("aria-disabled", "true");
  parts.answer.classList.add("old");
  try {
    const answer = await send(request, ending.signal);
    fill(parts.answer, answerView(answer, request));
    speak(`Answered ${answer.status} after ${duration(answer.ms)}`);
  } catch (error) {
    fill(parts.answer, el("div.problem", { role: "alert" }, el("p", {}, wordsFor(error)), request.hints.map((hint) => el("p", {}, hint))));
  } finally {
    stop.hidden = true;
    stop.removeEventListener("click", halt);
    sending.removeAttribute("aria-disabled");
    parts.answer.classList.remove("old");
  }
  parts.answer.scrollIntoView({ block: "nearest" });
}

function wordsFor(error) {
  if (error instanceof Problem) return error.message;
  return error.name === "AbortError" ? "Stopped before there was an answer." : "No answer came: the connection broke off.";
}

/** Fills in what a journal's entry has: its parameters and its body; credentials and secrets stay. */
function take({ operation, parameters, body }, entry) {
  const pattern = operation.path.split(/\{([^{}]+)\}/).map((text, index) => (index % 2 ? "([^/]+?)" : text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))).join("");
  const names = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map((found) => found[1]);
  const values = new RegExp(`^${pattern}$`).exec(entry.path)?.slice(1) ?? [];
  const query = new URLSearchParams(entry.query);
  const headers = new Map(entry.headers.map(([name, value]) => [name.toLowerCase(), value]));
  for (const { parameter, input, used } of parameters) {
    const all = query.getAll(parameter.name);
    const sent = { path: decodeURIComponent(values[names.indexOf(parameter.name)] ?? ""), query: all.length > 1 ? JSON.stringify(all) : all[0], header: headers.get(parameter.name.toLowerCase()) }[parameter.in];
    used.checked = sent !== undefined;
    if (sent !== undefined && !sent.includes(MASK)) input.value = sent;
  }
  if (body && entry.body !== null) {
    setBody(body, entry.body, headers.get("content-type") ?? body.kind.value);
  }
}
