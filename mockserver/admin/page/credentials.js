// Credentials for requests to an API, kept in this tab until it is closed.

import { el, field } from "./dom.js";
import { keep, recall } from "./session.js";

/**
 * Returns the fields that an operation's credentials need, and what they say.
 *
 * @param {{name: string, credentials?: string[]}} api Its hints say what works on a fresh mock.
 * @param {{credentials?: object[]}} operation
 */
export function credentialFields(api, operation) {
  const name = `credentials.${api.name}`;
  const ways = unlike(operation.credentials ?? [{ name: "Authorization", type: "apiKey", in: "header", parameter: "Authorization" }]);
  const fields = ways.map((way) => {
    const { label, hint } = wordsOf(way);
    const input = el("input", { autocomplete: "off", spellcheck: "false", value: recall(name, {})[way.name] ?? "", on: {
      input: () => keep(name, { ...recall(name, {}), [way.name]: input.value }),
    } });
    return { way, input, field: field(label, input, hint) };
  });
  const lines = el("textarea.code", { rows: 2, spellcheck: "false", placeholder: "Name: value", value: recall(`headers.${api.name}`, ""), on: {
    input: () => keep(`headers.${api.name}`, lines.value),
  } });
  const hints = api.credentials ?? [];
  return {
    fields: el("div", {}, hints.length > 0 && el("ul.hints", { "aria-label": "Credentials that work on a fresh mock" }, hints.map((text) => el("li", {}, text))),
      el("div.row.even.wrap", {}, fields.map((one) => one.field)), field("More headers", lines, "One a line. Kept for all operations of this API.")),
    said: () => said(fields, lines.value),
    refresh: () => fields.forEach(({ way, input }) => {
      input.value = recall(name, {})[way.name] ?? "";
    }),
    isEmpty: () => fields.length > 0 && fields.every(({ input }) => input.value === ""),
  };
}

/** Returns one way for each place: two kinds of session may stand in the same header. */
function unlike(ways) {
  const byPlace = new Map(ways.map((way) => [way.type === "apiKey" ? `${way.in} ${way.parameter}` : `${way.type} ${way.scheme}`, way]));
  return [...byPlace.values()];
}

function wordsOf(way) {
  const hints = { basic: "user:password", bearer: "The token alone" };
  const scheme = way.type === "http" ? way.scheme : isBearer(way) ? "bearer" : "";
  if (way.type === "apiKey") return { label: way.parameter || way.name, hint: way.in === "header" ? null : `Goes into the ${way.in}` };
  const kind = scheme || way.type;
  return { label: way.name === kind ? kind : `${way.name} (${kind})`, hint: hints[scheme] ?? null };
}

const isBearer = (way) => way.type === "oauth2" || way.type === "openIdConnect";

/** Returns what goes into headers, query and cookies. */
function said(fields, lines) {
  const found = { headers: [], query: [], cookies: [] };
  const places = { header: found.headers, query: found.query, cookie: found.cookies };
  for (const { way, input } of fields) {
    const text = input.value.trim();
    if (text === "") continue;
    if (way.type === "apiKey") places[way.in]?.push([way.parameter || way.name, text]);
    else found.headers.push(["Authorization", authorization(way, text)]);
  }
  for (const line of lines.split("\n")) {
    const [, name, value] = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (name) found.headers.push([name, value]);
  }
  return found;
}

function authorization(way, text) {
  if (/^(bearer|basic) /i.test(text)) return text;
  if (way.type === "http" && way.scheme === "basic") return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(text)))}`;
  return `${way.type === "http" && way.scheme !== "bearer" ? way.scheme : "Bearer"} ${text}`;
}
