"""Known values in parameters and bodies, and what they leave alone."""

from collections.abc import Sequence

import pytest

from contracts.run.bridge.aim import Aim
from contracts.run.bridge.known import KnownValues, always_first
from specs.values import Json

NOTHING = Aim()


def body_with(known: dict[str, Sequence[Json]], body: Json, aim: Aim = NOTHING) -> Json:
    return KnownValues(known).put_into_body(body, aim, always_first)


def parameters_with(known: dict[str, Sequence[Json]], container: str, **values: Json) -> Json:
    KnownValues(known).put_parameters(container, values, NOTHING, always_first)
    return values


def test_items_of_a_list_get_different_values() -> None:
    body = {"data": [{"id": "x"}, {"id": "b"}, {"id": "y"}]}

    assert body_with({"/data/*/id": ["a", "b", "c"]}, body) == {
        "data": [{"id": "a"}, {"id": "b"}, {"id": "c"}]
    }


def test_values_repeat_where_they_are_too_few() -> None:
    assert body_with({"/ids/*": ["a"]}, {"ids": ["x", "y"]}) == {"ids": ["a", "a"]}


def test_the_given_body_is_not_changed() -> None:
    body = {"data": [{"id": "x"}]}

    body_with({"/data/*/id": ["a"]}, body)

    assert body == {"data": [{"id": "x"}]}


@pytest.mark.parametrize(
    "body", [{"data": {"id": "x"}}, {"data": [5]}, {"data": [{}]}, {}, [], "text", None]
)
def test_a_place_that_is_not_there_stays_away(body: Json) -> None:
    assert body_with({"/data/*/id": ["a"], "/other": []}, body) == body


@pytest.mark.parametrize(
    ("aim", "expected"),
    [
        (Aim(places=frozenset((("data", "*", "id"),))), "x"),
        (Aim(places=frozenset((("data",),))), "x"),
        (Aim(places=frozenset((("data", "*", "id", "deeper"),))), "x"),
        (Aim(places=frozenset((("data", "*", "type"),))), "a"),
        (Aim(containers=frozenset(("body",))), "x"),
        (Aim(containers=frozenset(("query",))), "a"),
    ],
)
def test_what_is_aimed_at_is_left_alone(aim: Aim, expected: str) -> None:
    assert body_with({"/data/*/id": ["a"]}, {"data": [{"id": "x"}]}, aim) == {
        "data": [{"id": expected}]
    }


def test_path_values_are_encoded() -> None:
    assert parameters_with({"id": ["a/b"]}, "path", id="x", other="y") == {
        "id": "a%2Fb",
        "other": "y",
    }


def test_query_values_are_text() -> None:
    known: dict[str, Sequence[Json]] = {"id": [7], "on": [True]}

    assert parameters_with(known, "query", id="x", on="x") == {"id": "7", "on": "true"}


def test_a_known_value_stays() -> None:
    assert parameters_with({"id": ["a", 7]}, "query", id=[7]) == {"id": [7]}
    assert parameters_with({"id": ["a", "b c"]}, "path", id="b%20c") == {"id": "b%20c"}


def test_a_choice_may_leave_all_as_generated() -> None:
    values: dict[str, Json] = {"id": "x"}
    known = KnownValues({"id": ["a"], "/id": ["a"]})

    known.put_parameters("query", values, NOTHING, lambda _place, _count: None)

    assert values == {"id": "x"}
    assert known.put_into_body({"id": "x"}, NOTHING, lambda _place, _count: None) == {"id": "x"}
