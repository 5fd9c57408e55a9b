"""The documented rules of the three APIs: all there, and each held by something that exists."""

import ast
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest

from contracts.checks import CHECKS
from contracts.laws import LAWS
from contracts.run.api_run import ApiLaws
from specs.bundle import Bundle
from specs.discovery import BUNDLED, bundled_names, discover
from specs.lint.rules_file import Citation, citations
from specs.values import ABSENT, Record
from specs.yaml_reader import read_text

ROOT = Path(__file__).parents[2]

TESTABLE = """
    2 5 20 22-29 31-44 47 50-54 57 60-62 64-65 69-79 81-84 86-88 91-102 104 106-111 113-117 119-120
    123-124 126-130 132-158 160-161 164-166 170 172-175 177 183-184 186-191 193-194 196-199 201-205
    207-208
"""
"""Rules that a documented endpoint shows by itself."""

NEEDS_CONTROL = """
    3 6 8-9 11 16 18 30 45 48-49 55-56 58-59 63 66-67 80 85 89-90 103 105 112 118 162-163 167-169
    176 178-182 185 192 195 200 206 209-212
"""
"""Rules that show only when someone brings about a state from behind."""

DESCRIPTIVE = "1 4 7 10 12-15 17 19 21 46 68 121-122 125 131 159 171"
"""Rules that describe and cannot be observed."""


class Rule(NamedTuple):
    api: str
    value: Record
    citations: tuple[Citation, ...]

    @property
    def id(self) -> str:
        return str(self.value["id"])


def ids(ranges: str) -> list[str]:
    bounds = [part.partition("-") for part in ranges.split()]
    return [
        f"R{number}"
        for first, _, last in bounds
        for number in range(int(first), int(last or first) + 1)
    ]


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    return [
        Rule(name, value, tuple(one for one in citations(read) if one.rule == value["id"]))
        for name in bundled_names()
        if (path := BUNDLED / name / "rules.yaml").is_file()
        for read in [read_text(path).value]
        for value in read["rules"]
    ]


def test_table_of_kinds_is_whole() -> None:
    kinds = [ids(TESTABLE), ids(NEEDS_CONTROL), ids(DESCRIPTIVE)]

    assert [len(kind) for kind in kinds] == [147, 46, 19]
    assert sorted(chain(*kinds)) == sorted(ids("1-212"))


def test_every_rule_stands_exactly_once(rules: list[Rule]) -> None:
    found = Counter(rule.id for rule in rules)

    assert [one for one in ids("1-212") if one not in found] == []
    assert [one for one, times in found.items() if times > 1] == []
    assert len(found) == 212


def test_every_rule_is_of_its_kind(rules: list[Rule]) -> None:
    kinds = {
        **dict.fromkeys(ids(TESTABLE), "T"),
        **dict.fromkeys(ids(NEEDS_CONTROL), "M"),
        **dict.fromkeys(ids(DESCRIPTIVE), "N"),
    }

    assert [rule.id for rule in rules if rule.value["kind"] != kinds.get(rule.id)] == []


def test_rules_stand_in_order(rules: list[Rule]) -> None:
    for api in bundled_names():
        numbers = [int(rule.id.removeprefix("R")) for rule in rules if rule.api == api]
        assert numbers == sorted(numbers)


def test_every_observable_rule_is_judged(rules: list[Rule]) -> None:
    holding = {"schema", "check", "law"}

    assert [
        rule.id
        for rule in rules
        if rule.value["kind"] in "TM" and not holding & {one.kind for one in rule.citations}
    ] == []


def test_every_other_rule_says_why_it_is_not(rules: list[Rule]) -> None:
    assert [
        rule.id
        for rule in rules
        if rule.value["kind"] == "N"
        and not any(one.kind == "not-observable" and one.target for one in rule.citations)
    ] == []


def test_cited_keywords_stand_in_the_schema(rules: list[Rule]) -> None:
    documents = {name: Bundle.load(BUNDLED / name).document for name in bundled_names()}

    assert [
        f"{rule.id}: {one.target}"
        for rule in rules
        for one in rule.citations
        if one.kind == "schema" and documents[rule.api].at(one.target) is ABSENT
    ] == []


def test_cited_transcripts_cite_back(rules: list[Rule]) -> None:
    assert [
        f"{rule.id}: {one.target}"
        for rule in rules
        for one in rule.citations
        if one.kind == "transcript"
        and rule.id not in _rules_of(BUNDLED / rule.api / "transcripts" / one.target)
    ] == []


def test_transcripts_cite_rules_of_their_api(rules: list[Rule]) -> None:
    known = {(rule.api, rule.id) for rule in rules}

    assert [
        f"{path.relative_to(BUNDLED)}: {rule}"
        for path in sorted(BUNDLED.glob("*/transcripts/*.yaml"))
        for rule in _rules_of(path)
        if (path.parents[1].name, rule) not in known
    ] == []


def test_cited_stub_tests_cite_back(rules: list[Rule]) -> None:
    assert [
        f"{rule.id}: {one.target}"
        for rule in rules
        for one in rule.citations
        if one.kind == "stub-test" and rule.id not in _words_of_test(one.target)
    ] == []


def test_cited_laws_cite_back(rules: list[Rule]) -> None:
    holds = {
        (bundle.name, law.id): law.holds
        for bundle in discover()
        for law in (*LAWS, *ApiLaws.of(bundle).laws)
    }

    assert [
        f"{rule.id}: {one.target}"
        for rule in rules
        for one in rule.citations
        if one.kind == "law" and rule.id not in holds.get((rule.api, one.target), ())
    ] == []


def test_laws_hold_rules_that_cite_them(rules: list[Rule]) -> None:
    cited = {
        (rule.api, rule.id, one.target)
        for rule in rules
        for one in rule.citations
        if one.kind == "law"
    }
    known = {(rule.api, rule.id) for rule in rules}

    assert [
        f"{bundle.name}: {law.id} {rule}"
        for bundle in discover()
        for law in ApiLaws.of(bundle).laws
        for rule in law.holds
        if law.basis != "inferred"
        and (bundle.name, rule) in known
        and (bundle.name, rule, law.id) not in cited
    ] == []


def test_cited_checks_exist(rules: list[Rule]) -> None:
    known = {check.id for check in CHECKS}

    assert [
        f"{rule.id}: {one.target}"
        for rule in rules
        for one in rule.citations
        if one.kind == "check" and one.target not in known
    ] == []


def _rules_of(transcript: Path) -> list[str]:
    if not transcript.is_file():
        return []
    story: Record = read_text(transcript).value
    return list(story.get("rules") or [])


def _words_of_test(target: str) -> set[str]:
    """Returns the words of a test's name, decorators and body; none if there is no such test."""
    file, _, name = target.partition("::")
    source = _functions(ROOT / file).get(name, "")
    return set("".join(char if char.isalnum() else " " for char in source).split())


@cache
def _functions(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    return {
        node.name: "\n".join(lines[_first_line(node) - 1 : node.end_lineno])
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def _first_line(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
