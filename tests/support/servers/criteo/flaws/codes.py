"""Statuses and codes: the wrong one, or a fault that is not seen."""

from dataclasses import replace
from typing import Any

from tests.support.servers.criteo.backend import CAMPAIGNS
from tests.support.servers.criteo.hooks import CATALOGUE, Call
from tests.support.servers.criteo.problems import (
    BAD_LIMIT,
    BELOW_SPENT,
    NO_FEATURE,
    NO_LIMIT,
    NOT_FOUND,
    PREFIX,
    REPEATED,
    Fault,
    Refused,
    problem,
)
from tests.support.servers.criteo.reading import RENEWALS, creation_fault
from tests.support.servers.criteo.updates import Facts, Verdict
from tests.support.servers.kernel import Answer

FAMILY = "status-and-code"
METHODS = "undocumented methods are refused"
AT = "/data/attributes"
SEARCH, UPDATE = "searchCampaigns", "updateCampaigns"
flaw = CATALOGUE.flaw


@flaw(FAMILY, "creation_fault", "R143", "Gives a new campaign without a goal the goal Acquisition.")
def goal_may_be_missing(call: Call, fault: Fault | None) -> Fault | None:
    if fault != Fault("required-field", f"{AT}/goal"):
        return fault
    call.body["data"]["attributes"]["goal"] = "Acquisition"
    return creation_fault(call.body)


@flaw(
    FAMILY, "creation_fault", "R136; R143; LC18", "Takes Unspecified as the goal of a new campaign."
)
def unspecified_goal_is_taken(call: Call, fault: Fault | None) -> Fault | None:
    if fault != Fault("invalid", f"{AT}/goal"):
        return fault
    parts = call.body["data"]["attributes"]
    if parts["goal"] != "Unspecified":
        return fault
    parts["goal"] = "Retention"
    fault = creation_fault(call.body)
    parts["goal"] = "Unspecified"
    return fault


@flaw(FAMILY, "creation_fault", "R142; R139; LC17", "Takes a new capped limit without an amount.")
def capped_needs_no_amount(call: Call, fault: Fault | None) -> Fault | None:
    if fault != Fault("required-field", f"{AT}/spendLimit/spendLimitAmount"):
        return fault
    limit = call.body["data"]["attributes"]["spendLimit"]
    if limit["spendLimitRenewal"] not in RENEWALS:
        return fault
    limit["spendLimitAmount"] = None
    return None


@flaw(FAMILY, "creation_fault", "R142", "Wants an amount for a new campaign without a cap.")
def uncapped_needs_amount(call: Call, fault: Fault | None) -> Fault | None:
    if fault is None:
        limit = call.body["data"]["attributes"]["spendLimit"]
        if "spendLimitAmount" not in limit:
            return Fault("required-field", f"{AT}/spendLimit/spendLimitAmount")
    return fault


@flaw(
    FAMILY, "answer", "O-C6; an unknown id is 404", "Answers 200 for an unknown id.", "getCampaign"
)
def unknown_campaign_is_200(call: Call, answer: Any) -> Any:
    if answer.status != 404:
        return answer
    return Answer(200, {"data": None, **answer.body})


@flaw(FAMILY, "answer", "R147; LC13", "Answers 404 to a search that finds nothing.", SEARCH)
def nothing_found_is_404(call: Call, answer: Any) -> Any:
    if answer.status != 200 or answer.body["data"]:
        return answer
    return Answer(404, {"errors": [problem(NOT_FOUND, {})]})


@flaw(FAMILY, "answer", "R155; LC6", "Answers 202 if an amount waits for the next period.", UPDATE)
def warned_answers_202(call: Call, answer: Any) -> Any:
    waits = answer.status == 200 and "warnings" in answer.body
    return replace(answer, status=202) if waits else answer


def coded(verdict: Verdict, when: bool, code: str) -> Verdict:
    """Returns a verdict with another code if that is called for."""
    return replace(verdict, code=code) if when else verdict


@flaw(FAMILY, "verdict", "R161; R160", "Calls an update without a limit to update not valid.")
def uncapped_gives_bad_limit(call: Call, verdict: Verdict) -> Verdict:
    campaign = verdict.campaign
    when = verdict.code == NO_LIMIT and campaign.limit.type == "uncapped"
    return coded(verdict, when, BAD_LIMIT)


@flaw(FAMILY, "verdict", "R163", "Calls a lifetime limit below what is spent not valid.")
def below_spent_gives_bad_limit(call: Call, verdict: Verdict) -> Verdict:
    return coded(verdict, verdict.code == BELOW_SPENT, BAD_LIMIT)


@flaw(FAMILY, "verdict", "R162", "Calls the feature missing where a limit is locked.")
def locked_gives_no_feature(call: Call, verdict: Verdict) -> Verdict:
    when = verdict.code == NO_LIMIT and not verdict.campaign.may_update
    return coded(verdict, when, NO_FEATURE)


@flaw(FAMILY, "verdict", "R167", "Says there is no limit where the feature is missing.")
def missing_feature_gives_no_limit(call: Call, verdict: Verdict) -> Verdict:
    return coded(verdict, verdict.code == NO_FEATURE, NO_LIMIT)


@flaw(FAMILY, "verdict", "R165", "Calls the limit not valid where a campaign is named twice.")
def repeated_gives_bad_limit(call: Call, verdict: Verdict) -> Verdict:
    return coded(verdict, verdict.code == REPEATED, BAD_LIMIT)


@flaw(FAMILY, "verdict", "R163", "Refuses a lifetime limit of exactly what is spent.")
def spent_exactly_fails(call: Call, verdict: Verdict) -> Verdict:
    limit, campaign = verdict.limit, verdict.campaign
    exact = limit is not None and limit.renewal == "lifetime" and limit.amount == campaign.spent
    return coded(verdict, exact, BELOW_SPENT)


@flaw(
    FAMILY,
    "report",
    "R158; R160; R164",
    "Sends the code of a wrapped bad amount without its prefix.",
)
def short_code_for_wrapped_amount(call: Call, report: Any) -> Any:
    for verdict in call.batch.verdicts:
        wrapped = isinstance(verdict.item.sent.get("spendLimitAmount"), dict)
        for entry in report["errors"]:
            mine = entry["instance"] == f"@data/{verdict.item.index}"
            if mine and wrapped and entry["code"] == BAD_LIMIT:
                entry["code"] = BAD_LIMIT.removeprefix(PREFIX)
    return report


@flaw(FAMILY, "report", "R168; R169", "Sends no warning for monthly limits.")
def no_warning_for_monthly(call: Call, report: Any) -> Any:
    monthly = {
        f"@data/{v.item.index}"
        for v in call.batch.verdicts
        if v.warned and v.limit.renewal == "monthly"
    }
    return {**report, "warnings": [w for w in report["warnings"] if w["instance"] not in monthly]}


@flaw(FAMILY, "facts", "R162", "A lock does not keep anyone from changing the renewal alone.")
def lock_ignores_renewal(call: Call, known: Facts | None) -> Facts | None:
    if known and set(call.verdict.item.sent) == {"spendLimitRenewal"}:
        known.may_update = True
    return known


@flaw(FAMILY, "facts", "R167", "Lifts a cap also where the feature is missing.")
def uncapping_needs_no_feature(call: Call, known: Facts | None) -> Facts | None:
    if known and call.verdict.item.sent.get("spendLimitType") == "uncapped":
        known.has_feature = True
    return known


def let_in(call: Call, operation: str) -> Answer | None:
    """Returns the refusal of a caller who may not use an operation, or None."""
    call.operation = operation
    try:
        call.server.admit(call)
    except Refused as refused:
        return refused.answer(call.state.fresh_trace())
    return None


@flaw(FAMILY, "request", METHODS, "Deletes a campaign that one may update.")
def delete_is_served(call: Call, answer: Any) -> Any:
    path = call.request.path
    if call.request.method != "DELETE" or not path.startswith(f"{CAMPAIGNS}/"):
        return answer
    refusal = let_in(call, UPDATE)
    if refusal is None:
        call.state.campaigns.pop(path.rpartition("/")[2], None)
    return refusal or Answer(204)


@flaw(FAMILY, "request", METHODS, "Takes PUT for PATCH.")
def put_updates_too(call: Call, answer: Any) -> Any:
    if call.request.method != "PUT" or call.request.path != CAMPAIGNS:
        return answer
    return call.server.handle(replace(call.request, method="PATCH"))
