"""A finding cites its clause by file and line."""

from pathlib import Path

import pytest

from contracts.run.documents import Documents, shown_path
from tests.support.exchanges import bundled, operation_of
from tests.support.targets import shop

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("api", ["criteo", "sessionm", "spaaza"])
def test_rule_is_cited_on_its_line(api: str) -> None:
    documents = Documents(bundled(api))
    (clause,) = documents.rules([next(iter(documents._rules))])

    lines = (ROOT / clause.file).read_text(encoding="utf-8").splitlines()

    assert any(clause.rule in line for line in lines[clause.line - 2 : clause.line + 1])
    assert clause.statement
    assert "\n" not in clause.statement
    assert clause.document


def test_rules_come_in_the_order_asked_for_and_unknown_ones_not() -> None:
    documents = Documents(bundled("criteo"))
    first, second = list(documents._rules)[:2]

    assert [c.rule for c in documents.rules([second, "LC1", first])] == [second, first]


def test_answer_is_cited_where_its_status_is_documented() -> None:
    bundle = bundled("criteo")
    operation = operation_of(bundle, "getCampaign")
    documents = Documents(bundle)

    good = documents.operation(operation, 200, "It holds.")
    undocumented = documents.operation(operation, 599, "It holds.")

    lines = bundle.document.path.read_text(encoding="utf-8").splitlines()
    assert "200" in lines[good.line - 1] or "200" in lines[good.line - 2]
    assert undocumented.line < good.line
    assert good.document


def test_api_without_rules_has_none() -> None:
    assert Documents(shop()).rules(["R1"]) == ()


def test_path_is_shown_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert shown_path(tmp_path / "a" / "b.yaml") == str(Path("a") / "b.yaml")
    assert shown_path(Path("/elsewhere/b.yaml")) == "/elsewhere/b.yaml"
