"""Partial success: items that influence each other, and campaigns that are named twice."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any

from tests.support.servers.criteo.hooks import CATALOGUE, Call
from tests.support.servers.criteo.problems import NO_FEATURE, NO_LIMIT, REPEATED
from tests.support.servers.criteo.state import Campaign
from tests.support.servers.criteo.updates import Facts, Item, Verdict, facts, judge

FAMILY = "partial-success"
flaw = CATALOGUE.flaw


def first_campaign(call: Call) -> Campaign | None:
    """Returns the campaign of the first item."""
    return call.state.campaigns.get(call.batch.items[0].id)


def judged_alone(call: Call, verdict: Verdict) -> Verdict:
    """Judges an item as if no other named its campaign."""
    known = facts(call.state, call.server.portfolio(call), verdict.item, set(), call.now)
    return judge(verdict.item, known)


@flaw(FAMILY, "items", "R151; R153; LC2; LC9", "An item without an amount takes the one before it.")
def amount_leaks_to_next_item(call: Call, items: list[Item]) -> list[Item]:
    for before, item in pairwise(items):
        if item.sent and "spendLimitAmount" in before.sent:
            item.sent.setdefault("spendLimitAmount", before.sent["spendLimitAmount"])
    return items


@flaw(FAMILY, "facts", "R151; R153; LC2; LC9", "Lays every item over the limit of the first one.")
def merges_over_first_campaign(call: Call, known: Facts | None) -> Facts | None:
    first = first_campaign(call)
    if known and first and "capped" == first.limit.type == known.stored.type:
        known.stored = first.limit
    return known


@flaw(FAMILY, "facts", "R162; LC2", "Looks up once for all items whether a limit is locked.")
def permission_of_first_item(call: Call, known: Facts | None) -> Facts | None:
    if known and (first := first_campaign(call)):
        known.may_update = first.may_update
    return known


@flaw(FAMILY, "facts", "R167; LC2", "Looks up once for all items whether the feature is there.")
def feature_of_first_item(call: Call, known: Facts | None) -> Facts | None:
    if known and (first := first_campaign(call)):
        known.has_feature = call.state.features[first.advertiser]
    return known


@flaw(FAMILY, "facts", "R163; LC2; LC19", "Holds lifetime limits against what the first one spent.")
def spend_of_first_item(call: Call, known: Facts | None) -> Facts | None:
    if known and (first := first_campaign(call)):
        known.spent = first.spent
    return known


@flaw(FAMILY, "verdicts", "R153; LC2", "One campaign without a limit fails its neighbours too.")
def uncapped_item_fails_neighbours(call: Call, verdicts: list[Verdict]) -> list[Verdict]:
    uncapped = {
        v.item.index
        for v in verdicts
        if v.code == NO_LIMIT and v.campaign and v.campaign.limit.type == "uncapped"
    }
    return [
        replace(v, code=v.code or NO_LIMIT)
        if uncapped & {v.item.index - 1, v.item.index + 1}
        else v
        for v in verdicts
    ]


@flaw(FAMILY, "verdicts", "R150; R153; LC2", "Of three items, those of a second advertiser fail.")
def second_advertiser_fails(call: Call, verdicts: list[Verdict]) -> list[Verdict]:
    first = first_campaign(call) if len(verdicts) > 2 else None
    for verdict in verdicts if first else ():
        if verdict.code is None and verdict.campaign.advertiser != first.advertiser:
            verdict.code = NO_FEATURE
    return verdicts


@flaw(FAMILY, "repeated", "R165; LC11", "Applies all items of one campaign in turn.")
def repeats_applied_in_turn(call: Call, repeated: set[str]) -> set[str]:
    return set()


@flaw(FAMILY, "verdict", "R165; LC11", "Applies the first of the items of one campaign.")
def first_repeat_wins(call: Call, verdict: Verdict) -> Verdict:
    earlier = [item.id for item in call.batch.items if item.index < verdict.item.index]
    if verdict.code == REPEATED and verdict.item.id not in earlier:
        return judged_alone(call, verdict)
    return verdict


@flaw(FAMILY, "verdict", "R165; LC11", "Applies the last of the items of one campaign.")
def last_repeat_wins(call: Call, verdict: Verdict) -> Verdict:
    later = [item.id for item in call.batch.items if item.index > verdict.item.index]
    if verdict.code == REPEATED and verdict.item.id not in later:
        return judged_alone(call, verdict)
    return verdict


@flaw(FAMILY, "repeated", "R165; LC11", "Sees a second item of a campaign only next to the first.")
def only_neighbours_repeat(call: Call, repeated: set[str]) -> set[str]:
    ids = [item.id for item in call.batch.items]
    return {one for one, two in pairwise(ids) if one == two}


@flaw(FAMILY, "repeated", "R165; LC11", "Applies the items of one campaign if they are equal.")
def equal_repeats_pass(call: Call, repeated: set[str]) -> set[str]:
    items = call.batch.items
    return {
        number
        for number in repeated
        if any(a.sent != b.sent for a in items for b in items if a.id == b.id == number)
    }


@flaw(
    FAMILY,
    "repeated",
    "R165; LC11",
    "Applies the items of one campaign if they name other members.",
)
def disjoint_repeats_pass(call: Call, repeated: set[str]) -> set[str]:
    named = Counter((item.id, name) for item in call.batch.items for name in item.sent)
    return {number for (number, _), count in named.items() if count > 1 and number in repeated}


@flaw(FAMILY, "verdicts", "R165; LC11", "Applies a repeated item if the other would fail anyway.")
def failing_repeats_do_not_count(call: Call, verdicts: list[Verdict]) -> list[Verdict]:
    alone = {v.item.index: judged_alone(call, v) for v in verdicts if v.code == REPEATED}
    sound = Counter(v.item.id for v in alone.values() if v.code is None)
    return [
        alone[v.item.index] if v.code == REPEATED and sound[v.item.id] == 1 else v for v in verdicts
    ]


@flaw(
    FAMILY, "verdicts", "R153; LC2; LC11", "A campaign that is named twice fails the whole batch."
)
def repeat_fails_all(call: Call, verdicts: list[Verdict]) -> list[Verdict]:
    if any(v.code == REPEATED for v in verdicts):
        return [replace(v, code=v.code or REPEATED) for v in verdicts]
    return verdicts


@flaw(FAMILY, "report", "R154; LC1", "Tells one failure only of a campaign that is named twice.")
def repeats_told_once(call: Call, report: Any) -> Any:
    told, errors = set(), []
    for entry in report["errors"]:
        number = call.batch.items[int(entry["instance"].removeprefix("@data/"))].id
        if entry["code"] != REPEATED or number not in told:
            errors.append(entry)
        told.add(number)
    return {**report, "errors": errors}


@flaw(FAMILY, "repeated", "R165", "Takes a campaign of the batch before for a repeated one.")
def repeats_across_requests(call: Call, repeated: set[str]) -> set[str]:
    ids = {item.id for item in call.batch.items}
    before = call.scratch.get("batch before", set())
    call.scratch["batch before"] = ids if len(ids) > 1 else set()
    return repeated | (ids & before)
