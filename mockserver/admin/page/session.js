// What this tab remembers until it is closed, and which sandbox it works in.

const PREFIX = /^\/~[^/]+/.exec(location.pathname)?.[0] ?? "";

/** What stands before every path of this server from here: `/~w3`, or nothing. */
export const prefix = PREFIX;

/** The name of the sandbox that requests from this page meet. */
export const sandbox = PREFIX ? decodeURIComponent(PREFIX.slice(2)) : cookie("mock-sandbox") || "default";

/** Returns the path of this page in a sandbox. */
export function pageOf(name, hash = "") {
  return `/~${encodeURIComponent(name)}/_mock/${hash}`;
}

function cookie(name) {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : "";
}

/** Returns what was kept under a name, or `otherwise`. */
export function recall(name, otherwise = null) {
  try {
    return JSON.parse(sessionStorage.getItem(`mock.${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Keeps a value until the tab is closed; null forgets it. */
export function keep(name, value) {
  try {
    if (value === null) sessionStorage.removeItem(`mock.${name}`);
    else sessionStorage.setItem(`mock.${name}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing: the value is asked for again.
  }
}
