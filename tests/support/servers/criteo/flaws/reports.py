"""Partial success: what the answer to an update tells, and what is stored of a mixed batch."""

from dataclasses import replace
from typing import Any

from tests.support.servers.criteo.hooks import CATALOGUE, Call
from tests.support.servers.criteo.problems import BAD_LIMIT, BELOW_SPENT, NOT_FOUND, Fault, Refused
from tests.support.servers.criteo.reading import RENEWALS, is_number, plain
from tests.support.servers.criteo.updates import Item, Verdict, merged

FAMILY = "partial-success"
UPDATE = "updateCampaigns"
flaw = CATALOGUE.flaw


def failed(verdicts: list[Verdict]) -> list[Verdict]:
    """Returns the verdicts on items that fail."""
    return [verdict for verdict in verdicts if verdict.code is not None]


def is_mixed(verdicts: list[Verdict]) -> bool:
    """Tells whether some items fail and some do not."""
    return 0 < len(failed(verdicts)) < len(verdicts)


def index_of(entry: dict[str, Any]) -> int:
    """Returns the index that an entry of a report names."""
    return int(entry["instance"].removeprefix("@data/"))


@flaw(FAMILY, "writes", "R153; LC2; LC8", "Stores nothing if one item fails, yet lists the others.")
def all_or_nothing_writes(call: Call, writes: list[Verdict]) -> list[Verdict]:
    return [] if failed(call.batch.verdicts) else writes


@flaw(FAMILY, "verdicts", "R153; R154; LC1", "Leaves the items after the first failure alone.")
def stops_at_first_failure(call: Call, verdicts: list[Verdict]) -> list[Verdict]:
    first = next((n for n, v in enumerate(verdicts) if v.code is not None), len(verdicts))
    return verdicts[: first + 1]


@flaw(FAMILY, "verdicts", "R153; LC2", "Of three items or more, those after a failure fail alike.")
def later_items_share_the_failure(call: Call, verdicts: list[Verdict]) -> list[Verdict]:
    code = None
    for verdict in verdicts if len(verdicts) > 2 else ():
        code = code or verdict.code
        verdict.code = code
    return verdicts


@flaw(FAMILY, "answer", "R155; LC6", "Answers 400 when each of several items fails.", UPDATE)
def refuses_when_all_fail(call: Call, answer: Any) -> Any:
    verdicts = call.batch.verdicts if call.batch else []
    all_fail = len(verdicts) > 1 and len(failed(verdicts)) == len(verdicts)
    return replace(answer, status=400) if all_fail else answer


@flaw(FAMILY, "answer", "R155; LC6", "Answers 207 when some items fail and some do not.", UPDATE)
def mixed_answers_207(call: Call, answer: Any) -> Any:
    return replace(answer, status=207) if call.batch and is_mixed(call.batch.verdicts) else answer


@flaw(FAMILY, "report", "R157; LC4", "Counts the items from 1 in batches of three or more.")
def instance_from_one(call: Call, report: Any) -> Any:
    for entry in report["errors"] if len(call.batch.items) > 2 else ():
        entry["instance"] = f"@data/{index_of(entry) + 1}"
    return report


@flaw(FAMILY, "report", "R157; LC4", "Numbers the failures among themselves.")
def instance_counts_failures(call: Call, report: Any) -> Any:
    for place, entry in enumerate(report["errors"]):
        entry["instance"] = f"@data/{place}"
    return report


@flaw(FAMILY, "report", "R157; LC4", "A warning names the last item of the batch.")
def warning_names_last_item(call: Call, report: Any) -> Any:
    for entry in report["warnings"]:
        entry["instance"] = f"@data/{len(call.batch.items) - 1}"
    return report


@flaw(FAMILY, "report", "R154; LC1", "Lists an item below what is spent as applied as well.")
def failed_also_in_data(call: Call, report: Any) -> Any:
    for verdict in call.batch.verdicts:
        if verdict.code == BELOW_SPENT:
            report["data"].append({"type": "Campaign", "id": verdict.item.id})
    return report


@flaw(FAMILY, "writes", "R153; R163; LC7; LC19", "Stores the limit below what is spent that fails.")
def below_spent_is_stored(call: Call, writes: list[Verdict]) -> list[Verdict]:
    below = [v for v in call.batch.verdicts if v.code == BELOW_SPENT]
    return writes + [replace(v, limit=merged(v.campaign.limit, v.item.sent)) for v in below]


@flaw(FAMILY, "report", "R153; LC7", "Stores the renewal of an item whose amount is not valid.")
def half_failed_write(call: Call, report: Any) -> Any:
    for verdict in call.batch.verdicts:
        renewal = verdict.item.sent.get("spendLimitRenewal")
        if verdict.code == BAD_LIMIT and renewal in RENEWALS:
            verdict.campaign.limit = replace(verdict.campaign.limit, renewal=renewal)
    return report


@flaw(FAMILY, "verdicts", "R154; LC1", "Forgets the last item of three or more.")
def last_item_dropped(call: Call, verdicts: list[Verdict]) -> list[Verdict]:
    return verdicts[:-1] if len(verdicts) > 2 else verdicts


@flaw(FAMILY, "writes", "R150; LC8", "Lists the last item of three or more, but does not store it.")
def last_item_not_saved(call: Call, writes: list[Verdict]) -> list[Verdict]:
    last = len(call.batch.items) - 1
    return [v for v in writes if last < 2 or v.item.index != last]


@flaw(FAMILY, "report", "R154; LC1", "Tells one failure of each code, and no second one.")
def same_code_told_once(call: Call, report: Any) -> Any:
    return {**report, "errors": list({e["code"]: e for e in reversed(report["errors"])}.values())}


@flaw(FAMILY, "report", "R154; LC1", "Tells two failures at most.")
def two_failures_at_most(call: Call, report: Any) -> Any:
    return {**report, "errors": report["errors"][:2]}


@flaw(FAMILY, "report", "R154; LC1", "Lists the first ids of the request, as many as succeeded.")
def success_ids_by_position(call: Call, report: Any) -> Any:
    for entry, item in zip(report["data"], call.batch.items, strict=False):
        entry["id"] = item.id
    return report


@flaw(FAMILY, "items", "R154; LC1", "Looks at the first five items only.")
def stops_after_five(call: Call, items: list[Item]) -> list[Item]:
    return items[:5]


@flaw(
    FAMILY, "verdicts", "R154; LC1", "Tells nothing of an item that sends what is stored already."
)
def unchanged_items_vanish(call: Call, verdicts: list[Verdict]) -> list[Verdict]:
    return [v for v in verdicts if v.limit is None or v.limit != v.campaign.limit]


@flaw(FAMILY, "verdicts", "R154; LC1", "Tells nothing of campaigns that are unknown.")
def unknown_ids_vanish(call: Call, verdicts: list[Verdict]) -> list[Verdict]:
    return [v for v in verdicts if v.code != NOT_FOUND]


@flaw(FAMILY, "verdicts", "R153; R155; LC6", "Refuses several items with 404 if one is unknown.")
def unknown_id_refuses_batch(call: Call, verdicts: list[Verdict]) -> list[Verdict]:
    if len(verdicts) > 1 and any(v.code == NOT_FOUND for v in verdicts):
        raise Refused(404, NOT_FOUND)
    return verdicts


@flaw(FAMILY, "report", "R154; R168; LC1", "Names an item with a warning nowhere but there.")
def warned_items_vanish(call: Call, report: Any) -> Any:
    warned = {v.item.id for v in call.batch.verdicts if v.warned}
    return {**report, "data": [e for e in report["data"] if e["id"] not in warned]}


@flaw(FAMILY, "report", "R154; R168; LC1", "Lists an item with a warning as failed as well.")
def warned_items_also_fail(call: Call, report: Any) -> Any:
    extra = [{**entry, "code": BAD_LIMIT} for entry in report["warnings"]]
    return {**report, "errors": report["errors"] + extra}


@flaw(FAMILY, "report", "R168", "Warns of the first item only, however many wait.")
def one_warning_at_most(call: Call, report: Any) -> Any:
    return {**report, "warnings": report["warnings"][:1]}


@flaw(FAMILY, "writes", "R153; LC8", "Does not store the item that stands before a failing one.")
def failure_undoes_previous(call: Call, writes: list[Verdict]) -> list[Verdict]:
    before = {v.item.index - 1 for v in failed(call.batch.verdicts)}
    return [v for v in writes if v.item.index not in before]


@flaw(
    FAMILY, "writes", "R153; LC8", "A lifetime limit below what is spent undoes what stands before."
)
def lifetime_failure_rolls_back(call: Call, writes: list[Verdict]) -> list[Verdict]:
    last = max((v.item.index for v in call.batch.verdicts if v.code == BELOW_SPENT), default=-1)
    return [v for v in writes if v.item.index > last]


@flaw(FAMILY, "writes", "R153; LC8", "After a failure, amounts land one item too late.")
def amounts_shift_after_failure(call: Call, writes: list[Verdict]) -> list[Verdict]:
    amounts = [plain(v.item.sent.get("spendLimitAmount")) for v in call.batch.verdicts]
    for verdict, amount in zip(writes, amounts, strict=False):
        if is_number(amount) and verdict.limit.type == "capped":
            verdict.limit = replace(verdict.limit, amount=amount)
    return writes


@flaw(FAMILY, "items", "R157; LC3; LC4", "Counts the items in the order of their ids.")
def items_sorted_first(call: Call, items: list[Item]) -> list[Item]:
    ordered = sorted(items, key=lambda item: item.id)
    return [replace(item, index=index) for index, item in enumerate(ordered)]


@flaw(FAMILY, "writes", "R150; LC8", "Does not lift a cap beside items that change one.")
def uncapping_lost_in_mixed_batch(call: Call, writes: list[Verdict]) -> list[Verdict]:
    capped = [v for v in writes if v.limit.type == "capped"]
    return capped or writes


@flaw(FAMILY, "verdict", "R158; LC2", "Stores a negative amount from the third item on.")
def only_first_two_validated(call: Call, verdict: Verdict) -> Verdict:
    amount = plain(verdict.item.sent.get("spendLimitAmount"))
    if verdict.code == BAD_LIMIT and verdict.item.index > 1 and is_number(amount):
        stored = verdict.campaign.limit
        return replace(verdict, code=None, limit=replace(stored, amount=amount))
    return verdict


@flaw(FAMILY, "items", "R158; R164", "Takes a negative amount for 0 if the item is not the first.")
def negative_becomes_zero(call: Call, items: list[Item]) -> list[Item]:
    for item in items[1:]:
        amount = plain(item.sent.get("spendLimitAmount"))
        if is_number(amount) and amount < 0:
            item.sent["spendLimitAmount"] = 0
    return items


@flaw(
    FAMILY,
    "updates_fault",
    "a failed write changes nothing; O-C5",
    "Applies what precedes a bad item.",
)
def malformed_item_refused_late(call: Call, fault: Fault | None) -> Fault | None:
    place = (fault.where or "").split("/")[2:3] if fault else []
    if place:
        body = {"data": call.body["data"][: int(place[0])]}
        call.server.update(replace(call, body=body))
    return fault
