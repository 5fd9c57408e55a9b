// Fault rules of the sandbox: what goes wrong on purpose.

import { admin, part } from "./admin.js";
import { carefulButton } from "./careful.js";
import { button, el, fill } from "./dom.js";
import { refreshFacts } from "./facts.js";
import { faultForm } from "./fault_form.js";
import { print } from "./json.js";
import { attempt, note, reading } from "./notes.js";
import { count, faultWords } from "./told.js";

/** Shows the view. */
export function showFaults(body) {
  const box = el("div");
  const list = el("section", { "aria-labelledby": "rules-title" }, reading());
  const read = () => attempt(box, async () => {
    const { faults } = await admin("GET", "/faults");
    fill(list, heading(faults, clear), faults.length ? rules(faults, remove) : nothing());
  });
  const after = async (words) => {
    note(words);
    await Promise.all([read(), refreshFacts()]);
  };
  const remove = (id) => attempt(box, async () => {
    await admin("DELETE", `/faults/${part(id)}`);
    await after(`${id} is removed`);
    document.getElementById("rules-title").focus();
  });
  const clear = () => attempt(box, async () => {
    await admin("DELETE", "/faults");
    await after("All fault rules are removed");
  });
  fill(body,
    el("p.lead", {}, "A rule strikes valid calls. They are tried in this order; the first that fits a call and still fires is applied."),
    box,
    el("div.split", {}, list, faultForm(async (rule) => {
      const { id } = await admin("POST", "/faults", { body: rule });
      await after(`${id} is added`);
    })));
  read();
  return {};
}

function heading(faults, clear) {
  return el("div.row.between", {}, el("h2", { id: "rules-title", tabindex: "-1" }, "Rules"),
    faults.length > 0 && carefulButton("Clear", `Remove ${count(faults.length, "rule")}?`, clear, { class: ".small" }));
}

function nothing() {
  return el("p.empty", {}, "No rules: nothing goes wrong on purpose here.");
}

function rules(faults, remove) {
  return el("ol.plain.rules", {}, faults.map((rule) => el("li.panel", {},
    el("div.row.between", {}, el("p", {}, el("code.id", {}, rule.id), " ", faultWords(rule)),
      button("Remove", () => remove(rule.id), { class: ".small", "aria-label": `Remove ${rule.id}` })),
    el("details", {}, el("summary", {}, "JSON"), el("pre.code", { tabindex: "0" }, print(rule))))));
}
