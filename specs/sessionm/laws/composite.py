"""Composite behaviors: goals, the groups they stand in, and how both are counted."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Json, Law, Record, Session, Violation, law, same, shown

from .counters import EVENT, Counted, again, all_behaviors, is_slow, send, send_different, take_part
from .reading import shown_to_customer

READS: Final = ("optIn", "getProgress", "getCampaignInfo", "getEligibleCampaign")


def goals_of(entry: Record) -> list[Record]:
    """Returns the goals of a composite behavior."""
    return list((entry.get("goals") or {}).values())


def coherent(key: str, entry: Record, at: Exchange | None) -> Iterator[Violation]:
    """Yields in what the groups of a composite behavior do not fit its goals."""
    groups: dict[str, Record] = entry.get("groups") or {}
    for goal in goals_of(entry):
        if goal.get("group_id") not in groups:
            known = ", ".join(sorted(groups))
            yield Violation(
                f"group_id of each goal of {key} is one of {known}",
                shown(goal.get("group_id")),
                at,
                rules=("R88",),
                cause="group_id",
            )
    for name, group in groups.items():
        inside = [goal for goal in goals_of(entry) if goal.get("group_id") == name]
        completed = sum(goal.get("completed") is True for goal in inside)
        needed = group.get("total_count", 0)
        expected: dict[str, Json] = {"num_goals": len(inside), "current_count": completed}
        if completed < needed:
            expected["completed"] = False
        elif needed and not any(goal["required"] and not goal["completed"] for goal in inside):
            expected["completed"] = True
        for member, value in expected.items():
            what = f"{member} of group {name} of {key}, by its goals"
            yield from same(what, value, group.get(member), at=at, rules=("R90",), cause=member)
        if needed > len(inside):
            yield Violation(
                f"group {name} of {key} needs no more goals than its {len(inside)}",
                shown(group.get("total_count")),
                at,
                rules=("R90",),
                cause="total_count",
            )


@law(
    says="Goals stand in groups of their behavior, and each group counts its completed goals.",
    holds=("LS22", "LS23", "R88", "R90"),
    operations=("listCustomerCampaigns", "listEligibleCampaigns"),
    roles=("customer.eligible",),
    at_most={"GET": 8},
    examples=1,
)
def groups_fit_their_goals(session: Session, draw: Draw) -> Iterator[Violation]:
    """Wherever a composite behavior is shown."""
    path = {"user_id": session.role("customer.eligible")}
    listed = session.call("listCustomerCampaigns", path=path)
    seen = False
    for item in shown_to_customer(listed):
        for key, entry in (item.get("behaviors") or {}).items():
            if entry.get("type") == "composite":
                seen = True
                yield from coherent(key, entry, listed)
    for one in all_behaviors(session):
        if one.entry.get("type") == "composite":
            seen = True
            yield from coherent(one.key, one.entry, None)
    session.need(seen, "a composite behavior")


@law(
    says="The groups of a behavior keep count while its goals are completed one by one.",
    holds=("LS22", "R18", "R88", "R90"),
    operations=("listEligibleCampaigns", *READS),
    roles=("customer.eligible",),
    controls=(EVENT,),
    at_most={"GET": 24},
    examples=12,
)
def groups_keep_count_of_completed_goals(session: Session, draw: Draw) -> Iterator[Violation]:
    """Some goals in any order, as long as the behavior is not completed."""
    one = draw(st.sampled_from(_composites(session)))
    take_part(session, one.subject)
    names = draw(st.permutations(sorted(one.entry["goals"])))
    for name in names[:4]:
        before = again(session, one)
        goal = before["goals"][name]
        counter = goal["progress"]
        missing = counter["total_count"] - counter["current_count"]
        if goal["completed"]:
            continue
        if counter.get("type") == "unique":
            send_different(session, counter["event_name"], missing)
        else:
            send(session, counter["event_name"], missing)
        after = again(session, one)
        yield from coherent(one.key, after, None)
        if after["achieved"] != before["achieved"]:
            return
        if goal.get("earn_count", 1) <= 1:
            got = after["goals"][name].get("completed")
            what = f"completed of goal {name} after the {missing} events that were missing"
            yield from same(what, True, got, rules=("R88",), cause="goal")


def _composites(session: Session) -> list[Counted]:
    """Returns the composite behaviors whose goals can be completed by events alone."""
    found = []
    for one in all_behaviors(session):
        counters = [goal.get("progress") or {} for goal in goals_of(one.entry)]
        is_open = one.entry.get("max_times_repeatable") is None or not one.entry.get("achieved")
        is_slow_somewhere = is_slow(one.entry) or any(is_slow(counter) for counter in counters)
        if one.entry.get("type") == "composite" and is_open and not is_slow_somewhere:
            found.append(one)
    session.need(bool(found), "a composite behavior without limits")
    return found


LAWS: Final[tuple[Law, ...]] = (groups_fit_their_goals, groups_keep_count_of_completed_goals)
