"""`contracts drift --examples`: the examples of documents against their own schemas."""

from pathlib import Path

from tests.contracts.commands.conftest import Contracts
from tests.contracts.commands.drift.conftest import BASE

SCHEMA = "                  name: {type: string}\n"


def test_good_examples_are_silent(contracts: Contracts, documents: Path) -> None:
    good = BASE.replace(SCHEMA, "                  name: {type: string, example: a}\n")
    (documents / "good.yaml").write_text(good)

    ended = contracts("drift", "--examples", "good.yaml", "--fail-on", "info")

    assert (ended.code, ended.err) == (0, "")
    assert "1 example of good judged" in ended.out
    assert "No drift: " in ended.out, "nothing is left open"


def test_a_document_without_examples_proves_nothing(contracts: Contracts, documents: Path) -> None:
    ended = contracts("drift", "--examples", "base.yaml")

    assert ended.code == 2
    assert "Nothing was compared: no document holds an example" in ended.err


def test_an_example_that_breaks_its_schema_is_found(contracts: Contracts, documents: Path) -> None:
    wrong = BASE.replace(SCHEMA, "                  name: {type: string, example: 5}\n")
    (documents / "wrong.yaml").write_text(wrong)

    ended = contracts("drift", "--examples", "wrong.yaml")

    line = wrong.splitlines().index("                  name: {type: string, example: 5}") + 1
    assert ended.code == 1
    assert "example_breaks_its_schema" in ended.out
    assert f"wrong.yaml:{line}" in ended.out


def test_example_is_told_with_its_operation_and_as_nothing_that_moved(
    contracts: Contracts, tmp_path: Path
) -> None:
    file = tmp_path / "plain.yaml"
    file.write_text(
        "openapi: 3.0.3\ninfo: {title: Plain, version: '1'}\npaths:\n  /a:\n    get:\n"
        "      parameters:\n"
        "        - {name: n, in: query, schema: {type: integer}, example: x}\n"
        "      responses: {'204': {description: d}}\n"
    )

    found = contracts("drift", "--examples", str(file))

    assert found.code == 1
    assert "example_breaks_its_schema  GET /a" in found.out
    assert "was plain.yaml" not in found.out
    assert "expected" in found.out
