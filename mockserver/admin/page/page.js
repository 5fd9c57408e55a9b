// Starts the page: its views, which one is shown, and the facts at the top.

import { askTokenBy } from "./admin.js";
import { showFacts } from "./facts.js";
import { fill, el } from "./dom.js";
import { feed } from "./journal_feed.js";
import { place } from "./router.js";
import { askToken } from "./token.js";
import { showClock } from "./clock_view.js";
import { showFaults } from "./faults_view.js";
import { showJournal } from "./journal_view.js";
import { showOperations } from "./operations_view.js";
import { showSandboxes } from "./sandboxes_view.js";
import { showScenarios } from "./scenarios_view.js";
import { showState } from "./state_view.js";

/** Address -> title, and what shows the view in an element and returns how it is kept up. */
const VIEWS = {
  journal: ["Journal", showJournal],
  operations: ["Operations", showOperations],
  state: ["State", showState],
  clock: ["Clock", showClock],
  scenarios: ["Scenarios", showScenarios],
  faults: ["Faults", showFaults],
  sandboxes: ["Sandboxes", showSandboxes],
};

const main = document.getElementById("main");
let shown = { name: "", view: {} };

function listViews() {
  const items = Object.entries(VIEWS).map(([name, [title]]) =>
    el("li", {}, el("a", { href: `#/${name}`, data: { view: name } }, title)));
  fill(document.getElementById("views"), items);
}

/** Shows the view that the address names; the one that is there already only moves within itself. */
function follow({ isFirst = false } = {}) {
  const route = place();
  const name = route.view in VIEWS ? route.view : "journal";
  const [title, show] = VIEWS[name];
  document.title = `${title} · Mock`;
  for (const link of document.querySelectorAll("#views a")) {
    if (link.dataset.view === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (shown.name === name) {
    shown.view.update?.(route);
    return;
  }
  shown.view.close?.();
  const heading = el("h1", { tabindex: "-1" }, title);
  const body = el("div.view");
  fill(main, heading, body);
  main.className = `view-${name}`;
  shown = { name, view: show(body, route) };
  scrollTo(0, 0);
  if (!isFirst) heading.focus();
}

askTokenBy(askToken);
listViews();
feed.start();
showFacts();
addEventListener("hashchange", () => follow());
document.querySelector(".skip").addEventListener("click", (event) => {
  // The link's own address would be taken for a view.
  event.preventDefault();
  main.focus();
});
follow({ isFirst: true });
