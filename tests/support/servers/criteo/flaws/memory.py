"""State: what updates and creations leave behind, and when a new limit comes into force."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from tests.support.servers.criteo.hooks import CATALOGUE, Call
from tests.support.servers.criteo.problems import BELOW_SPENT
from tests.support.servers.criteo.reading import digits, is_advertiser
from tests.support.servers.criteo.state import Campaign, Held, next_period
from tests.support.servers.criteo.updates import Facts, Verdict, merged

FAMILY = "state"
CREATE, READ_ONE, SEARCH = "createCampaign", "getCampaign", "searchCampaigns"
flaw = CATALOGUE.flaw


def is_new(campaign: Campaign) -> bool:
    """Tells whether a campaign was made after the reset."""
    return campaign.id.startswith("84000")


def applied(call: Call) -> list[Verdict]:
    """Returns the verdicts on items that changed a limit."""
    return [v for v in call.batch.verdicts if v.code is None and v.limit is not None]


@flaw(FAMILY, "answer", "R144; LC12", "Stores a new amount without its decimals.", CREATE)
def creation_cuts_decimals(call: Call, answer: Any) -> Any:
    made = call.campaign
    if made and made.limit.amount is not None and made.limit.amount > 1:
        made.limit = replace(made.limit, amount=int(made.limit.amount))
    return answer


@flaw(
    FAMILY, "may_create", "LC12; a creation changes nothing else", "The third one takes an old id."
)
def third_creation_takes_old_id(call: Call, may: bool) -> bool:
    if may and call.state.made == 2 and "collided" not in call.scratch:
        call.scratch["collided"] = True
        call.state.made = 1
    return may


@flaw(FAMILY, "writes", "R153; LC9; an update changes nothing else", "New campaigns share a limit.")
def new_campaigns_share_limit(call: Call, writes: list[Verdict]) -> list[Verdict]:
    for verdict in writes:
        one = verdict.campaign
        for other in call.state.campaigns.values() if is_new(one) else ():
            if is_new(other) and other.id != one.id and other.limit == one.limit:
                other.limit = verdict.limit
    return writes


@flaw(
    FAMILY,
    "may_create",
    "R140; a failed write changes nothing",
    "Stores the campaign that it refuses.",
)
def refused_creation_is_stored(call: Call, may: bool) -> bool:
    parts = call.body["data"]["attributes"]
    advertiser = digits(parts["advertiserId"])
    if not may and advertiser in call.state.features:
        like = next(iter(call.state.campaigns.values()))
        number = call.state.fresh_id()
        made = replace(like, id=number, name=parts["name"], advertiser=advertiser)
        call.state.campaigns[number] = made
    return may


@flaw(FAMILY, "verdict", "R151; LC9", "A new amount without a renewal turns monthly into daily.")
def amount_forgets_renewal(call: Call, verdict: Verdict) -> Verdict:
    silent = verdict.limit is not None and "spendLimitRenewal" not in verdict.item.sent
    if silent and verdict.limit.renewal == "monthly":
        verdict.limit = replace(verdict.limit, renewal="daily")
    return verdict


@flaw(FAMILY, "report", "R134; R151; LC9", "A whole campaign in an item gives it a new name.")
def update_renames(call: Call, report: Any) -> Any:
    for verdict in applied(call):
        name = verdict.item.attributes.get("name")
        verdict.campaign.name = name if isinstance(name, str) else verdict.campaign.name
    return report


@flaw(FAMILY, "report", "R135; LC9", "A whole campaign in an item moves to that advertiser.")
def update_moves_advertiser(call: Call, report: Any) -> Any:
    for verdict in applied(call):
        sent = verdict.item.attributes.get("advertiserId")
        if is_advertiser(sent) and digits(sent) in call.state.features:
            verdict.campaign.advertiser = digits(sent)
    return report


@flaw(
    FAMILY, "report", "R151; LC9; LC18", "An update gives an older campaign the goal Acquisition."
)
def update_migrates_old_goal(call: Call, report: Any) -> Any:
    for verdict in applied(call):
        if verdict.campaign.goal == "Unspecified":
            verdict.campaign.goal = "Acquisition"
    return report


@flaw(FAMILY, "verdict", "R137; R139; LC16", "Lifting a cap keeps the renewal.")
def uncapping_keeps_renewal(call: Call, verdict: Verdict) -> Verdict:
    if verdict.limit and verdict.limit.type == "uncapped":
        verdict.limit = replace(verdict.limit, renewal=verdict.campaign.limit.renewal)
    return verdict


@flaw(
    FAMILY, "facts", "R151; LC9; no update is lost", "Starts from the state before the last update."
)
def lost_update(call: Call, known: Facts | None) -> Facts | None:
    if known and known.stored.type == "capped":
        known.stored = call.scratch.get(("before", known.campaign.id), known.stored)
    return known


@CATALOGUE.also("lost_update", "writes")
def _note_state_before(call: Call, writes: list[Verdict]) -> list[Verdict]:
    for verdict in writes:
        call.scratch[("before", verdict.campaign.id)] = verdict.campaign.limit
    return writes


@flaw(FAMILY, "view", "R150; LC8; no stale reads", "Reads a campaign from a cache until a search.")
def read_is_cached(call: Call, view: Any) -> Any:
    cache = call.scratch.setdefault("reads", {})
    if call.operation == SEARCH:
        cache.clear()
    return cache.setdefault(view["id"], view) if call.operation == READ_ONE else view


@flaw(
    FAMILY, "view", "R150; LC8; LC14", "A search shows the renewal from before the updates.", SEARCH
)
def search_shows_old_renewal(call: Call, view: Any) -> Any:
    old = call.scratch.get(("renewal", view["id"]))
    if old and call.campaign.limit.type == "capped":
        view["attributes"]["spendLimit"]["spendLimitRenewal"] = old
    return view


@CATALOGUE.also("search_shows_old_renewal", "writes")
def _note_old_renewal(call: Call, writes: list[Verdict]) -> list[Verdict]:
    for verdict in writes:
        if verdict.campaign.limit.type == "capped":
            key = ("renewal", verdict.campaign.id)
            call.scratch.setdefault(key, verdict.campaign.limit.renewal)
    return writes


@flaw(FAMILY, "answer", "reads are pure", "Reading a campaign rounds its stored amount.", READ_ONE)
def read_rounds_amount(call: Call, answer: Any) -> Any:
    one = call.campaign
    if answer.status == 200 and one.limit.amount is not None:
        one.limit = replace(one.limit, amount=round(one.limit.amount))
    return answer


@flaw(FAMILY, "answer", "R163; LC19; reads are pure", "A search forgets what was spent.", SEARCH)
def search_forgets_spend(call: Call, answer: Any) -> Any:
    for campaign in call.state.campaigns.values():
        campaign.spent = campaign.spent_in_period = 0
    return answer


@flaw(FAMILY, "verdict", "R163; LC19", "A change to lifetime is not held against what is spent.")
def change_to_lifetime_is_unchecked(call: Call, verdict: Verdict) -> Verdict:
    if verdict.code == BELOW_SPENT and verdict.campaign.limit.renewal != "lifetime":
        return replace(verdict, code=None, limit=merged(verdict.campaign.limit, verdict.item.sent))
    return verdict


@flaw(FAMILY, "facts", "R163; LC19", "Holds lifetime limits against what the period has spent.")
def lifetime_held_against_period(call: Call, known: Facts | None) -> Facts | None:
    if known:
        known.spent = known.campaign.spent_in_period
    return known


@flaw(FAMILY, "held", "R168", "An amount with the warning comes into force at once.")
def warned_amount_at_once(call: Call, held: Held | None) -> Held | None:
    return None


@flaw(FAMILY, "held", "R168", "An amount with the warning never comes into force.")
def warned_amount_never(call: Call, held: Held | None) -> Held | None:
    return held and replace(held, until=datetime.max.replace(tzinfo=held.until.tzinfo))


@flaw(FAMILY, "held", "R168", "A monthly amount with the warning waits for the next day only.")
def monthly_amount_waits_a_day(call: Call, held: Held | None) -> Held | None:
    return held and replace(held, until=min(held.until, next_period("daily", call.now)))


@flaw(FAMILY, "verdict", "R168; R169", "What earlier days have spent still brings the warning.")
def earlier_periods_count(call: Call, verdict: Verdict) -> Verdict:
    limit, sent = verdict.limit, verdict.item.sent
    if limit and limit.renewal in ("daily", "monthly") and "spendLimitAmount" in sent:
        verdict.warned = limit.amount < verdict.campaign.spent_in_period
    return verdict
