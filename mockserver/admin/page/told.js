// Words for times, sizes and fault rules.

/** Returns an instant as people read it: `2026-01-15 12:00:00`, in UTC. */
export function shortTime(instant) {
  return iso(instant).slice(0, 19).replace("T", " ");
}

/** Returns an instant as RFC 3339 has it; empty if there is no such time. */
export function iso(instant) {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

/** Returns the time of day with thousandths: `12:00:00.000`. */
export function timeOfDay(instant) {
  return iso(instant).slice(11, 23);
}

/** Returns a length of time: `3 ms`, `1.2 s`. */
export function duration(milliseconds) {
  if (milliseconds < 1) return "< 1 ms";
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Returns a number with its noun: `1 entry`, `3 entries`. */
export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** Returns a size: `812 bytes`, `1.2 kB`. */
export function size(bytes) {
  return bytes < 1000 ? count(bytes, "byte") : `${(bytes / 1000).toFixed(1)} kB`;
}

/** Returns the class of a status, for its colour: `2`, `4`, ... */
export const statusClass = (status) => String(status)[0];

/** Returns what a fault rule does, in a sentence. */
export function faultWords(rule) {
  const whom = [rule.operation ?? "every operation", rule.api && `of ${rule.api}`].filter(Boolean).join(" ");
  const what = [
    rule.delay !== undefined && `waits ${delayWords(rule.delay)}`,
    rule.error !== undefined && `answers the error ${rule.error}`,
    rule.status !== undefined && `answers ${rule.status}`,
    rule.connection !== undefined && CONNECTIONS[rule.connection],
  ].filter(Boolean);
  const when = [
    rule.percent !== undefined && rule.percent < 100 && `for ${rule.percent} % of the calls`,
    rule.skip && `after ${count(rule.skip, "call")}`,
    rule.count !== undefined && (rule.count === 1 ? "once" : `${rule.count} times`),
  ].filter(Boolean);
  return `${whom}: ${what.join(", ") || "nothing"}${when.length ? `, ${when.join(", ")}` : ""}`;
}

/** What a connection fault does. */
export const CONNECTIONS = {
  reset: "breaks the connection off",
  truncate: "sends half of the body",
  garble: "garbles the body",
  drip: "sends the body drop by drop",
  hang: "never answers",
};

function delayWords(delay) {
  if (typeof delay === "number") return `${delay} s`;
  const { fixed, uniform, normal, lognormal } = delay;
  if (fixed !== undefined) return `${fixed} s`;
  if (uniform) return `${uniform[0]} to ${uniform[1]} s`;
  if (normal) return `about ${normal.mean} s, give or take ${normal.deviation} s`;
  if (lognormal) return `mostly about ${lognormal.median} s, now and then far longer`;
  return JSON.stringify(delay);
}
