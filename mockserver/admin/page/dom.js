// Makes elements. Text enters as text only, so that nothing that was received can run.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "open", "readOnly"]);

/**
 * Returns a new element.
 *
 * @param {string} tag Its name, with classes as in CSS: `p.note.wide`.
 * @param {object} said Attributes and some properties; `on` holds listeners, `data` the data-
 *   attributes. What is null, undefined or false is left out.
 * @param {...(Node|string|number|Array|null)} children Text and elements, in order.
 */
export function el(tag, said = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(said)) {
    if (value === null || value === undefined) continue;
    if (key === "on") listen(made, value);
    else if (key === "data") Object.assign(made.dataset, value);
    else if (PROPERTIES.has(key)) made[key] = value;
    else if (value !== false) made.setAttribute(checked(key), value === true ? "" : safe(key, value));
  }
  made.append(...flat(children));
  return made;
}

function listen(element, listeners) {
  for (const [event, listener] of Object.entries(listeners)) element.addEventListener(event, listener);
}

function checked(key) {
  if (/^on|^style$|^srcdoc$/i.test(key)) throw new Error(`${key} may not be set here`);
  return key;
}

/** Links lead to places of this page and of this server, nowhere else. */
function safe(key, value) {
  const text = String(value);
  if ((key === "href" || key === "src") && !/^(#|\.?\/(?!\/)|[\w-]+$)/.test(text)) {
    throw new Error(`not a link of this page: ${text}`);
  }
  return text;
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}

/** Puts children in the place of those that an element has. */
export function fill(element, ...children) {
  element.replaceChildren(...flat(children));
  return element;
}

/** Returns a sentence with its pieces between backticks as code. */
export function prose(text) {
  return text.split(/`([^`]+)`/).map((piece, index) => (index % 2 ? el("code", {}, piece) : piece));
}

/** As `fill`; a link that had the focus has it again if it is still there. */
export function refill(element, ...children) {
  const held = element.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  fill(element, ...children);
  if (held === null) return;
  [...element.querySelectorAll("a")].find((link) => link.getAttribute("href") === held)?.focus({ preventScroll: true });
}

/** Returns a path as text that may break after its slashes, not within a word. */
export function breakable(path) {
  return path.split(/(?<=[/?&])/).map((piece) => [piece, el("wbr")]);
}

let ids = 0;

/** Returns an id that no other element has. */
export function newId(stem) {
  ids += 1;
  return `${stem}-${ids}`;
}

/** Returns a button; `said` is as for `el`. */
export function button(label, press, said = {}) {
  return el(`button${said.class ?? ""}`, { type: "button", ...without(said, "class"), on: { click: press } }, label);
}

/** Returns an object without one of its members. */
export function without(object, name) {
  const { [name]: _, ...rest } = object;
  return rest;
}

/** Returns a label with its control below it, and a hint that is read out with the control. */
export function field(label, control, hint = null, said = {}) {
  control.id ||= newId("field");
  const parts = [el("label", { for: control.id }, label), control];
  if (hint !== null) {
    const note = el("p.hint", { id: newId("hint") }, hint);
    control.setAttribute("aria-describedby", note.id);
    parts.push(note);
  }
  return el(`div.field${said.class ?? ""}`, {}, parts);
}

/** Returns a list of choices; each is a value or a pair of value and label. */
export function choices(options, value, said = {}) {
  const made = el("select", said, options.map((option) => {
    const [own, label] = Array.isArray(option) ? option : [option, option];
    return el("option", { value: own, selected: own === value }, label);
  }));
  return made;
}
