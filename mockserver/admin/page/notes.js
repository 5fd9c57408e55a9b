// Says what happened: to the eye in a corner, to a screen reader in a quiet region.

import { Problem } from "./admin.js";
import { button, el, fill } from "./dom.js";

const SHOWN_MS = 5000;

/** Shows a short message for a while; it is read out as well. */
export function note(text) {
  const shown = el("p.note", {}, text);
  document.getElementById("notes").append(shown);
  setTimeout(() => shown.remove(), SHOWN_MS);
}

let waiting = "";

/** Has something read out without showing it; what comes in quick succession is said once. */
export function speak(text) {
  if (!waiting) {
    setTimeout(() => {
      fill(document.getElementById("spoken"), waiting);
      waiting = "";
    }, 400);
  }
  waiting = text;
}

/** Returns a box that says what went wrong, with each wrong place; empty without an error. */
export function problemBox(error, { at = null } = {}) {
  if (!error) return el("div", { hidden: true });
  const found = error.violations ?? [];
  return el("div.problem", { role: "alert" },
    el("p", {}, found.length ? firstSentence(error.message) : error.message),
    found.length > 0 && el("ul", {}, found.map((one) => el("li", {}, placeOf(one, at), " ", one.message))));
}

function firstSentence(text) {
  return text.split(". ")[0].replace(/\.?$/, ".");
}

function placeOf(one, at) {
  const where = one.pointer || one.name || "/";
  const shown = el("code", {}, where);
  return at ? button(shown, () => at(one.pointer ?? ""), { class: ".link", title: "Show the place" }) : shown;
}

/** Returns what stands where something is still to come. */
export function reading() {
  return el("p.empty", {}, "Reading…");
}

/** Runs something and says what went wrong in a place kept for that; returns whether it went well. */
export async function attempt(box, act) {
  fill(box);
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) console.error(error);
    fill(box, problemBox(error));
    return false;
  }
}

/** Copies a text; where the browser does not let us, shows it for the user to copy. */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    note(`${what} copied`);
  } catch {
    const area = el("textarea", { readOnly: true, value: text, rows: 6, "aria-label": what });
    const dialog = el("dialog", { "aria-label": what }, el("p", {}, "The browser does not let this page copy. Here it is:"),
      area, button("Close", () => dialog.close()));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    area.select();
  }
}
