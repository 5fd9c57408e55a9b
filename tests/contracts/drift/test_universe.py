"""Generated schemas and edits, judged by every value of a small universe.

The universe holds what the generated schemas can tell apart, as far as that is small. A break that
is told is right if its witness is: a value that a compiled validator of one document accepts and
that of the other refuses. What no value of the universe shows must be told neither as a break nor
as a warning, and what one shows must be told as a break; other answers are limits, named below.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from contracts.drift.comparison import compare
from contracts.drift.schemas import Judge, Policy
from contracts.drift.schemas.difference import Difference
from specs.discovery import discover
from specs.values import Json
from tests.support.documents import THING, schema_bundle
from tests.support.drift_pairs.universe import (
    UNIVERSE,
    edited,
    is_declared,
    places,
    rewritten,
    schemas,
    widened,
)

BUNDLED = [bundle.name for bundle in discover()]


@dataclass(frozen=True, slots=True)
class Limit:
    """A doubt that is told (`undecided`, so a warning) although no value bears it out."""

    why: str
    covers: Callable[[Difference, Json, bool], bool]
    """By the difference, the producer's schema, and whether members that it does not name count."""


def demands_more_than_it_names(schema: Json) -> bool:
    return any(
        place.get("minProperties", 0) > len(place.get("properties", {})) for place in places(schema)
    )


LIMITS = (
    Limit(
        "How many values lie between bounds, or are multiples, or match a pattern, is not counted;"
        " so a list without repeats, or a member, may be admitted that no value can be.",
        lambda _, maker, __: any(
            place.get("uniqueItems") or "multipleOf" in place for place in places(maker)
        ),
    ),
    Limit(
        "A schema that demands more members than it names is kept by nobody who sends named"
        " members only; what then is sent, the documents do not say.",
        lambda _, maker, undeclared: not undeclared and demands_more_than_it_names(maker),
    ),
    Limit(
        "Forms that exclude each other by members that none of them names.",
        lambda found, maker, undeclared: (
            not undeclared
            and found.kind in ("variant", "additional", "schema")
            and any("oneOf" in place or "not" in place for place in places(maker))
        ),
    ),
)

repeatable = settings(derandomize=True, max_examples=400, deadline=None)


def judged(
    before: Json, after: Json, *, side: str, undeclared: bool
) -> tuple[tuple[Difference, ...], Callable[[Json], bool]]:
    """Returns what is told of two schemas, and whether a value shows that one breaks the other."""
    base, revision = schema_bundle(before), schema_bundle(after)
    is_before = base.schemas.compile(THING, side).is_valid
    is_after = revision.schemas.compile(THING, side).is_valid
    judge = Judge(base, revision, Policy(undeclared=undeclared))
    producer = "client" if side == "request" else "server"
    found = judge.compare(THING, THING, direction=side, producer=producer)

    def shows(value: Json) -> bool:
        if side == "request":
            return is_before(value) and not is_after(value)
        return is_after(value) and not is_before(value)

    return found, shows


def is_loud(difference: Difference, side: str) -> bool:
    """Whether it is told above info."""
    from_side = "narrowed" if side == "request" else "widened"
    return difference.effect == from_side and difference.verdict != "harmless"


def is_limit(difference: Difference, maker: Json, *, undeclared: bool) -> bool:
    return any(limit.covers(difference, maker, undeclared) for limit in LIMITS)


@pytest.mark.parametrize("side", ["request", "response"])
@pytest.mark.parametrize("undeclared", [False, True], ids=["named members", "all members"])
def test_breaks_are_told_exactly_where_a_value_shows_them(*, side: str, undeclared: bool) -> None:
    @repeatable
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        before = data.draw(schemas)
        after = data.draw(edited(before))
        found, shows = judged(before, after, side=side, undeclared=undeclared)
        note(str(found))
        maker = before if side == "request" else after
        shown = [
            value
            for value in UNIVERSE
            if shows(value) and (undeclared or is_declared(value, maker))
        ]
        breaks = [one for one in found if one.verdict == "breaks"]

        assert all(shows(one.witness) for one in breaks), "a witness is one"
        if shown:
            assert breaks, f"{shown[0]} shows it"
        else:
            doubts = [one for one in found if one not in breaks and is_loud(one, side)]
            assert [one for one in doubts if not is_limit(one, maker, undeclared=undeclared)] == []

    holds()


@repeatable
@given(st.data())
def test_schema_written_in_another_way_is_silent(data: st.DataObject) -> None:
    before = data.draw(schemas)
    after, components = data.draw(rewritten(before))
    base, revision = schema_bundle(before), schema_bundle(after, **components)
    judge = Judge(base, revision)

    for direction, producer in (("request", "client"), ("response", "server")):
        assert judge.compare(THING, THING, direction=direction, producer=producer) == ()


@repeatable
@given(schemas)
def test_schema_against_itself_is_silent(schema: Json) -> None:
    base, revision = schema_bundle(schema), schema_bundle(schema)
    judge = Judge(base, revision, Policy(undeclared=True))

    assert judge.compare(THING, THING, direction="request", producer="client") == ()


@repeatable
@given(st.data())
def test_widened_request_never_breaks(data: st.DataObject) -> None:
    before = data.draw(schemas)
    after = data.draw(widened(before))
    found, _ = judged(before, after, side="request", undeclared=True)

    assert [one for one in found if one.verdict == "breaks"] == []


@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_document_against_itself_is_silent(name: str) -> None:
    base, revision = (next(one for one in discover() if one.name == name) for _ in "ab")

    assert compare(base, revision, Judge(base, revision), today=date(2026, 6, 1)) == ()
