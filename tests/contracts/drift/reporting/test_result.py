"""What a comparison finds is told with places, fingerprints and one item for each operation."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contracts.drift.comparison import compare
from contracts.drift.reporting import Occasion, report_of
from contracts.drift.reporting.places import excerpt
from contracts.drift.schemas import Judge
from contracts.finding import RunResult
from specs.bundle import Bundle

SHOP = """\
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /orders:
    get:
      parameters:
        - {name: state, in: query, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer, maximum: 100}}
      responses:
        "200":
          description: All of them.
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Order"}}
  /orders/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      responses:
        "200":
          description: One of them.
          content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id:
          type: string
          maxLength: 8
        paid: {type: boolean}
"""
NOON = Occasion("ck-1", datetime(2026, 1, 15, 12, tzinfo=UTC))


@dataclass
class Opened:
    """A document of a test, shown by its name only."""

    bundle: Bundle
    word: str
    shown: object = field(default=lambda file: file.name)


def compared(folder: Path, base: str, revision: str, **more: object) -> RunResult:
    """Returns the result of comparing two texts."""
    sides = []
    for name, text in (("base", base), ("revision", revision)):
        file = folder / f"{name}.yaml"
        file.write_text(text)
        sides.append(Opened(Bundle.load(file), name))
    old, new = sides
    changes = compare(old.bundle, new.bundle, Judge(old.bundle, new.bundle))
    return report_of(changes, old, new, occasion=NOON, **more)  # type: ignore[arg-type]


def line(text: str, part: str) -> int:
    """Returns the number of the first line that holds a text."""
    return next(n for n, one in enumerate(text.splitlines(), 1) if part in one)


def test_finding_names_the_line_on_both_sides_and_shows_it(tmp_path: Path) -> None:
    revision = "# One line more.\n" + SHOP.replace("maxLength: 8", "maxLength: 9")

    (finding,) = compared(tmp_path, SHOP, revision).findings

    now, before = finding.clauses
    assert (now.file, now.line) == ("revision.yaml", line(revision, "maxLength"))
    assert (before.file, before.line) == ("base.yaml", line(SHOP, "maxLength"))
    assert (now.excerpt, before.excerpt) == (
        ("          maxLength: 9",),
        ("          maxLength: 8",),
    )
    assert finding.touches == ("GET /orders", "GET /orders/{id}")
    assert finding.operation == ""
    assert "9" in finding.got
    assert "possible now, not before: response 200 body" in finding.witness


def test_what_is_gone_points_at_the_nearest_line_that_is_left(tmp_path: Path) -> None:
    revision = SHOP.replace("    get:\n      responses:\n", "    put:\n      responses:\n")

    gone = next(f for f in compared(tmp_path, SHOP, revision).findings if "removed" in f.judge)

    now, before = gone.clauses
    assert (now.file, now.line, now.excerpt) == ("revision.yaml", line(SHOP, "/orders/{id}"), ())
    assert before.excerpt[0].strip() == "get:"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("maxLength: 8", "maxLength: 9"),
        ("maximum: 100", "maximum: 50"),
        ("required: [id]", "required: []"),
    ],
)
def test_fingerprint_survives_new_lines_and_another_order(
    tmp_path: Path, old: str, new: str
) -> None:
    state = "        - {name: state, in: query, schema: {type: string}}\n"
    moved = SHOP.replace(state, "").replace("      responses:\n", f"{state}      responses:\n", 1)
    moved = "# A line more.\n" + moved.replace("        paid: {type: boolean}\n", "").replace(
        "        id:\n", "        paid: {type: boolean}\n        id:\n"
    )

    (first,) = compared(tmp_path, SHOP, SHOP.replace(old, new)).findings
    (second,) = compared(tmp_path, moved, moved.replace(old, new)).findings

    assert first.fingerprint == second.fingerprint


def test_another_edit_in_the_same_place_has_another_fingerprint(tmp_path: Path) -> None:
    (first,) = compared(tmp_path, SHOP, SHOP.replace("maximum: 100", "maximum: 50")).findings
    (second,) = compared(tmp_path, SHOP, SHOP.replace("maximum: 100", "maximum: 20")).findings

    assert first.fingerprint != second.fingerprint


def test_each_operation_is_an_item_that_fails_if_a_change_harms_it(tmp_path: Path) -> None:
    result = compared(tmp_path, SHOP, SHOP.replace("maximum: 100", "maximum: 50"))

    assert {item.operation: item.outcome for item in result.items} == {
        "GET /orders": "failed",
        "GET /orders/{id}": "passed",
    }


def test_rule_that_is_off_says_nothing(tmp_path: Path) -> None:
    revision = SHOP.replace("maximum: 100", "maximum: 50")

    result = compared(tmp_path, SHOP, revision, severities={"request_maximum_lowered": "off"})

    assert result.findings == ()


def test_excerpt_is_short_and_ends_where_the_part_does() -> None:
    text = ("a:", "  b: 1", "  c: 2", "  d: 3", "  e: 4", "f: " + "x" * 500)

    assert excerpt(text, 1) == ("a:", "  b: 1", "  c: 2", "  d: 3")
    assert excerpt(text, 3) == ("  c: 2",)
    assert len(excerpt(text, 6)[0]) == 160
    assert excerpt(text, 7) == ()


def test_fingerprint_survives_another_name_of_the_file(tmp_path: Path) -> None:
    revision = SHOP.replace("maximum: 100", "maximum: 50")
    prints = []
    for name in ("v2.yaml", "v3.yaml"):
        sides = []
        for file, text in ((tmp_path / "v1.yaml", SHOP), (tmp_path / name, revision)):
            file.write_text(text)
            sides.append(Opened(Bundle.load(file), file.name))
        old, new = sides
        changes = compare(old.bundle, new.bundle, Judge(old.bundle, new.bundle))
        (finding,) = report_of(changes, old, new, occasion=NOON).findings
        prints.append(finding.fingerprint)

    assert prints[0] == prints[1]
