"""Records are laid over what is there: in a value, or in a world, with the same result."""

import asyncio
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.scenarios.state_plan import StatePlan, merged
from mockserver.state.seed import UntoldTime
from tests.support.faults import world
from tests.support.worlds import NOW

IDS = st.sampled_from(["1", "2", "a/b"])
KINDS = st.sampled_from(["order", "item"])
VALUES = st.sampled_from([1, None, "x", "$now-1d", [1], {"b": 2}, {"b": {"c": None}}])
RECORDS = st.dictionaries(st.sampled_from(["a", "b"]), VALUES, max_size=2)
STATES = st.dictionaries(KINDS, st.dictionaries(IDS, RECORDS, min_size=1), max_size=2)
SERIES = st.fixed_dictionaries(
    {"kind": KINDS, "count": st.integers(1, 3), "record": RECORDS},
    optional={"first": st.integers(0, 3), "id": st.sampled_from(["$number", "n-$number"])},
)
PLANS = st.fixed_dictionaries(
    {},
    optional={
        "without": st.dictionaries(KINDS, st.just("all") | st.lists(IDS, unique=True)),
        "records": STATES,
        "series": st.lists(SERIES, max_size=2),
    },
)


def laid(base, now: datetime | None = NOW, **plan):
    return StatePlan.from_record(plan).laid(base, now)


@settings(deadline=None)
@given(STATES, PLANS)
def test_a_world_becomes_what_the_value_says(base, record):
    plan = StatePlan.from_record(record)

    async def through_a_world():
        here = world()
        for kind, members in base.items():
            for id_, one in members.items():
                here.put(kind, id_, one)
        await plan.lay(here)
        return {kind: found for kind in ("order", "item") if (found := await here.list(kind))}

    assert asyncio.run(through_a_world()) == plan.laid(base, NOW)


@settings(deadline=None)
@given(STATES, PLANS)
def test_laying_twice_changes_nothing_more(base, record):
    plan = StatePlan.from_record(record)

    once = plan.laid(base, NOW)

    assert plan.laid(once, NOW) == once


@settings(deadline=None)
@given(STATES)
def test_an_empty_plan_leaves_all_as_it_is(base):
    assert laid(base) == base


@pytest.mark.parametrize(
    ("before", "patch", "after"),
    [
        ({"a": 1, "b": 2}, {"b": 3}, {"a": 1, "b": 3}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}}, {"a": {"b": 1, "c": 3}}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ({"a": {"b": 1}}, {"a": None}, {"a": None}),
        ({"a": None}, {"a": {"b": 1}}, {"a": {"b": 1}}),
        (None, {"a": 1}, {"a": 1}),
        ({"a": 1}, {}, {"a": 1}),
    ],
)
def test_objects_are_changed_member_by_member(before, patch, after):
    assert merged(before, patch) == after


def test_times_are_told_at_the_given_instant():
    found = laid({}, records={"order": {"1": {"at": "$now-1d"}}})

    assert found == {"order": {"1": {"at": "2026-01-14T12:00:00Z"}}}


def test_without_an_instant_times_stay_as_they_are_written():
    records = {"order": {"1": {"at": "$now-1d"}}}
    series = [{"kind": "item", "count": 1, "record": {"at": "$now"}}]

    assert laid({}, None, records=records, series=series) == {
        **records,
        "item": {"1": {"at": "$now"}},
    }


@pytest.mark.parametrize(
    ("plan", "where"),
    [
        ({"records": {"order": {"a/b": {"at": ["$now+1w"]}}}}, "/records/order/a~1b/at/0"),
        (
            {"series": [{"kind": "order", "count": 2, "record": {"at": "$now-9999999d"}}]},
            "/series/0/record/at",
        ),
    ],
)
def test_a_time_that_cannot_be_told_has_a_place(plan, where):
    with pytest.raises(UntoldTime) as caught:
        laid({}, **plan)

    assert caught.value.pointer == where


def test_a_series_makes_many_records():
    record = {
        "id": "$id",
        "number": "$number",
        "told": "no. $number ($id)",
        "deep": [{"n": "$number"}],
    }
    series = [{"kind": "order", "first": 7, "count": 2, "id": "o-$number", "record": record}]

    found = laid({}, series=series)["order"]

    assert list(found) == ["o-7", "o-8"]
    assert found["o-8"] == {
        "id": "o-8", "number": 8, "told": "no. 8 (o-8)", "deep": [{"n": 8}]
    }  # fmt: skip


@pytest.mark.parametrize("text", ["$numbers", "$idea", "$ number", "number", "$now5"])
def test_other_words_of_a_series_are_left_alone(text):
    series = [{"kind": "order", "count": 1, "record": {"text": text}}]

    assert laid({}, series=series)["order"]["1"] == {"text": text}


def test_records_are_taken_away_before_others_are_laid():
    base = {"order": {"1": {"a": 1}, "2": {"a": 2}}, "item": {"1": {"a": 1}}}
    plan = {"without": {"order": ["1"], "item": "all"}, "records": {"order": {"1": {"b": 1}}}}

    assert laid(base, **plan) == {"order": {"2": {"a": 2}, "1": {"b": 1}}}
