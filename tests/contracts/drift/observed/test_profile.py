"""Two servers' answers compared by shape."""

from pathlib import Path

import pytest

from contracts.drift.observed.profile import Profile, differences
from contracts.drift.observed.standing import Standing
from specs.values import Json, Record
from tests.contracts.drift.observed.seeing import answer, document, load

PET: Record = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": ["integer", "string"]},
        "name": {"type": "string"},
        "gone": {"type": ["string", "null"]},
        "kids": {"type": "array", "items": {"type": "object"}},
        "tags": {"type": "object", "additionalProperties": {"type": "string"}},
        "free": {"type": "object"},
    },
}


def compared(folder: Path, first: list[Json], second: list[Json]) -> list[tuple[str, str, str]]:
    bundle = load(folder, document(PET))
    media = bundle.operations[0].responses["200"].media[0]
    profiles = []
    for bodies in (first, second):
        profile = Profile(bundle, Standing(bundle, "response"))
        for body in bodies:
            exchange = answer(body)
            assert exchange.reply is not None
            profile.add(exchange.reply, media.schema, exchange)
        profiles.append(profile)
    return [(one.path, one.first, one.second) for one in differences(*profiles)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([{"id": 1}], [{"id": 2}]),
        ([{"id": 1}], [{"id": 1, "name": "Rex"}]),
        ([{"id": 1, "gone": None}], [{"id": 1, "gone": "x"}]),
        ([{"id": 1, "kids": []}], [{"id": 1, "kids": [{"a": 1}]}]),
        ([{"id": 1, "tags": {"a": "x"}}], [{"id": 1, "tags": {"b": "y"}}]),
        ([{"id": 1, "free": {"a": "x"}}], [{"id": 1, "free": {"b": "y"}}]),
        ([{"id": 1}, {"id": "a"}], [{"id": 3}]),
    ],
)
def test_freedom_that_the_document_leaves_is_no_difference(
    tmp_path: Path, first: list[Json], second: list[Json]
) -> None:
    assert compared(tmp_path, first, second) == []


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ([{"id": 1}], [{"id": "a"}], [("/id", "integer", "string")]),
        ([{"id": 1}], [{"name": "x"}], [("/id", "integer", "no such field")]),
        ([{"id": 1}], [{"id": 1, "x": {"y": 1}}], [("/x", "no such field", "object")]),
        ([{"id": 1, "name": "x"}], [{"id": 1, "name": None}], [("/name", "string", "null")]),
        (
            [{"id": 1, "tags": {"a": "x"}}],
            [{"id": 1, "tags": {"b": 3}}],
            [("/tags/*", "string", "integer")],
        ),
        ([{"id": 1}], [[]], [("", "object", "array")]),
    ],
)
def test_shapes_that_differ_are_told_at_the_outermost_place(
    tmp_path: Path, first: list[Json], second: list[Json], wanted: list[tuple[str, str, str]]
) -> None:
    assert compared(tmp_path, first, second) == wanted


def test_lists_that_only_one_of_two_fills_are_named(tmp_path: Path) -> None:
    bundle = load(tmp_path, document(PET))
    schema = bundle.operations[0].responses["200"].media[0].schema
    full, empty = (Profile(bundle, Standing(bundle, "response")) for _ in range(2))
    for profile, kids in ((full, [{}]), (empty, [])):
        exchange = answer({"id": 1, "kids": kids})
        assert exchange.reply is not None
        profile.add(exchange.reply, schema, exchange)

    assert list(full.empty_in(empty)) == ["/kids"]
    assert list(empty.empty_in(full)) == []
    assert list(full.empty_in(full)) == []
