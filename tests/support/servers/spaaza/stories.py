"""One short story a flaw: requests whose answers show it."""

from dataclasses import dataclass, field
from typing import Any, Final

from tests.support.servers.spaaza.callers import APP, KEY, USER_ID
from tests.support.servers.spaaza.roles import ROLES

OWN_MEMBER: Final = "user.own_member_number"
OWN_POINT: Final = "user.own_authentication_point_identifier"


@dataclass(frozen=True, slots=True)
class Step:
    """One request; names of roles stand for who plays them."""

    path: str = "/interact-campaign"
    method: str = "GET"
    query: tuple[tuple[str, str], ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] | None = None


def played(value: Any) -> Any:
    """Returns what plays a role, and anything else as it is."""
    return ROLES.get(value, value) if isinstance(value, str) else value


def credentials(caller: str) -> dict[str, str]:
    """Returns the headers of a caller."""
    schemes = ROLES[caller]
    if "PrivilegedToken" in schemes:
        return {"authorization": f"Bearer {schemes['PrivilegedToken']['token']}"}
    names = ("UserSessionUserId", "UserSessionKey")
    if names[0] not in schemes:
        names = ("AdminSessionUserId", "AdminSessionKey")
    return {USER_ID: schemes[names[0]]["value"], KEY: schemes[names[1]]["value"]}


def call(
    campaign: str | None,
    query: dict[str, str],
    headers: dict[str, str],
    method: str = "GET",
) -> Step:
    """Returns a call of the operation."""
    named = {"campaign_id": campaign} if campaign is not None else {}
    pairs = tuple((name, played(value)) for name, value in (named | query).items())
    return Step(method=method, query=pairs, headers=headers)


def token(
    campaign: str | None, caller: str = "caller.default", method: str = "GET", **query: str
) -> Step:
    """Returns a call by access token, for user.own unless another identifier is named."""
    if not query.keys() & {"user_id", "member_number", "authentication_point_identifier"}:
        query["user_id"] = "user.own"
    return call(campaign, query, credentials(caller), method)


def user(
    campaign: str | None, caller: str = "caller.user", app: str = "app.own", **query: str
) -> Step:
    """Returns a call by a user session; without an app if that is empty."""
    headers = credentials(caller) | ({APP: played(app)} if app else {})
    return call(campaign, query, headers)


def admin(campaign: str | None, caller: str = "caller.admin", **query: str) -> Step:
    """Returns a call by an admin session for user.own and chain.own, unless others are named."""
    if not query.keys() & {"user_id", "member_number", "authentication_point_identifier"}:
        query["user_id"] = "user.own"
    return call(campaign, {"chain_id": "chain.own"} | query, credentials(caller))


def bare(campaign: str | None, headers: dict[str, str], **query: str) -> Step:
    """Returns a call with these headers only."""
    return call(campaign, query, headers)


def again(step: Step, times: int) -> tuple[Step, ...]:
    """Returns the same step several times."""
    return (step,) * times


def control(action: str, **body: Any) -> Step:
    """Returns a control action."""
    named = {name: played(value) for name, value in body.items()}
    return Step(path=f"/_mock/control/spaaza/{action}", method="POST", body=named)


def ledger(who: str | None = "user.own", campaign: str | None = None) -> Step:
    """Returns the look at a user, and at a campaign if one is named."""
    return control("ledger", user=who, campaign=campaign)


DRAW: Final = "campaign.random_draw"
EACH: Final = "campaign.independent"
COSTLY: Final = "campaign.costly"
COST: Final = "campaign.point_cost"
LIMITED: Final = "campaign.limited"
STATE: Final[dict[str, tuple[Step, ...]]] = {
    "last_method_never_drawn": (*again(token(DRAW), 20), ledger()),
    "ineligible_drawn_on_repeat": (*again(token(DRAW), 20), ledger()),
    "third_draw_gives_two": (*again(token(DRAW), 3), ledger()),
    "some_draws_give_nothing": (*again(token(DRAW), 3), ledger()),
    "used_up_method_stops_all": (
        control("stock", campaign=EACH, reward_method="bread", stock=0),
        token(EACH),
        ledger(),
    ),
    "third_independent_skipped": (token(EACH), ledger()),
    "repeat_gives_first_only": (*again(token(EACH), 2), ledger()),
    "repeat_ignores_eligibility": (*again(token(EACH), 2), ledger()),
    "redeemed_gets_another": (token(DRAW, user_id="user.redeemed"), ledger("user.redeemed")),
    "warned_once": again(token(DRAW, user_id="user.redeemed"), 2),
    "redemption_seen_for_user_id_only": (
        token(EACH),
        control("redeem", user="user.own", campaign=EACH),
        token(EACH, member_number=OWN_MEMBER),
    ),
    "redemption_counts_everywhere": (token(EACH, user_id="user.redeemed"),),
    "exact_balance_refused": (control("points", user="user.own", points=40), token(COST)),
    "one_point_short_passes": (
        control("points", user="user.own", points=39),
        token(COST),
        ledger(),
    ),
    "insufficient_points_empties_balance": (token(COSTLY), ledger()),
    "refusal_takes_stock": (
        control("stock", campaign=COSTLY, stock=5),
        token(COSTLY),
        ledger(None, COSTLY),
    ),
    "stale_balance": (
        token(COST),
        control("points", user="user.own", points=10),
        token(COST),
    ),
    "one_more_than_stock": (*again(token(LIMITED), 4), ledger("user.own", LIMITED)),
    "stock_kept_in_sessions": (user(LIMITED), ledger(None, LIMITED)),
    "refused_post_interacts": (token(DRAW, method="POST"), ledger()),
    "identifier_matched_by_prefix": (
        token(DRAW, authentication_point_identifier=OWN_POINT),
        ledger(),
    ),
    "session_acts_for_last_named": (token(DRAW, user_id="user.other"), user(DRAW), ledger()),
}
"""By id of the flaw."""
