// What a try-it form says, as a request.

import { Problem } from "./admin.js";
import { isObject, parse } from "./json.js";
import { prefix } from "./session.js";

/** Headers that a browser writes itself, whatever a page says. */
const FORBIDDEN = /^(accept-charset|accept-encoding|access-control-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|t(?:e|railer)|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i;

/**
 * Returns the request that a form means.
 *
 * @param {object} form
 * @param {string} form.method
 * @param {string} form.path With its parameters in braces.
 * @param {{name: string, in: string, text: string, explode?: boolean, style?: string}[]} form.values
 * @param {[string, string][]} form.headers Further ones.
 * @param {[string, string][]} form.query Further members.
 * @param {[string, string][]} form.cookies
 * @param {{contentType: string, text: string}|null} form.body
 * @returns {{method: string, url: string, headers: [string, string][], cookies: [string, string][], body: string|null, parts: FormData|null, hints: string[]}}
 */
export function requestOf(form) {
  let path = form.path;
  const query = [];
  const headers = [];
  const cookies = [...form.cookies];
  for (const one of form.values) {
    if (one.in === "path") path = path.replaceAll(`{${one.name}}`, inPath(one.text));
    if (one.in === "query") query.push(...members(one));
    if (one.in === "header") headers.push([one.name, one.text]);
    if (one.in === "cookie") cookies.push([one.name, one.text]);
  }
  query.push(...form.query);
  headers.push(...form.headers);
  const search = query.map(([name, value]) => `${inQuery(name)}=${inQuery(value)}`).join("&");
  const { body, parts, hints } = bodyOf(form.method, form.body, headers);
  hints.push(...headers.filter(([name]) => FORBIDDEN.test(name)).map(([name]) => `A browser does not let a page send the header ${name}.`));
  return {
    method: form.method, url: `${location.origin}${prefix}${path}${search ? `?${search}` : ""}`,
    headers: headers.filter(([name]) => !FORBIDDEN.test(name)), cookies, body, parts, hints,
  };
}

/** A segment of only dots would be resolved away by the browser. */
function inPath(text) {
  const escaped = encodeURIComponent(text);
  return /^\.{1,2}$/.test(escaped) ? escaped.replaceAll(".", "%2E") : escaped;
}

const inQuery = (text) => encodeURIComponent(text).replaceAll("%5B", "[").replaceAll("%5D", "]").replaceAll("%2C", ",");

/** Returns the members of the query that a parameter makes: a JSON list or object makes several. */
function members({ name, text, style = "form", explode = true }) {
  const value = listed(text);
  if (Array.isArray(value)) {
    const items = value.map(plain);
    return explode ? items.map((item) => [name, item]) : [[name, items.join(style === "pipeDelimited" ? "|" : style === "spaceDelimited" ? " " : ",")]];
  }
  if (isObject(value)) {
    const pairs = Object.entries(value).map(([key, item]) => [key, plain(item)]);
    if (style === "deepObject") return pairs.map(([key, item]) => [`${name}[${key}]`, item]);
    return explode ? pairs : [[name, pairs.flat().join(",")]];
  }
  return [[name, text]];
}

function listed(text) {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return parse(text);
  } catch {
    return null;
  }
}

const plain = (value) => (typeof value === "string" ? value : JSON.stringify(value));

function bodyOf(method, said, headers) {
  const hints = [];
  if (said === null) return { body: null, parts: null, hints };
  if (method === "GET" || method === "HEAD") {
    hints.push(`A browser sends no body with ${method}.`);
    return { body: null, parts: null, hints };
  }
  const value = listed(said.text);
  if (/^multipart\//i.test(said.contentType) && isObject(value)) {
    const parts = new FormData();
    for (const [name, item] of Object.entries(value)) parts.append(name, plain(item));
    return { body: null, parts, hints };
  }
  headers.push(["Content-Type", said.contentType]);
  const isForm = /^application\/x-www-form-urlencoded/i.test(said.contentType) && isObject(value);
  const body = isForm ? new URLSearchParams(Object.entries(value).map(([name, item]) => [name, plain(item)])).toString() : said.text;
  return { body, parts: null, hints };
}

/**
 * Sends a request.
 *
 * @throws {Problem} The browser cannot send it.
 * @returns {Promise<{status: number, statusText: string, headers: [string, string][], text: string, bytes: number, ms: number}>}
 */
export async function send(request, signal) {
  const bake = (age) => request.cookies.forEach(([name, value]) => {
    document.cookie = `${name}=${value}; path=/; SameSite=Strict${age}`;
  });
  bake("");
  try {
    const made = requestFor(request, signal);
    const started = performance.now();
    const response = await fetch(made);
    const bytes = await response.arrayBuffer();
    return {
      status: response.status, statusText: response.statusText, headers: [...response.headers], ms: performance.now() - started,
      bytes: bytes.byteLength, text: textOf(bytes), redirected: response.type === "opaqueredirect",
    };
  } finally {
    bake("; Max-Age=0");
  }
}

function requestFor({ url, method, headers, parts, body }, signal) {
  try {
    return new Request(url, { method, headers, body: parts ?? body ?? undefined, signal, cache: "no-store", redirect: "manual" });
  } catch (error) {
    throw new Problem(`The browser cannot send this. ${error.message}`);
  }
}

function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return `(${bytes.byteLength} bytes that are no text)`;
  }
}
