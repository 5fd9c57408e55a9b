"""What happens behind the scenes: spending, permissions, features, portfolios."""

from collections.abc import Callable
from typing import Any, Final

from tests.support.servers.kernel import Clock, Impossible

from .reading import digits, is_id, is_number
from .state import Application, Campaign, State


def _known(body: dict[str, Any], name: str, records: dict[str, Any]) -> Any:
    value = body.get(name)
    found = records.get(digits(value)) if is_id(value) else None
    if found is None:
        raise Impossible(f"{name} names nothing that is known")
    return found


def _flag(body: dict[str, Any], name: str) -> bool:
    if not isinstance(body.get(name), bool):
        raise Impossible(f"{name} must be true or false")
    return body[name]


def spend(state: State, clock: Clock, body: dict[str, Any]) -> dict[str, Any]:
    """Sets what is spent in all and in the current period."""
    campaign: Campaign = _known(body, "campaign", state.campaigns)
    for name in ("lifetime", "period"):
        if name in body and not (is_number(body[name]) and body[name] >= 0):
            raise Impossible(f"{name} must be 0 or more")
    campaign.spent = body.get("lifetime", campaign.spent)
    if "period" in body:
        campaign.spent_in_period = body["period"]
        campaign.recorded_at = clock.now
    told = campaign.recorded_at
    return {
        "campaign": campaign.id,
        "lifetime": campaign.spent,
        "period": campaign.spent_in_period,
        "recorded_at": told and told.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def permission(state: State, _: Clock, body: dict[str, Any]) -> dict[str, Any]:
    """Locks or unlocks the spend limit of a campaign."""
    campaign: Campaign = _known(body, "campaign", state.campaigns)
    campaign.may_update = _flag(body, "may_update")
    return {"campaign": campaign.id, "may_update": campaign.may_update}


def feature(state: State, _: Clock, body: dict[str, Any]) -> dict[str, Any]:
    """Gives the feature of updating spend limits to an advertiser, or takes it."""
    given = _flag(body, "may_update_spend_limits")
    _known(body, "advertiser", dict.fromkeys(state.features, 1))
    advertiser = digits(body["advertiser"])
    state.features[advertiser] = given
    return {"advertiser": advertiser, "may_update_spend_limits": given}


def portfolio(state: State, _: Clock, body: dict[str, Any]) -> dict[str, Any]:
    """Puts an advertiser into the portfolio of an application, or takes it out."""
    application: Application = _known(body, "application", state.applications)
    _known(body, "advertiser", dict.fromkeys(state.features, 1))
    advertiser, member = digits(body["advertiser"]), _flag(body, "member")
    (application.portfolio.add if member else application.portfolio.discard)(advertiser)
    return {"application": application.id, "advertiser": advertiser, "member": member}


def limit_in_force(state: State, clock: Clock, body: dict[str, Any]) -> dict[str, Any]:
    """Shows the amount that holds now beside the one that reads show."""
    campaign: Campaign = _known(body, "campaign", state.campaigns)
    amount = campaign.in_force(clock.now).amount
    return {"campaign": campaign.id, "visible": amount, "in_force": amount}


ACTIONS: Final[dict[str, Callable[[State, Clock, dict[str, Any]], dict[str, Any]]]] = {
    "spend": spend,
    "permission": permission,
    "feature": feature,
    "portfolio": portfolio,
    "limit_in_force": limit_in_force,
}
