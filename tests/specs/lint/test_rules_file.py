from collections.abc import Callable
from pathlib import Path

import pytest

from specs.bundle import Bundle
from specs.lint import LintFinding, lint
from specs.lint.rules_file import citations
from specs.yaml_reader import read_text


def findings_after(folder: Path, old: str, new: str) -> tuple[LintFinding, ...]:
    file = folder / "rules.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    return lint(Bundle.load(folder))


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("kind: T", "kind: X", 12),
        ("    statement: A parcel has a state.\n", "", 10),
        ("      - not-observable: No endpoint tells who sends.", "      - {law: L2}", 8),
        ("{law: parcels_arrive}", "{law: parcels_arrive, schema: /info}", 24),
        ("{law: parcels_arrive}", "{not-observable: Really.}", 15),
        ("document: Parcels by hand", "document: [", 3),
    ],
)
def test_malformed_rules_are_found(old: str, new: str, line: int, clean: Path) -> None:
    findings = findings_after(clean, old, new)

    assert {finding.id for finding in findings} == {"rules_are_valid"}
    assert {finding.file.name for finding in findings} == {"rules.yaml"}
    assert line in {finding.line for finding in findings}


def test_rule_that_stands_twice_is_found(clean: Path) -> None:
    (clean / "transcripts" / "send_then_read.yaml").write_text("rules: [R1]")

    (finding,) = findings_after(clean, "id: R2", "id: R1")

    assert (finding.id, finding.line) == ("rule_id_is_unique", 10)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Parcel/required", "Parsel/required", "has nothing at /components/schemas/Parsel"),
        ("send_then_read", "send_and_read", "Did you mean send_then_read.yaml?"),
    ],
)
def test_citation_of_nothing_is_found(old: str, new: str, says: str, clean: Path) -> None:
    (finding,) = findings_after(clean, old, new)

    assert finding.id == "rule_citation_exists"
    assert says in finding.message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("equals: [id, state]", "equals: [id]", 'is ["id", "state"], not ["id"]'),
        ("has: {type: object}", "has: {type: array}", 'has not type: "array"'),
        ("has: {type: object}", "has: {title: Parcel}", 'has not title: "Parcel"'),
        ("members: [id, state, x-ray]", "members: [id, state]", "has the members"),
        ("Parcel/properties\n        members: [id, state, x-ray]",
         "Parcel/required\n        members: [id, state]", "is not a mapping"),
    ],
)  # fmt: skip
def test_cited_part_that_has_drifted_is_found(old: str, new: str, says: str, clean: Path) -> None:
    (finding,) = findings_after(clean, old, new)

    assert finding.id == "rule_citation_holds"
    assert says in finding.message


@pytest.mark.parametrize("proof", ["equals: [id, state]", "has: {type: object}"])
def test_cited_part_without_what_it_says_is_found(proof: str, clean: Path) -> None:
    findings = findings_after(clean, f"        {proof}\n", "")

    assert {finding.id for finding in findings} == {"rules_are_valid"}


@pytest.mark.parametrize("story", ["rules: [R9]", "story: Without rules", "- not a story", "["])
def test_transcript_that_does_not_cite_back_is_found(story: str, clean: Path) -> None:
    (clean / "transcripts" / "send_then_read.yaml").write_text(story)

    (finding,) = lint(Bundle.load(clean))

    assert finding.id == "rule_citation_exists"


def test_folder_without_rules_is_clean(clean: Path) -> None:
    (clean / "rules.yaml").unlink()

    assert lint(Bundle.load(clean)) == ()


def test_citations_are_listed_with_their_kinds(clean: Path) -> None:
    found = citations(read_text(clean / "rules.yaml").value)

    kinds = [(one.rule, one.kind) for one in found]
    assert kinds == [
        ("R1", "not-observable"),
        ("R2", "schema"),
        ("R2", "schema"),
        ("R2", "schema"),
        ("R2", "transcript"),
        ("R2", "stub-test"),
        ("R2", "law"),
    ]


def test_bare_file_has_no_rules(clean: Path, write: Callable[..., Path]) -> None:
    assert lint(Bundle.load(write((clean / "openapi.yaml").read_text(), "parcels.yaml"))) == ()
