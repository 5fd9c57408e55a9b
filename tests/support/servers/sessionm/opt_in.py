"""Opting customers in, and everything that stands against it."""

from datetime import datetime, timedelta
from typing import Final

from tests.support.servers.kernel import Answer
from tests.support.servers.sessionm.answers import error, ok
from tests.support.servers.sessionm.model import Campaign, Customer
from tests.support.servers.sessionm.platform import Platform
from tests.support.servers.sessionm.standing import is_eligible
from tests.support.servers.sessionm.views_v1 import customer_list

NO_STORE: Final = (("cache-control", "private, no-store"),)


def opt_in(
    p: Platform, key: str, campaign: Campaign, customer: Customer, *, outside: bool
) -> Answer:
    """Notes that a customer takes part, and answers with all campaigns of the customer.

    Args:
        p: The platform.
        key: Key of the application.
        campaign: The campaign to take part in.
        customer: Who takes part.
        outside: Whether the customer is named by the external id.
    """
    code = _obstacle(p, campaign, customer, outside=outside)
    if code is not None:
        _remember_refusal(p, campaign, customer, code)
        return error(_worded(p, code), headers=NO_STORE)
    before = customer_list(p, key, customer, outside=outside)
    found = p.enroll(campaign, customer)
    found.opted_in = True
    answer = ok(customer_list(p, key, customer, outside=outside), NO_STORE)
    if outside and p.bad("opt_in_by_external_id_not_saved"):
        found.opted_in = None
    return ok(before, NO_STORE) if p.bad("opt_in_answers_old_state") else answer


def _obstacle(p: Platform, campaign: Campaign, customer: Customer, *, outside: bool) -> str | None:
    found = p.enrollment(campaign, customer)
    allowed = campaign.opt_in or p.bad("opt_in_where_none_is_asked_for")
    if not allowed or found.opted_in or not _is_running(p, campaign):
        return "opt_in_error"
    if not _has_opened(p, campaign.opens):
        return "opt_in_not_started"
    if _has_closed(p, campaign.closes):
        return "opt_in_ended"
    if not is_eligible(p, campaign, customer) and not p.bad("opt_in_of_ineligible_accepted"):
        return "user_ineligible_for_campaign"
    if campaign.limit is None or (outside and p.bad("limit_not_checked_by_external_id")):
        return None
    joined = sum(
        enrollment.opted_in is True
        for (number, _), enrollment in p.enrollments.items()
        if number == campaign.id
    )
    room = campaign.limit + p.bad("limit_off_by_one")
    return "opt_in_limit_reached" if joined >= room else None


def _is_running(p: Platform, campaign: Campaign) -> bool:
    stages = ["live"]
    if p.bad("opt_in_into_paused_campaign"):
        stages.append("paused")
    if p.bad("opt_in_into_draft"):
        stages.append("draft")
    return campaign.status in stages and campaign.starts <= p.clock.now < campaign.ends


def _has_opened(p: Platform, opens: datetime | None) -> bool:
    early = timedelta(hours=12) if p.bad("opt_in_opens_half_a_day_early") else timedelta()
    return opens is None or opens - early <= p.clock.now


def _has_closed(p: Platform, closes: datetime | None) -> bool:
    if closes is None:
        return False
    if p.bad("opt_in_open_until_midnight"):
        return closes.date() < p.clock.now.date()
    return closes <= p.clock.now


def _remember_refusal(p: Platform, campaign: Campaign, customer: Customer, code: str) -> None:
    if code == "opt_in_ended" and p.bad("opt_in_saved_though_ended"):
        p.enroll(campaign, customer).opted_in = True
    if code == "opt_in_not_started" and p.bad("early_opt_in_noted_as_opt_out"):
        p.enroll(campaign, customer).opted_in = False


def _worded(p: Platform, code: str) -> str:
    swapped = {"opt_in_ended": "opt_in_not_started", "opt_in_not_started": "opt_in_ended"}
    if p.bad("opt_in_window_codes_swapped"):
        return swapped.get(code, code)
    if code == "opt_in_limit_reached" and p.bad("limit_reached_is_opt_in_error"):
        return "opt_in_error"
    if code == "user_ineligible_for_campaign" and p.bad("ineligible_is_opt_in_error"):
        return "opt_in_error"
    return code
