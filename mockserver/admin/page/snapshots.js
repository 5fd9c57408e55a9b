// Snapshots of the sandbox: kept under a name, restored, dropped.

import { admin, part } from "./admin.js";
import { carefulButton } from "./careful.js";
import { button, el, field, fill } from "./dom.js";
import { refreshFacts } from "./facts.js";
import { attempt, note } from "./notes.js";

const NAME = "[A-Za-z0-9][A-Za-z0-9_.\\-]{0,63}";

/** Returns the card; `changed` is called once a snapshot was restored. */
export function snapshotCard(changed) {
  const box = el("div");
  const list = el("ul.plain.snapshots");
  const input = el("input", { pattern: NAME, required: true, placeholder: "before-checkout", autocomplete: "off", spellcheck: "false", maxlength: "64" });
  const read = () => attempt(box, async () => {
    const { snapshots } = await admin("GET", "/snapshots");
    summary.textContent = snapshots.length ? `Snapshots (${snapshots.length})` : "Snapshots";
    fill(list, snapshots.map((name) => row(name, restore, drop)));
  });
  const act = (method, path, words) => attempt(box, async () => {
    await admin(method, path);
    note(words);
    await read();
  });
  const restore = async (name) => {
    await act("POST", `/snapshots/${part(name)}/restore`, `${name} is restored`);
    await Promise.all([changed(), refreshFacts()]);
  };
  const drop = (name) => act("DELETE", `/snapshots/${part(name)}`, `${name} is dropped`);
  const form = el("form.row", { on: { submit: async (event) => {
    event.preventDefault();
    if (await act("PUT", `/snapshots/${part(input.value)}`, `${input.value} is kept`)) input.value = "";
  } } }, field("Name", input), el("button", { type: "submit" }, "Keep"));
  const summary = el("summary", {}, "Snapshots");
  read();
  return el("details.panel.fold", {}, summary,
    el("p.hint", {}, "Records, counters, clock and fault rules of the sandbox, to come back to."), form, box, list);
}

function row(name, restore, drop) {
  return el("li.row.between", {}, el("span.mono", {}, name), el("span.row", {},
    button("Restore", () => restore(name), { class: ".small", "aria-label": `Restore ${name}` }),
    carefulButton("Drop", `Drop ${name}?`, () => drop(name), { class: ".small", "aria-label": `Drop ${name}` })));
}
