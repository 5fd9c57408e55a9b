// One record, or all of an API: shown, changed, removed.

import { admin, part } from "./admin.js";
import { carefulButton } from "./careful.js";
import { button, el, fill } from "./dom.js";
import { print } from "./json.js";
import { jsonEditor } from "./json_editor.js";
import { jsonView } from "./json_view.js";

/**
 * Returns the panel.
 *
 * @param {object} about
 * @param {string} about.api
 * @param {boolean} about.whole Whether all records of the API are edited.
 * @param {object} about.state Kind -> id -> record.
 * @param {string} about.kind
 * @param {string} about.id
 * @param {Function} about.leave Closes the panel.
 * @param {Function} about.changed Called with words once something was put back.
 */
export function recordPanel(about) {
  const { api, whole, state, kind, id, leave } = about;
  const heading = el("h2.mono", { tabindex: "-1" }, whole ? `All of ${api}` : `${kind} ${id}`);
  const content = el("div.stack");
  const panel = el("section.panel.sticky", { "aria-label": heading.textContent, on: {
    keydown: (event) => event.key === "Escape" && leave(),
  } }, el("div.row.between", {}, heading, button("Close", leave, { class: ".small" })), content);
  const record = state[kind]?.[id];
  if (whole) fill(content, editAll(about));
  else if (record === undefined) fill(content, el("p.empty", {}, "There is no such record now."));
  else read(content, about, record);
  return panel;
}

function read(content, about, record) {
  const { kind, id } = about;
  const edit = button("Edit", () => {
    fill(content, editor);
    editor.querySelector("textarea").focus();
  }, { class: ".main" });
  const editor = jsonEditor("The record as JSON", record, {
    at: `/${escaped(kind)}/${escaped(id)}`,
    cancel: () => {
      read(content, about, record);
      content.querySelector("button.main").focus();
    },
    save: (value) => change(about, (state) => {
      state[kind] = { ...state[kind], [id]: value };
    }, `${id} is put back`),
  });
  const remove = carefulButton("Remove", `Remove ${id}?`, () => change(about, (state) => {
    delete state[kind]?.[id];
  }, `${id} is removed`));
  fill(content, el("div.row", {}, edit, remove), jsonView(print(record), "The record"));
}

function editAll(about) {
  return jsonEditor(`Every record of ${about.api}, by kind and id`, about.state, {
    cancel: about.leave,
    save: async (value) => {
      await admin("PUT", `/state/${part(about.api)}`, { body: value });
      await about.changed(`The records of ${about.api} are replaced`);
    },
  });
}

/** Reads the records afresh, so that what happened meanwhile stays, changes them, puts them back. */
async function change(about, edit, words) {
  const path = `/state/${part(about.api)}`;
  const state = await admin("GET", path);
  edit(state);
  await admin("PUT", path, { body: state });
  await about.changed(words);
}

const escaped = (text) => text.replace(/~/g, "~0").replace(/\//g, "~1");
