// A field for JSON that shows what is wrong at its place.

import { Problem } from "./admin.js";
import { button, el, fill, newId } from "./dom.js";
import { locate, parse, print } from "./json.js";
import { problemBox } from "./notes.js";

/**
 * Returns an editor of a JSON value.
 *
 * @param {string} label What is edited.
 * @param {*} value
 * @param {{save: Function, cancel: Function, at?: string}} doing `save` takes the new value and may
 *   throw a Problem, whose pointers begin with `at`.
 */
export function jsonEditor(label, value, { save, cancel, at = "" }) {
  const box = el("div");
  const area = el("textarea.code", { id: newId("json"), spellcheck: "false", autocomplete: "off", value: print(value) });
  area.rows = Math.min(Math.max(area.value.split("\n").length + 1, 6), 28);
  const submit = () => attemptAt(box, area, () => save(readJson(area.value)), at);
  const form = el("form.editor", { on: {
    submit: (event) => {
      event.preventDefault();
      submit();
    },
    keydown: (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
      if (event.key === "Escape") {
        event.stopPropagation();
        cancel();
      }
    },
  } },
  el("label", { for: area.id }, label), area, box,
  el("p.row", {}, el("button.main", { type: "submit" }, "Put back"), button("Cancel", cancel),
    el("span.hint", {}, "Ctrl+Enter puts back, Escape cancels.")));
  return form;
}

/**
 * Does something with the JSON of a field; says what went wrong, and selects the first wrong place.
 *
 * @param {Element} box Where the problem is said.
 * @param {HTMLTextAreaElement} area
 * @param {Function} act May throw a Problem, whose pointers begin with `at`.
 * @returns {Promise<boolean>} Whether it went well.
 */
export async function attemptAt(box, area, act, at = "") {
  const show = (pointer) => select(area, locate(area.value, inside(pointer, at)));
  fill(box);
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) console.error(error);
    fill(box, problemBox(error, { at: error.violations?.length ? show : null }));
    if (error.at !== undefined) select(area, error.at);
    else if (error.violations?.length) show(error.violations[0].pointer ?? "");
    return false;
  }
}

/** Returns a pointer as it is within the edited part. */
function inside(pointer, at) {
  return pointer.startsWith(at) ? pointer.slice(at.length) : "";
}

/**
 * Returns the value of a JSON text.
 *
 * @throws {Problem} It is none; `at` is the piece where it breaks off.
 */
export function readJson(text) {
  try {
    return parse(text);
  } catch (error) {
    const problem = new Problem(`This is not JSON: ${error.message}`);
    const where = /position (\d+)/.exec(error.message);
    const start = where ? Number(where[1]) : text.length;
    problem.at = [Math.max(start - 1, 0), start];
    throw problem;
  }
}

/** Marks a piece of the text and brings it into view. */
function select(area, [start, end]) {
  area.focus();
  area.setSelectionRange(start, end);
  const line = area.value.slice(0, start).split("\n").length - 1;
  const height = area.scrollHeight / area.value.split("\n").length;
  area.scrollTop = Math.max((line - 2) * height, 0);
}
