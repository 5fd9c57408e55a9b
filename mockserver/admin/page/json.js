// JSON in and out without loss: numbers that JavaScript would round or respell stay as written.

const KEEPS_NUMBERS = typeof JSON.rawJSON === "function";

/** Returns the value of a JSON text. Numbers that would change are kept as raw JSON. */
export function parse(text) {
  if (!KEEPS_NUMBERS) return JSON.parse(text);
  return JSON.parse(text, (_, value, context) => {
    if (typeof value === "number" && context?.source !== undefined && String(value) !== context.source) {
      return JSON.rawJSON(context.source);
    }
    return value;
  });
}

/** Returns a value as JSON text, laid out unless told otherwise. */
export function print(value, indent = 2) {
  return JSON.stringify(value, null, indent) ?? "";
}

/** Whether a value is an object with members. */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    && !(KEEPS_NUMBERS && JSON.isRawJSON(value));
}

const PIECE = /"(?:[^"\\]|\\[^])*(?:"|$)|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Yields the pieces of a JSON text, each with its kind and place. The text may lack its end. */
export function* pieces(text) {
  for (const found of text.matchAll(PIECE)) {
    yield { text: found[0], at: found.index, kind: kindOf(found[0], text, found.index + found[0].length) };
  }
}

function kindOf(piece, text, end) {
  if (piece.length === 1 && "{}[],:".includes(piece)) return "mark";
  if (piece[0] !== '"') return /^-?\d/.test(piece) ? "number" : "word";
  while (" \t\r\n".includes(text[end] ?? "x")) end += 1;
  return text[end] === ":" ? "key" : "string";
}

/**
 * Returns where a JSON pointer leads in a text, as [start, end]; the nearest place above it that
 * exists if it leads nowhere.
 */
export function locate(text, pointer) {
  const wanted = pointer.split("/").slice(1).map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"));
  const list = [...pieces(text)];
  let span = [0, text.length];
  let index = 0;
  for (const part of wanted) {
    const member = memberAt(list, index, part);
    if (member === -1) break;
    index = member;
    span = [list[index].at, endOf(list, index)];
  }
  return span;
}

/** Returns the index of the piece with which a member's value begins, or -1. */
function memberAt(list, start, name) {
  const opening = list[start]?.text;
  if (opening !== "{" && opening !== "[") return -1;
  let depth = 0;
  let place = 0;
  for (let index = start + 1; index < list.length; index += 1) {
    const { text, kind } = list[index];
    const begins = depth === 0 && (opening === "[" ? String(place) === name && text !== "]" : kind === "key" && sameKey(text, name));
    if (begins) return opening === "[" ? index : index + 2;
    if (text === "{" || text === "[") depth += 1;
    else if (text === "}" || text === "]") depth -= 1;
    else if (text === "," && depth === 0) place += 1;
    if (depth < 0) return -1;
  }
  return -1;
}

function sameKey(piece, name) {
  try {
    return JSON.parse(piece) === name;
  } catch {
    return false;
  }
}

function endOf(list, start) {
  let depth = 0;
  for (let index = start; index < list.length; index += 1) {
    const { text, at } = list[index];
    if (text === "{" || text === "[") depth += 1;
    if (text === "}" || text === "]") depth -= 1;
    if (depth === 0) return at + text.length;
  }
  return list.length ? list.at(-1).at + list.at(-1).text.length : 0;
}

/** Returns JSON text laid out as pieces with the space before each: [[space, piece, kind], ...]. */
export function laidOut(text) {
  const out = [];
  let depth = 0;
  let before = "";
  let fresh = true;
  for (const { text: piece, kind } of pieces(text)) {
    const closes = piece === "}" || piece === "]";
    if (closes) depth = Math.max(depth - 1, 0);
    const opensBefore = before === "{" || before === "[";
    let space = "";
    if (!fresh && piece !== "," && piece !== ":") {
      if (before === ":") space = " ";
      else if (!(closes && opensBefore)) space = `\n${"  ".repeat(depth)}`;
    }
    out.push([space, piece, kind]);
    if (piece === "{" || piece === "[") depth += 1;
    before = kind === "mark" ? piece : "";
    fresh = false;
  }
  return out;
}
