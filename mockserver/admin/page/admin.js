// Talks to the admin API of this server, in the sandbox of this page.

import { parse, print } from "./json.js";
import { keep, prefix, recall } from "./session.js";

/** The server refused a call, or did not answer; the message says why. */
export class Problem extends Error {
  constructor(detail, { status = 0, title = "", violations = [] } = {}) {
    super(detail);
    this.status = status;
    this.title = title;
    /** What is wrong, each with the JSON pointer where it is. */
    this.violations = violations;
  }
}

let ask = null;
let asking = null;
let isDeclined = false;

/** Says how the token is asked for: a function from the server's words to a token or null. */
export function askTokenBy(asker) {
  ask = asker;
}

/**
 * Calls the admin API.
 *
 * @param {string} method
 * @param {string} path Below `/_mock`, its variable parts escaped.
 * @param {{body?: *, signal?: AbortSignal, isQuiet?: boolean}} options `body` is sent as JSON; a
 *   quiet call does not ask for the token again once the user would rather not.
 * @returns {Promise<*>} What the answer says, null if it says nothing.
 * @throws {Problem}
 */
export async function admin(method, path, options = {}) {
  const response = await open(method, path, options);
  const text = await response.text();
  try {
    return text ? parse(text) : null;
  } catch {
    throw new Problem(`The answer to ${method} ${path} is not JSON.`, { status: response.status });
  }
}

/** Calls the admin API and returns the response itself; its body is still to be read. */
export async function open(method, path, { body, signal, isQuiet = false } = {}) {
  const used = recall("token");
  const response = await send(method, path, { body, signal, token: used });
  if (response.ok) return response;
  const problem = await problemOf(response, `${method} ${path}`);
  if (response.status !== 403 || ask === null || (isQuiet && isDeclined)) throw problem;
  const token = recall("token") !== used ? recall("token") : await askOnce(problem.message);
  if (token === null) throw problem;
  return open(method, path, { body, signal, isQuiet });
}

async function send(method, path, { body, signal, token }) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    return await fetch(`${prefix}/_mock${path}`, {
      method,
      headers,
      signal,
      cache: "no-store",
      body: body === undefined ? undefined : print(body, 0),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("The mock does not answer. Is it still running?");
  }
}

/** However many calls are refused at once, the token is asked for once. */
function askOnce(words) {
  asking ??= ask(words).then((token) => {
    asking = null;
    isDeclined = token === null;
    keep("token", token);
    return token;
  });
  return asking;
}

async function problemOf(response, label) {
  const status = response.status;
  try {
    const told = JSON.parse(await response.text());
    return new Problem(told.detail ?? told.title ?? `${label} was answered ${status}.`, { ...told, status });
  } catch {
    return new Problem(`${label} was answered ${status}.`, { status });
  }
}

/** Returns a part of a path, escaped. */
export const part = encodeURIComponent;
