"""The page is well formed, needs nothing from elsewhere, and can be read by everyone."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from contracts.reports.digest import numbered, verdict
from contracts.reports.html import html_page
from contracts.reports.html.page import style
from contracts.reports.stories import steps
from contracts.reports.visible import visible
from tests.support.drift_runs import INJECTED, full_drift, quiet_drift, shared
from tests.support.runs import HOSTILE, clean_run, interrupted_run, rich_run

RUNS = {
    "rich": rich_run(),
    "clean": clean_run(),
    "interrupted": interrupted_run(),
    "drift": full_drift(),
    "quiet drift": quiet_drift(),
}
EMPTY = {"meta", "br", "hr"}
KNOWN = EMPTY | {
    *("html", "head", "title", "style", "body", "header", "main", "nav", "section", "article"),
    *("footer", "h1", "h2", "h3", "h4", "p", "a", "b", "i", "q", "ul", "ol", "li", "dl", "dt"),
    *("dd", "div", "span", "strong", "small", "code", "pre", "mark", "time", "table", "caption"),
    *("thead", "tbody", "tr", "th", "td", "details", "summary", "figure", "figcaption"),
}


class Strict(HTMLParser):
    """Refuses what a browser would silently mend."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.elements = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag in KNOWN, tag
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        raise AssertionError(f"<{tag}/>")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data

    def handle_comment(self, data):
        raise AssertionError(data)

    def unknown_decl(self, data):
        raise AssertionError(data)

    def all(self, *tags):
        return [attrs for tag, attrs in self.elements if tag in tags]


@pytest.fixture(scope="module", params=RUNS)
def run(request):
    return RUNS[request.param]


@pytest.fixture(scope="module")
def page(run):
    return Strict(html_page(run))


@pytest.fixture(scope="module")
def rich():
    return Strict(html_page(RUNS["rich"]))


def test_the_page_needs_nothing_from_elsewhere(page):
    attributes = [name for _, attrs in page.elements for name in attrs]

    assert not {"src", "srcset", "action", "data", "style"} & set(attributes)
    assert not [name for name in attributes if name.startswith("on")]
    assert all(attrs["href"].startswith("#") for attrs in page.all("a"))
    assert not re.search(r"url\(|@import|expression|<", style())


def test_every_link_leads_to_something(page):
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]

    assert len(ids) == len(set(ids))
    assert {attrs["href"][1:] for attrs in page.all("a")} <= set(ids)
    assert {
        attrs["aria-labelledby"] for _, attrs in page.elements if "aria-labelledby" in attrs
    } <= set(ids)


def test_headings_follow_each_other_without_a_gap(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_tables_have_captions_and_their_heads_a_scope(page):
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(attrs.get("scope") in ("row", "col") for attrs in page.all("th"))


def test_the_page_says_its_language_and_its_verdict_first(page, run):
    assert page.all("html") == [{"lang": "en"}]
    assert verdict(run).headline in page.text.partition("Skip to the findings")[2][:100]


def test_the_hostile_words_are_shown_and_not_obeyed(rich):
    assert visible(HOSTILE) in rich.text
    assert not rich.all("script", "img", "iframe", "svg")
    assert all(char.isprintable() or char == "\n" for char in html_page(RUNS["rich"]))


def test_a_drift_is_called_one_and_tells_of_no_requests():
    drift = Strict(html_page(RUNS["drift"]))

    assert "Contract drift of specs/criteo/openapi.yaml" in drift.text
    assert "What moved" in drift.text
    assert "Seed" not in drift.text
    assert "contracts replay" not in drift.text
    assert visible(INJECTED) in drift.text
    assert visible(shared().witness) in drift.text
    assert not drift.all("script", "img", "iframe", "svg")
    assert len(drift.all("article")) == 18
    assert "12 info: nobody breaks" in drift.text


def test_each_finding_has_its_card_and_its_story(rich):
    assert [attrs["id"] for attrs in rich.all("article")] == ["F4", "F3", "F1", "F2"]
    for one in numbered(RUNS["rich"]):
        for part in (one.finding.says, one.finding.expected, one.finding.got):
            assert visible(part) in rich.text
        for step in steps(one.finding, RUNS["rich"]):
            assert step.title in rich.text
            assert step.curl in rich.text


def test_severity_is_a_word_and_not_only_a_colour(rich):
    for severity in ("error", "warning", "info"):
        badges = [attrs for attrs in rich.all("span") if attrs.get("class") == f"badge {severity}"]
        assert badges
    assert re.search(r"F2 error flaky body_is_well_formed", rich.text)


def test_a_cell_says_why_it_was_not_hit(rich):
    misses = [
        attrs for attrs in rich.all("td") if attrs.get("class") == "miss" and "title" in attrs
    ]

    assert {attrs["title"] for attrs in misses} == {
        "no role caller.foreign",
        "no way known to cause it",
        "write blocked",
    }


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_text_has_the_contrast_of_level_aa(theme):
    block = re.findall(r":root \{(.*?)\}", style(), re.DOTALL)[theme]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))

    for ink in ("ink", "soft", "link", "error", "warning", "info", "good"):
        for paper in ("page", "panel"):
            assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)
    assert contrast(colours["mark-ink"], colours["mark"]) >= 4.5
