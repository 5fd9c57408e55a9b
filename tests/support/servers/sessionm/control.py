"""What happens behind the scenes: events, departures, tags, stages."""

from collections.abc import Callable
from typing import Any, Final

from tests.support.servers.kernel import Impossible
from tests.support.servers.sessionm.counting import receive
from tests.support.servers.sessionm.model import Campaign, Customer
from tests.support.servers.sessionm.new_campaign import STAGES
from tests.support.servers.sessionm.platform import Platform
from tests.support.servers.sessionm.seed import KEY
from tests.support.servers.sessionm.standing import state_of


def customer_event(p: Platform, body: dict[str, Any]) -> Any:
    """Sends an event of a customer."""
    customer = _customer(p, body)
    event, count = body.get("event_name"), body.get("count", 1)
    if not isinstance(event, str) or not event:
        raise Impossible("event_name is missing")
    if not isinstance(count, int) or not 1 <= count <= 10_000:
        raise Impossible("count must be from 1 to 10000")
    counted = receive(p, customer, event, count, body.get("value"))
    return {
        "campaigns": [
            {
                "campaign_id": campaign.id,
                "state": state_of(p, campaign, customer, p.enrollment(campaign, customer)),
            }
            for campaign in counted
        ]
    }


def opt_out(p: Platform, body: dict[str, Any]) -> Any:
    """Notes that a customer has left a campaign."""
    campaign = _campaign(p, body)
    organization = p.applications[campaign.key].organization
    customer = _customer(p, body, organization)
    if customer.organization != organization:
        raise Impossible("customer and campaign belong to two organizations")
    found = p.enroll(campaign, customer)
    found.opted_in = None if p.bad("opt_out_forgets_choice") else False
    return {"campaign_id": campaign.id, "user_id": customer.id, "opted_in": False}


def tag(p: Platform, body: dict[str, Any]) -> Any:
    """Changes the tags of a customer."""
    customer = _customer(p, body)
    removed = _tags(body.get("remove"))
    kept = [name for name in customer.tags if name not in removed]
    customer.tags = [*kept, *(name for name in _tags(body.get("add")) if name not in kept)]
    return {"user_id": customer.id, "tags": customer.tags}


def campaign_status(p: Platform, body: dict[str, Any]) -> Any:
    """Moves a campaign to another stage."""
    campaign = _campaign(p, body)
    status = body.get("status")
    if status not in STAGES:
        raise Impossible("there is no such stage")
    campaign.status = status
    return {"campaign_id": campaign.id, "status": status}


ACTIONS: Final[dict[str, Callable[[Platform, dict[str, Any]], Any]]] = {
    "customer-event": customer_event,
    "opt-out": opt_out,
    "tag": tag,
    "campaign-status": campaign_status,
}


def _tags(value: Any) -> list[str]:
    names = [value] if isinstance(value, str) else value or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Impossible("tags must be texts")
    return names


def _customer(p: Platform, body: dict[str, Any], organization: str | None = None) -> Customer:
    """Returns the customer that is meant, first of one organization, then of any."""
    wanted = body.get("customer")
    home = organization or p.applications[KEY].organization
    at_home = sorted(p.customers.values(), key=lambda customer: customer.organization != home)
    for customer in at_home:
        if wanted is not None and wanted in (customer.id, customer.external):
            return customer
    raise Impossible("there is no such customer")


def _campaign(p: Platform, body: dict[str, Any]) -> Campaign:
    wanted = str(body.get("campaign"))
    for campaign in p.campaigns.values():
        if wanted in (str(campaign.id), campaign.permalink):
            return campaign
    raise Impossible("there is no such campaign")
