"""Events: in which campaigns one counts, and what it does to the counters."""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from tests.support.servers.sessionm.model import (
    Behavior,
    Campaign,
    Customer,
    Enrollment,
    GoalTally,
    Tally,
)
from tests.support.servers.sessionm.platform import Platform
from tests.support.servers.sessionm.standing import is_eligible


def receive(p: Platform, customer: Customer, event: str, count: int, value: Any) -> list[Campaign]:
    """Counts an event some times; returns the campaigns in which it counted."""
    return [
        campaign
        for campaign in p.campaigns.values()
        if admits(p, campaign, customer) and _counted(p, campaign, customer, event, count, value)
    ]


def admits(p: Platform, campaign: Campaign, customer: Customer) -> bool:
    """Whether the customer can do something in the campaign now."""
    if p.applications[campaign.key].organization != customer.organization:
        return False
    running = p.is_active(campaign)
    if p.bad("event_counts_in_paused_campaign") and campaign.status == "paused":
        running = campaign.starts <= p.clock.now < campaign.ends
    chosen = p.enrollment(campaign, customer).opted_in
    joined = chosen is True or (
        chosen is None and (not campaign.opt_in or p.bad("event_counts_without_opt_in"))
    )
    return running and joined and is_eligible(p, campaign, customer)


def _counted(
    p: Platform, campaign: Campaign, customer: Customer, event: str, count: int, value: Any
) -> bool:
    takers = [
        behavior
        for behavior in campaign.behaviors
        if event in {goal.event for goal in behavior.goals}
        or (behavior.event == event and behavior.kind != "composite")
    ]
    if not takers:
        return False
    enrollment = p.enroll(campaign, customer)
    p.before_last_event[campaign.id, customer.id] = deepcopy(enrollment)
    results = [
        count_one(p, behavior, enrollment, event, value)
        for _ in range(count)
        for behavior in takers
    ]
    if p.bad("event_forgets_opt_in"):
        enrollment.opted_in = None
    return any(results)


def count_one(
    p: Platform, behavior: Behavior, enrollment: Enrollment, event: str, value: Any
) -> bool:
    """Counts one event, if the behavior's limits let it; returns whether they did."""
    tally = enrollment.tally(behavior)
    now = p.clock.now
    if not _is_permitted(p, behavior, tally, now):
        return False
    if behavior.kind == "composite":
        if not _count_goal(behavior, tally, event):
            return False
        done = _is_whole(behavior, tally)
        if done:
            for goal in tally.goals.values():
                goal.completed, goal.current = False, 0
    else:
        if behavior.kind == "unique" and not p.bad("unique_counts_repeats"):
            if value in tally.values:
                return False
            tally.values.append(value)
        done = _count_plain(p, behavior, tally, now)
    tally.last = now
    if done:
        tally.achieved += 1
        tally.values = []
        tally.completions.append(now)
    elif p.bad("achieved_counts_events"):
        tally.achieved += 1
    return True


def _is_permitted(p: Platform, behavior: Behavior, tally: Tally, now: datetime) -> bool:
    most = behavior.most
    if most is not None and tally.achieved >= most + p.bad("repeat_cap_off_by_one"):
        return False
    if behavior.most_in_period is not None and not p.bad("period_cap_ignored"):
        window = int(now.timestamp()) // behavior.period
        done = [1 for at in tally.completions if int(at.timestamp()) // behavior.period == window]
        if len(done) >= behavior.most_in_period:
            return False
    if tally.last is None:
        return True
    if behavior.pause is not None and not p.bad("pause_between_events_ignored"):
        return now - tally.last >= timedelta(seconds=behavior.pause)
    return not (behavior.consecutive and now.date() == tally.last.date())


def _count_plain(p: Platform, behavior: Behavior, tally: Tally, now: datetime) -> bool:
    if (
        behavior.consecutive
        and tally.last is not None
        and (now.date() - tally.last.date()).days > 1
        and not p.bad("missed_day_forgiven")
    ):
        tally.current = 0
    tally.current += 1
    if p.bad("counting_runs_past_the_goal"):
        return tally.current == behavior.total
    if tally.current < behavior.total:
        return False
    tally.current = 0
    return True


def _count_goal(behavior: Behavior, tally: Tally, event: str) -> bool:
    goal = next(goal for goal in behavior.goals if goal.event == event)
    counters = tally.goals.setdefault(event, GoalTally())
    if counters.completed:
        return False
    counters.current += 1
    if counters.current >= goal.total:
        counters.achieved += 1
        counters.current, counters.completed = 0, True
    return True


def completed_in(behavior: Behavior, tally: Tally, group: str) -> int:
    """Returns how many goals of a group are completed."""
    done = {event for event, counters in tally.goals.items() if counters.completed}
    return sum(goal.group == group and goal.event in done for goal in behavior.goals)


def _is_whole(behavior: Behavior, tally: Tally) -> bool:
    needed = {goal.event for goal in behavior.goals if goal.required}
    done = {event for event, counters in tally.goals.items() if counters.completed}
    return needed <= done and all(
        completed_in(behavior, tally, group) >= total for group, total in behavior.groups
    )
