from pathlib import Path

import pytest

from specs.overlay.merging import Unmergeable, kind_of, merged, updated
from specs.overlay.origin import Origin, Part
from specs.source_text import SourceText
from specs.values import Json

OURS = SourceText(Path("overlay.yaml"), {}, line=lambda where: 1)


def theirs(value: Json) -> Part:
    return Part(value, Origin(None, "/t"))


def ours(value: Json) -> Part:
    return Part(value, Origin(OURS, "/u"))


@pytest.mark.parametrize(
    ("target", "update", "result"),
    [
        ({"a": 1}, {}, {"a": 1}),
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": 1}, {"a": 2}, {"a": 2}),
        ({"a": 1}, {"a": "text"}, {"a": "text"}),
        ({"a": {"b": 1}}, {"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}),
        ({"a": [1]}, {"a": [1, 2]}, {"a": [1, 1, 2]}),
        ({"a": 1}, {"a": None}, {"a": None}),
        ({}, {"a": None}, {"a": None}),
        ({"a": {"b": 1}}, {"a": None}, {"a": {"b": 1}}),
        ({"a": [1]}, {"a": None}, {"a": [1]}),
        ({"a": None}, {"a": {"b": 1}}, {"a": {"b": 1}}),
        ({"a": None}, {"a": [1]}, {"a": [1]}),
        (1, 2, 2),
    ],
)
def test_values_merge_member_by_member(target: Json, update: Json, result: Json) -> None:
    assert merged(theirs(target), ours(update)).value == result


@pytest.mark.parametrize(
    ("update", "result"),
    [(2, [1, 2]), ({"a": 1}, [1, {"a": 1}]), ([2, 3], [1, 2, 3]), ([[2]], [1, [2]])],
)
def test_list_takes_an_item_or_the_items_of_a_list(update: Json, result: Json) -> None:
    assert updated(theirs([1]), ours(update)).value == result


@pytest.mark.parametrize(
    ("target", "update", "where"),
    [
        ({"a": {"b/c": 1}}, {"a": {"b/c": {}}}, "/a/b~1c"),
        ({"a": {}}, {"a": []}, "/a"),
        ({"a": []}, {"a": {}}, "/a"),
        ({"a": []}, {"a": 1}, "/a"),
        ({}, [], ""),
        (1, {}, ""),
    ],
)
def test_values_of_two_kinds_do_not_merge(target: Json, update: Json, where: str) -> None:
    with pytest.raises(Unmergeable) as caught:
        merged(theirs(target), ours(update))

    assert caught.value.where == where
    assert caught.value.update != caught.value.target


def test_origin_follows_what_came_from_the_update() -> None:
    part = merged(
        theirs({"a": {"old": 1, "both": 1}, "list": [0]}),
        ours({"a": {"both": 2, "new": {"in": 3}}, "list": [1]}),
    )

    found = {where: part.origin.find(where) for where in ("/a", "/a/old", "/a/both", "/list/0")}
    assert found == {
        "/a": (None, "/t/a"),
        "/a/old": (None, "/t/a/old"),
        "/a/both": (OURS, "/u/a/both"),
        "/list/0": (None, "/t/list/0"),
    }
    assert part.origin.find("/a/new/in") == (OURS, "/u/a/new/in")
    assert part.origin.find("/list/1") == (OURS, "/u/list/0")


def test_kind_says_what_a_value_is() -> None:
    assert [kind_of(value) for value in ({}, [], None, "a", 1)] == [
        "a mapping", "a list", "a single value", "a single value", "a single value",
    ]  # fmt: skip
