// Addresses within the page: `#/view/part/part?name=value`. Each can be bookmarked.

/** Returns the address of a view, for a link. */
export function address(view, parts = [], query = {}) {
  const path = [view, ...parts].map(encodeURIComponent).join("/");
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "" && value !== null));
  return `#/${path}${search.size ? `?${search}` : ""}`;
}

/** Returns where the page is: the view, the parts behind it, and what is asked of it. */
export function place() {
  const [path, search = ""] = location.hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [view, ...parts] = path.split("/").map(decoded);
  return { view, parts: parts.filter((text) => text !== ""), query: new URLSearchParams(search) };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Goes to an address; `replace` leaves no step in the browser's history. */
export function go(to, { replace = false } = {}) {
  if (!replace) {
    location.hash = to;
    return;
  }
  history.replaceState(null, "", to);
  dispatchEvent(new HashChangeEvent("hashchange"));
}
