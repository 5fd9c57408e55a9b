"""The page around the parts: head, verdict, facts, contents."""

import json
from functools import cache
from importlib.resources import files
from typing import Final

from contracts.finding import RunResult
from contracts.reports.digest import Word, is_drift, requests_sent, verdict
from contracts.reports.html.markup import Content, Markup, code, el, joined, section
from contracts.reports.html.stories import accepted, findings
from contracts.reports.html.tables import counts, created, items, listed, matrix, not_judged
from contracts.reports.visible import counted, lasting

STYLE: Final = "page.css"
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may load for the page: nothing."""

_SIGNS: Final[dict[Word, str]] = {
    "findings": "\u2717",
    "broken": "!",
    "interrupted": "\u2026",
    "nothing judged": "?",
    "nothing found": "?",
    "clean": "\u2713",
}


def html_page(run: RunResult) -> str:
    """Returns the report as one file."""
    title = f"Contract {'drift of' if is_drift(run) else 'run on'} {run.target}"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", f"{verdict(run).headline}: {title}"),
        el("style", Markup(style())),
    )
    return f"<!doctype html>\n{el('html', head, _body(run, title), lang='en')}\n"


@cache
def style() -> str:
    """Returns the style sheet."""
    return files("contracts.reports.html").joinpath(STYLE).read_text("utf-8")


def _body(run: RunResult, title: str) -> Markup:
    parts = (
        ("findings", "Findings", findings(run)),
        ("baseline", "Baseline", accepted(run)),
        ("not-judged", "Not judged", not_judged(run)),
        ("statuses", "Statuses", matrix(run)),
        ("code", "Error codes", listed(run, "code", "Error codes", "Code")),
        ("law", "Laws", listed(run, "law", "Laws", "Law")),
        ("check", "Checks", listed(run, "check", "Checks", "Check")),
        ("items", "Items", items(run)),
        ("created", "Created", created(run)),
        ("options", "Options", _options(run)),
    )
    links = [el("a", name, href=f"#{anchor}") for anchor, name, part in parts if part]
    return el(
        "body",
        el("a", "Skip to the findings", href="#findings", class_="skip"),
        el("header", el("h1", title), *_notes(run), _verdict(run), _facts(run), counts(run)),
        el("nav", joined(links, " "), aria_label="Contents"),
        el("main", joined((part for _, _, part in parts), "\n")),
        el("footer", el("p", "Written by openapi-contract-kit.")),
    )


def _notes(run: RunResult) -> list[Markup]:
    return [el("p", note, class_="note") for note in run.notes]


def _verdict(run: RunResult) -> Markup:
    said = verdict(run)
    sign = el("span", _SIGNS[said.word], class_="sign", aria_hidden="true")
    kind = said.word.replace(" ", "-")
    headline = el("strong", said.headline)
    details = el("span", f"{said.details}.", class_="details")
    return el("p", sign, headline, details, class_=f"verdict {kind}")


def _facts(run: RunResult) -> Markup:
    sent = requests_sent(run.items)
    said = ", ".join(f"{number} {method}" for method, number in sorted(sent.items()))
    urls = [el("div", f"{api}: ", code(url or "in process")) for api, url in run.urls.items()]
    facts: list[tuple[str, Content]] = [
        ("Run", code(run.run)),
        ("Started", el("time", run.started)),
        ("Took", lasting(run.seconds)),
    ]
    if sent or not is_drift(run):
        facts.append(("Seed", code(str(run.seed))))
        requests = counted(sent.total(), "request")
        facts.append(("Requests", f"{requests}{f' ({said})' if said else ''}"))
    facts.append(("Target", joined([run.target, *urls])))
    pairs = [el("div", el("dt", name), el("dd", content)) for name, content in facts]
    return el("dl", *pairs, class_="run")


def _options(run: RunResult) -> Markup:
    if not run.options:
        return Markup()
    text = json.dumps(run.options, indent=2, ensure_ascii=False)
    return section("options", "Options of the run", el("pre", text))
