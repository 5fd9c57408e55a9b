"""The three forms in which answers show behaviors and a customer's progress in them."""

import re

from mockserver.stubkit import Record

from .composite import goal_counters, goal_terms, group_progress, needed_goals
from .counting import blank_counter
from .standing import Standing

LIMITS = (
    "max_times_repeatable",
    "max_times_repeatable_per_period",
    "period",
    "min_time_between_events",
    "consecutive",
)


def behavior_list(standing: Standing) -> list[Record]:
    """Returns the array form: each behavior with the events counted and needed."""
    return [
        {
            "behavior_id": behavior["behavior_id"],
            "external_behavior_id": behavior["external_behavior_id"],
            "event_name": behavior["event_name"],
            "name": behavior["name"],
            "progress": _counter(standing, behavior)["current_count"],
            "goal": _needed(behavior),
        }
        for behavior in standing.campaign["behaviors"]
    ]


def behavior_map(standing: Standing) -> dict[str, Record]:
    """Returns the map form of customer lists, by behavior key; it names no events.

    Source: SessionM Campaigns API, Behaviors Object, read 2026-11-21.
    """
    return {
        behavior_key(behavior["name"]): {
            "external_behavior_id": behavior["external_behavior_id"],
            **_entry(behavior, _counter(standing, behavior)),
        }
        for behavior in standing.campaign["behaviors"]
    }


def eligible_behavior_map(standing: Standing) -> dict[str, Record]:
    """Returns the map form of the V2 methods, by behavior key.

    Assumed: a composite names no event, for only its goals count any.
    """
    return {
        behavior_key(behavior["name"]): {
            **_counted_event(behavior),
            **_entry(behavior, _counter(standing, behavior)),
        }
        for behavior in standing.campaign["behaviors"]
    }


def behavior_key(name: str) -> str:
    """Returns the key of a behavior: its name underscored and in lower case.

    Assumed from the one key that the document shows.

    >>> behavior_key("TEstt0714441 Campaign Action 1")
    't_estt0714441 campaign action 1'
    """
    name = re.sub(r"([A-Z\d]+)([A-Z][a-z])", r"\1_\2", name)
    name = re.sub(r"([a-z\d])([A-Z])", r"\1_\2", name)
    return name.replace("-", "_").lower()


def _counter(standing: Standing, behavior: Record) -> Record:
    found: Record = standing.enrollment["behaviors"].get(str(behavior["behavior_id"]))
    return found or blank_counter()


def _needed(behavior: Record) -> int:
    needed: int = (
        needed_goals(behavior) if behavior["type"] == "composite" else behavior["total_count"]
    )
    return needed


def _counted_event(behavior: Record) -> Record:
    return {} if behavior["type"] == "composite" else {"event_name": behavior["event_name"]}


def _entry(behavior: Record, counter: Record) -> Record:
    shared = {
        "type": behavior["type"],
        "points": behavior["points"],
        **{limit: behavior[limit] for limit in LIMITS},
        "achieved": counter["achieved"],
    }
    if behavior["type"] == "composite":
        return {
            **shared,
            "goals": _goals(behavior, counter),
            "groups": group_progress(behavior, counter),
        }
    return {
        **shared,
        "current_count": counter["current_count"],
        "total_count": behavior["total_count"],
    }


def _goals(behavior: Record, counter: Record) -> dict[str, Record]:
    counters = goal_counters(behavior, counter)
    return {
        key: {
            "type": "goal",
            "points": goal["points"],
            "completed": counters[key]["completed"],
            "required": goal["required"],
            "earn_count": goal["total_count"],
            "group_id": goal["group_id"],
            "progress": _goal_progress(key, goal_terms(behavior, goal), counters[key]),
        }
        for key, goal in behavior["goals"].items()
    }


def _goal_progress(event_name: str, terms: Record, counter: Record) -> Record:
    return {
        "event_name": event_name,
        "type": terms["type"],
        "points": terms["points"],
        **{limit: terms[limit] for limit in LIMITS},
        "achieved": counter["achieved"],
        "current_count": counter["current_count"],
        "total_count": terms["total_count"],
    }
