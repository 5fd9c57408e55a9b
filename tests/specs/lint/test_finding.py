from pathlib import Path

from specs.bundle import Bundle
from specs.lint.finding import LintFinding, in_document

PARCELS = Path(__file__).parent / "parcels"


def test_finding_prints_as_one_paragraph() -> None:
    finding = LintFinding(Path("a.yaml"), 3, "some_rule", "/paths", "it is wrong")

    assert str(finding) == "a.yaml:3: it is wrong. [some_rule]"


def test_findings_sort_by_file_and_line() -> None:
    late = LintFinding(Path("a.yaml"), 9, "a_rule", "", "x")
    early = LintFinding(Path("a.yaml"), 3, "z_rule", "", "x")

    assert sorted([late, early]) == [early, late]


def test_finding_in_a_document_knows_its_line() -> None:
    finding = in_document(Bundle.load(PARCELS), "some_rule", "/info/version", "it is wrong")

    assert (finding.line, finding.pointer) == (4, "/info/version")
