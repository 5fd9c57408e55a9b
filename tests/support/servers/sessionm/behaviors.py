"""How behaviors are shown: as a list of progress, and as a map of rules and counters."""

from typing import Any

from tests.support.servers.sessionm.counting import completed_in
from tests.support.servers.sessionm.model import (
    Behavior,
    Campaign,
    Enrollment,
    Goal,
    GoalTally,
    Tally,
)
from tests.support.servers.sessionm.platform import Platform


def as_list(p: Platform, campaign: Campaign, found: Enrollment) -> list[dict[str, Any]]:
    """Returns the behaviors with the progress in each."""
    shown = [_entry(behavior, _tally(found, behavior)) for behavior in campaign.behaviors]
    if p.bad("last_behavior_without_external_id") and len(shown) > 2:
        del shown[-1]["external_behavior_id"]
    if p.bad("last_behavior_not_listed") and len(shown) > 2:
        shown.pop()
    return shown


def as_map(p: Platform, campaign: Campaign, found: Enrollment) -> dict[str, Any]:
    """Returns the behaviors with rules and counters."""
    return {
        behavior.name.lower().replace(" ", "_"): _rules(p, behavior, _tally(found, behavior))
        for behavior in campaign.behaviors
    }


def _tally(found: Enrollment, behavior: Behavior) -> Tally:
    return found.tallies.get(behavior.id, Tally())


def _entry(behavior: Behavior, tally: Tally) -> dict[str, Any]:
    progress, goal = tally.current, behavior.total
    if behavior.kind == "composite":
        goal = sum(total for _, total in behavior.groups)
        progress = sum(
            min(completed_in(behavior, tally, group), total) for group, total in behavior.groups
        )
    return {
        "behavior_id": behavior.id,
        "external_behavior_id": behavior.external,
        "event_name": behavior.event,
        "name": behavior.name,
        "progress": progress,
        "goal": goal,
    }


def _caps(behavior: Behavior) -> dict[str, Any]:
    return {
        "max_times_repeatable": behavior.most,
        "max_times_repeatable_per_period": behavior.most_in_period,
        "period": behavior.period,
        "min_time_between_events": behavior.pause,
        "consecutive": behavior.consecutive,
    }


def _rules(p: Platform, behavior: Behavior, tally: Tally) -> dict[str, Any]:
    shown = {
        "external_behavior_id": behavior.external,
        "type": behavior.kind,
        "points": behavior.points,
        "achieved": tally.achieved,
        **_caps(behavior),
    }
    if behavior.kind != "composite":
        counters = {"current_count": tally.current, "total_count": behavior.total}
        return {"event_name": behavior.event, **shown, **counters}
    goals = {
        goal.event: _goal(p, goal, tally.goals.get(goal.event, GoalTally()), behavior)
        for goal in behavior.goals
    }
    groups = {group: _group(p, behavior, tally, group, total) for group, total in behavior.groups}
    return {**shown, "goals": goals, "groups": groups}


def _goal(p: Platform, goal: Goal, counters: GoalTally, behavior: Behavior) -> dict[str, Any]:
    progress = {
        "event_name": goal.event,
        "type": "count",
        "points": goal.points,
        **_caps(behavior),
        "achieved": counters.achieved,
        "current_count": counters.current,
        "total_count": goal.total,
    }
    group: Any = goal.group
    if p.bad("goal_names_group_by_number"):
        group = [name for name, _ in behavior.groups].index(goal.group)
    return {
        "type": "goal",
        "points": goal.points,
        "completed": counters.completed,
        "required": goal.required,
        "earn_count": 1,
        "group_id": group,
        "progress": progress,
    }


def _group(p: Platform, behavior: Behavior, tally: Tally, group: str, total: int) -> dict[str, Any]:
    done = completed_in(behavior, tally, group)
    if p.bad("second_group_never_counts") and group != behavior.groups[0][0]:
        done = 0
    whole = done > 0 if p.bad("group_completed_by_any_goal") else done >= total
    return {
        "type": "group",
        "current_count": done,
        "total_count": total,
        "num_goals": sum(goal.group == group for goal in behavior.goals),
        "completed": whole,
    }
