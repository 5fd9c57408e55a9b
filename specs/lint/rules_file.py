"""rules.yaml: the documented rules of an API, and whether what they cite is there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import jsonschema_rs

from specs.bundle import Bundle
from specs.document import Document
from specs.errors import SpecError, nearest_name
from specs.lint.finding import LintFinding
from specs.schemas import violations
from specs.values import ABSENT, Json, Record
from specs.yaml_reader import SourceText, read_text

FILE: Final = "rules.yaml"
TRANSCRIPTS: Final = "transcripts"
_BESIDE: Final = {"equals", "has", "members"}
"""What may stand beside the one thing that a citation cites."""
_SCHEMA: Final = Path(__file__).parent.parent / "rules.schema.json"


@dataclass(frozen=True, slots=True)
class Citation:
    """One thing that a rule says it is held by."""

    rule: str
    kind: str
    """`schema`, `transcript`, `stub-test`, `law`, `check` or `not-observable`."""
    target: str
    pointer: str
    """Where the citation stands in rules.yaml."""


def rules_are_valid(bundle: Bundle) -> Iterator[LintFinding]:
    """rules.yaml, if the folder has one, has the form of specs/rules.schema.json."""
    path = bundle.file(FILE)
    if path is None:
        return
    try:
        source = read_text(path)
    except SpecError as error:
        yield LintFinding(path, error.line or 1, "rules_are_valid", "", error.wrong)
        return
    for violation in violations(_validator(), source.value):
        message = f"rules are not valid at {violation.pointer or 'the root'}: {violation.message}"
        yield _finding(source, "rules_are_valid", violation.pointer, message)


def rule_id_is_unique(bundle: Bundle) -> Iterator[LintFinding]:
    """No two rules of an API have one id."""
    source = _valid(bundle)
    seen: set[str] = set()
    for index, rule in enumerate(source.value["rules"] if source is not None else ()):
        if source is not None and rule["id"] in seen:
            message = f"the id {rule['id']} stands here twice"
            yield _finding(source, "rule_id_is_unique", f"/rules/{index}/id", message)
        seen.add(rule["id"])


def rule_citation_exists(bundle: Bundle) -> Iterator[LintFinding]:
    """The schema keywords and transcripts that rules cite exist; a transcript cites back."""
    source = _valid(bundle)
    if source is None:
        return
    known = {path.name: path for path in bundle.files(f"{TRANSCRIPTS}/*.y*ml")}
    for citation in citations(source.value):
        wrong = ""
        if citation.kind == "schema" and bundle.document.at(citation.target) is ABSENT:
            wrong = f"{bundle.document.path.name} has nothing at {citation.target}"
        elif citation.kind == "transcript" and citation.target not in known:
            nearest = nearest_name(citation.target, known)
            wrong = f"there is no transcript {citation.target}. {nearest}"
        elif citation.kind == "transcript":
            wrong = _not_cited_back(known[citation.target], citation.rule)
        if wrong:
            message = f"{citation.rule}: {wrong}"
            yield _finding(source, "rule_citation_exists", citation.pointer, message)


def rule_citation_holds(bundle: Bundle) -> Iterator[LintFinding]:
    """A cited part of the document says what the rule says it does, so that it cannot drift."""
    source = _valid(bundle)
    if source is None:
        return
    for index, rule in enumerate(source.value["rules"]):
        for position, held in enumerate(rule["held"]):
            where = f"/rules/{index}/held/{position}"
            if "schema" in held and bundle.document.at(held["schema"]) is not ABSENT:
                for wrong in _drifted(bundle.document, held):
                    message = f"{rule['id']}: {held['schema']} {wrong}"
                    yield _finding(source, "rule_citation_holds", where, message)


def _drifted(document: Document, held: Record) -> Iterator[str]:
    """Yields in what a cited part differs from what its citation says."""
    found = document.at(held["schema"])
    if "equals" in held:
        if found != held["equals"]:
            yield f"is {_shown(found)}, not {_shown(held['equals'])}"
        return
    found, _ = document.dereference(found, held["schema"])
    if not isinstance(found, dict):
        yield "is not a mapping"
        return
    if "members" in held and set(found) != set(held["members"]):
        yield f"has the members {_shown(sorted(found))}, not {_shown(sorted(held['members']))}"
    for name, value in held.get("has", {}).items():
        if name not in found or found[name] != value:
            yield f"has not {name}: {_shown(value)}"


def _shown(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)[:200]


def citations(rules: Record) -> Iterator[Citation]:
    """Yields what each rule of a valid rules.yaml cites."""
    for index, rule in enumerate(rules["rules"]):
        for position, held in enumerate(rule["held"]):
            (kind,) = set(held) - _BESIDE
            where = f"/rules/{index}/held/{position}/{kind}"
            yield Citation(rule["id"], kind, held[kind], where)


def _not_cited_back(transcript: Path, rule: str) -> str:
    story: Json = _story(transcript)
    cited = story.get("rules", []) if isinstance(story, dict) else []
    return "" if rule in cited else f"{transcript.name} does not list this rule under `rules`"


def _story(transcript: Path) -> Json:
    try:
        return read_text(transcript).value
    except SpecError:
        return None


def _valid(bundle: Bundle) -> SourceText | None:
    path = bundle.file(FILE)
    if path is None or any(rules_are_valid(bundle)):
        return None
    return read_text(path)


def _finding(source: SourceText, rule: str, where: str, message: str) -> LintFinding:
    return LintFinding(source.path, source.line(where), rule, where, message)


@cache
def _validator() -> jsonschema_rs.Validator:
    schema: Record = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return jsonschema_rs.Draft202012Validator(schema)
