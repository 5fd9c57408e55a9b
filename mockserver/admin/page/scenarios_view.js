// Scenarios: named situations that a sandbox can be put into.

import { admin, part } from "./admin.js";
import { button, el, fill, prose } from "./dom.js";
import { refreshFacts } from "./facts.js";
import { attempt, copy, note, reading } from "./notes.js";

/** Shows the view. */
export function showScenarios(body) {
  const box = el("div");
  const list = el("div.scenarios", {}, reading());
  const read = () => attempt(box, async () => {
    const { scenarios } = await admin("GET", "/scenarios");
    fill(list, scenarios.length ? grouped(scenarios).map(([api, found]) => group(api, found, load)) : nothing());
  });
  const load = (scenario) => attempt(box, async () => {
    const told = await admin("POST", `/scenarios/${part(scenario.api)}/${part(scenario.name)}`);
    note(`${told.title || told.name} is loaded`);
    await Promise.all([read(), refreshFacts()]);
    document.getElementById(idOf(scenario))?.focus();
  });
  fill(body,
    el("p.lead", {}, "A scenario sets records, clock and fault rules of this sandbox at once. A request with the header ",
      el("code", {}, "Mock-Scenario: api/name"), " loads it, too, once in each sandbox."),
    box, list);
  read();
  return {};
}

function nothing() {
  return el("p.empty", {}, "The APIs that are served have no scenarios. They stand in the folder of an API as scenarios/*.yaml.");
}

function grouped(scenarios) {
  const groups = new Map();
  for (const one of scenarios) groups.set(one.api, [...(groups.get(one.api) ?? []), one]);
  return [...groups];
}

function group(api, scenarios, load) {
  return el("section", { "aria-label": `Scenarios of ${api}` }, el("h2", {}, api),
    el("ul.cards.plain", {}, scenarios.map((one) => card(one, load))));
}

const idOf = ({ api, name }) => `load-${api}-${name}`;

function card(scenario, load) {
  const name = `${scenario.api}/${scenario.name}`;
  const title = scenario.title || scenario.name;
  return el("li.panel.scenario", {},
    el("h3", {}, title, scenario.loaded && el("span.badge.good", {}, "loaded")),
    el("p", {}, prose(scenario.description)),
    el("p.row.foot", {},
      button("Load", () => load(scenario), { id: idOf(scenario), "aria-label": `Load ${title}` }),
      button(name, () => copy(`Mock-Scenario: ${name}`, "Header"), { class: ".quiet.mono", title: "Copy the header that loads it", "aria-label": `Copy the header that loads ${title}` })));
}
