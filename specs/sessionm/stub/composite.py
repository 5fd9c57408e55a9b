"""How one event advances a composite behavior: its goals, its groups, its completion.

The counter of a composite also holds `goals`: goal key -> counter with a `completed` flag. A goal
counts until it is completed and then waits for the others; a completed composite starts all of
them again.
"""

from mockserver.stubkit import Record, format_instant

from .counting import (
    Event,
    advance,
    blank_counter,
    completed,
    is_broken,
    may_count,
    started_again,
)


def advance_composite(behavior: Record, counter: Record, event: Event) -> Record:
    """Returns a composite's counter after one event; the same counter if no goal counts it."""
    goals = goal_counters(behavior, counter)
    if is_broken(behavior, counter, event):
        goals = _all_started_again(goals)
    goal, so_far = behavior["goals"].get(event.name), goals.get(event.name)
    if goal is None or so_far is None or so_far["completed"]:
        return counter
    if not may_count(behavior, counter, event):
        return counter
    after = advance(goal_terms(behavior, goal), so_far, event)
    if after == so_far:
        return counter
    goals[event.name] = {**after, "completed": after["achieved"] > so_far["achieved"]}
    return _settled(behavior, counter, goals, event)


def goal_counters(behavior: Record, counter: Record) -> dict[str, Record]:
    """Returns the counters of all goals of a composite, blank ones included."""
    stored = counter.get("goals", {})
    blank = {**blank_counter(), "completed": False}
    return {key: dict(stored.get(key, blank)) for key in behavior["goals"]}


def goal_terms(behavior: Record, goal: Record) -> Record:
    """Returns what a goal obeys: its own limits, and the composite's where it names none."""
    inherited = {
        "max_times_repeatable": None,
        "max_times_repeatable_per_period": None,
        "period": behavior["period"],
        "min_time_between_events": None,
        "consecutive": False,
    }
    return {**inherited, **goal}


def group_progress(behavior: Record, counter: Record) -> dict[str, Record]:
    """Returns the groups of a composite with their counts of completed goals."""
    goals = goal_counters(behavior, counter)
    found: dict[str, Record] = {}
    for group_id, group in behavior["groups"].items():
        members = [key for key, goal in behavior["goals"].items() if goal["group_id"] == group_id]
        done = sum(bool(goals[key]["completed"]) for key in members)
        found[group_id] = {
            "type": "group",
            "current_count": done,
            "total_count": group["total_count"],
            "num_goals": len(members),
            "completed": done >= group["total_count"],
        }
    return found


def _settled(behavior: Record, counter: Record, goals: dict[str, Record], event: Event) -> Record:
    after = {**counter, "goals": goals, "last_event_at": format_instant(event.at)}
    groups = group_progress(behavior, after)
    after["current_count"] = counted_goals(groups)
    required = [key for key, goal in behavior["goals"].items() if goal["required"]]
    is_done = all(goals[key]["completed"] for key in required) and all(
        group["completed"] for group in groups.values()
    )
    if not is_done:
        return after
    return {**completed(behavior, after, event), "goals": _all_started_again(goals)}


def counted_goals(groups: dict[str, Record]) -> int:
    """Returns how many completed goals count towards completion, at most what each group needs."""
    return sum(min(group["current_count"], group["total_count"]) for group in groups.values())


def needed_goals(behavior: Record) -> int:
    """Returns how many goals must be completed to complete a composite."""
    return sum(group["total_count"] for group in behavior["groups"].values())


def _all_started_again(goals: dict[str, Record]) -> dict[str, Record]:
    return {key: {**started_again(goal), "completed": False} for key, goal in goals.items()}
