"""Composite behaviors: goals, groups and what completes them."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.sessionm.stub.composite import (
    advance_composite,
    counted_goals,
    goal_counters,
    group_progress,
    needed_goals,
)
from specs.sessionm.stub.counting import Event, blank_counter

NOON = datetime.fromisoformat("2026-01-15T12:00:00+00:00")


def goal(group, *, total=1, required=False, type_="count", **limits):
    return {
        "type": type_,
        "points": 1,
        "required": required,
        "total_count": total,
        "group_id": group,
        **limits,
    }


def composite(goals, groups, **changes):
    return {
        "type": "composite",
        "max_times_repeatable": None,
        "max_times_repeatable_per_period": None,
        "period": 86400,
        "min_time_between_events": None,
        "consecutive": False,
        "goals": goals,
        "groups": {name: {"total_count": total} for name, total in groups.items()},
        **changes,
    }


def play(behavior, *events):
    """Plays events given as names, an hour apart."""
    counter = blank_counter()
    for hours, name in enumerate(events):
        counter = advance_composite(
            behavior, counter, Event(name, "", NOON + timedelta(hours=hours))
        )
    return counter


EITHER_AND_RUN = composite(
    {"swim": goal("0"), "cycle": goal("0"), "run": goal("1", total=2, required=True)},
    {"0": 1, "1": 1},
)


@pytest.mark.parametrize(
    ("events", "achieved", "current"),
    [
        ([], 0, 0),
        (["walk"], 0, 0),
        (["swim"], 0, 1),
        (["swim", "swim"], 0, 1),
        (["swim", "cycle"], 0, 1),
        (["run"], 0, 0),
        (["run", "run"], 0, 1),
        (["run", "run", "swim"], 1, 0),
        (["swim", "run", "run"], 1, 0),
        (["swim", "run", "run", "swim"], 1, 1),
        (["swim", "run", "run", "swim", "run", "run"], 2, 0),
    ],
)
def test_all_groups_complete_it(events, achieved, current):
    """R88 R90."""
    counter = play(EITHER_AND_RUN, *events)

    assert (counter["achieved"], counter["current_count"]) == (achieved, current)


def test_a_required_goal_is_needed_beside_full_groups():
    """R88: required means required."""
    behavior = composite({"a": goal("0"), "b": goal("0", required=True)}, {"0": 1})

    assert play(behavior, "a")["achieved"] == 0
    assert play(behavior, "a", "b")["achieved"] == 1


@pytest.mark.parametrize(
    ("limits", "achieved"),
    [
        ({}, 3),
        ({"max_times_repeatable": 2}, 2),
        ({"max_times_repeatable_per_period": 1}, 1),
        ({"min_time_between_events": 7200}, 2),
        ({"consecutive": True}, 1),
    ],
)
def test_the_limits_of_the_whole_bind_its_goals(limits, achieved):
    """R85."""
    behavior = composite({"a": goal("0")}, {"0": 1}, **limits)

    assert play(behavior, "a", "a", "a")["achieved"] == achieved


def test_a_day_left_out_starts_all_goals_again():
    """R85: consecutive days."""
    behavior = composite({"a": goal("0", total=2), "b": goal("0")}, {"0": 2}, consecutive=True)
    counter = blank_counter()
    for day, name in [(0, "a"), (1, "b"), (3, "a")]:
        counter = advance_composite(behavior, counter, Event(name, "", NOON + timedelta(days=day)))

    goals = goal_counters(behavior, counter)

    assert goals["a"]["current_count"] == 1
    assert goals["b"] == goals["b"] | {"completed": False, "achieved": 1}


def test_a_goal_may_have_limits_of_its_own():
    """R85 R88: a goal that has been achieved as often as it may be stays open."""
    behavior = composite({"a": goal("0", max_times_repeatable=1), "b": goal("0")}, {"0": 2})
    counter = play(behavior, "a", "b", "a", "b")

    assert counter["achieved"] == 1
    assert goal_counters(behavior, counter)["a"]["completed"] is False


@given(events=st.lists(st.sampled_from(["swim", "cycle", "run", "walk"]), max_size=20))
def test_groups_count_their_completed_goals(events):
    """R90 R88: whatever happens."""
    counter = play(EITHER_AND_RUN, *events)
    goals = goal_counters(EITHER_AND_RUN, counter)
    groups = group_progress(EITHER_AND_RUN, counter)

    for name, group in groups.items():
        members = [
            goals[key] for key, item in EITHER_AND_RUN["goals"].items() if item["group_id"] == name
        ]
        assert group["num_goals"] == len(members)
        assert group["current_count"] == sum(member["completed"] for member in members)
        assert group["completed"] == (group["current_count"] >= group["total_count"])
    assert counted_goals(groups) == counter["current_count"] < needed_goals(EITHER_AND_RUN)
    for key, item in goals.items():
        assert 0 <= item["current_count"] < EITHER_AND_RUN["goals"][key]["total_count"]
