"""The page for everyone: names, landmarks, contrast, the Tab key, narrow screens."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.services

VIEWS = [
    "journal",
    "journal/1",
    "operations",
    "operations/criteo/PATCH%20%2Fmarketing-solutions%2Fcampaigns",
    "state/criteo/campaign/99999",
    "clock",
    "scenarios",
    "faults",
    "sandboxes",
]
CONTROLS = {
    "button", "link", "textbox", "searchbox", "combobox", "checkbox", "spinbutton", "listbox",
    "radio", "slider", "switch", "tab", "menuitem", "DisclosureTriangle", "Date", "DateTime",
}  # fmt: skip
LANDMARKS = {"banner": 1, "navigation": 1, "main": 1}
LEAST_CONTRAST = 4.5

CONTRASTS = """
() => {
  const channels = (text) => text.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((value) => value / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = channels(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !element.checkVisibility({ contentVisibilityAuto: true })) continue;
    const one = luminance(channels(getComputedStyle(element).color));
    const two = luminance(ground(element));
    const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    seen.push([text.slice(0, 40), Math.round(contrast * 100) / 100]);
  }
  return seen;
}
"""

FOCUSED = """
() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return null;
  const style = getComputedStyle(at);
  at.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
  return { stop: at.dataset.stop, tag: at.tagName, text: (at.textContent || at.id).slice(0, 40),
           seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 };
}
"""


@pytest.fixture
def used(client):
    """Leaves something behind for every view to show."""
    client.get("/marketing-solutions/campaign/99999")
    client.post("/_mock/faults", json={"operation": "PUT *", "status": 503})
    client.put("/_mock/snapshots/before")
    return client


def show(page, view):
    page.goto(f"{page.url.partition('#')[0]}#/{view}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#live")).to_have_attribute("data-state", "live")
    expect(page.locator("main")).not_to_contain_text("Reading…")
    page.wait_for_load_state()


def tree(page):
    session = page.context.new_cdp_session(page)
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in session.send("Accessibility.getFullAXTree")["nodes"]
        if not node["ignored"]
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_every_control_has_a_name(page, used, view):
    show(page, view)
    controls = [(role, name) for role, name in tree(page) if role in CONTROLS]

    assert len(controls) > 8
    assert [role for role, name in controls if not name.strip()] == []


@pytest.mark.parametrize("view", VIEWS)
def test_landmarks_and_headings_say_where_one_is(page, used, view):
    show(page, view)
    roles = [role for role, _ in tree(page)]

    assert {role: roles.count(role) for role in LANDMARKS} == LANDMARKS
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("nav [aria-current=page]")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_all_text_stands_out_from_its_ground(tab, url, name, used, view, scheme):
    page = tab(f"{url}/~{name}/_mock/", color_scheme=scheme)
    show(page, view)
    found = page.evaluate(CONTRASTS)

    assert len(found) > 15
    assert [(text, contrast) for text, contrast in found if contrast < LEAST_CONTRAST] == []


@pytest.mark.parametrize("view", VIEWS)
def test_the_tab_key_passes_through_and_shows_where_it_is(page, used, view):
    show(page, view)
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if stops and at is not None and at["stop"] == stops[0]["stop"]:
            break
        if at is not None:  # what has the focus may just have been drawn anew
            stops.append(at)

    assert len(stops) < 200, "it comes round"
    assert len({stop["stop"] for stop in stops}) > 12
    assert [stop for stop in stops if not stop["seen"]] == []


def test_the_content_is_reached_at_once(page):
    show(page, "clock")
    page.reload()
    show(page, "clock")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()
    expect(page.get_by_role("heading", name="Clock")).to_be_visible()


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_sticks_out_sideways(page, used, view, width):
    page.set_viewport_size({"width": width, "height": 800})
    show(page, view)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_works_offline_from_its_own_files(tab, url, name):
    requested = []

    def listen(page):
        page.on("request", lambda request: requested.append(request))

    page = tab(f"{url}/~{name}/_mock/", prepare=listen)
    expect(page.locator("#live")).to_have_attribute("data-state", "live")

    assert {request.resource_type for request in requested} >= {"document", "script", "stylesheet"}
    assert all(request.url.startswith(f"{url}/~{name}/_mock/") for request in requested)


def test_views_are_bookmarked_and_walked_back_through(page):
    show(page, "clock")
    page.get_by_role("navigation").get_by_role("link", name="Faults").click()
    expect(page).to_have_title("Faults · Mock")
    page.go_back()

    expect(page).to_have_title("Clock · Mock")
    expect(page.get_by_role("heading", level=1)).to_have_text("Clock")
