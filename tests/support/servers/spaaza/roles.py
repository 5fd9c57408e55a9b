"""Who plays the roles of openapi.yaml here, and the credentials of the callers."""

from typing import Any, Final

from tests.support.servers.spaaza.seed import ELSEWHERE, OWN, SECRET

TOKEN: Final = "5b0c2f6e-7d1a-4c55-9f3e-0a1b2c3d4e0"


def by_user(user: str, key: str) -> dict[str, dict[str, str]]:
    """Returns the credentials of a user session."""
    return {"UserSessionUserId": {"value": user}, "UserSessionKey": {"value": key}}


def by_admin(admin: str, key: str) -> dict[str, dict[str, str]]:
    """Returns the credentials of an admin session."""
    return {"AdminSessionUserId": {"value": admin}, "AdminSessionKey": {"value": key}}


def by_token(number: int) -> dict[str, dict[str, str]]:
    """Returns the credentials of one of the access tokens."""
    return {"PrivilegedToken": {"token": f"{TOKEN}{number}:{SECRET}"}}


ROLES: Final[dict[str, Any]] = {
    "chain.own": OWN,
    "chain.elsewhere": ELSEWHERE,
    "app.own": "bakery.shops.example",
    "app.without_entity": "stray.shops.example",
    "user.own": "880214",
    "user.own_member_number": "NL/2031",
    "user.own_authentication_point_identifier": "sso|noor",
    "user.other": "880377",
    "user.redeemed": "880451",
    "user.elsewhere": "915",
    "campaign.random_draw": "12",
    "campaign.independent": "13",
    "campaign.basket": "14",
    "campaign.internal": "15",
    "campaign.inactive": "16",
    "campaign.scheduled": "17",
    "campaign.expired": "18",
    "campaign.exhausted": "19",
    "campaign.costly": "20",
    "campaign.no_eligible_reward": "21",
    "campaign.point_cost": "22",
    "campaign.limited": "23",
    "campaign.elsewhere": "61",
    "caller.default": by_token(1),
    "caller.inactive_token": by_token(2),
    "caller.other_chain_token": by_token(3),
    "caller.user": by_user("880214", "k-noor"),
    "caller.other_user": by_user("880377", "k-noor-de-wit"),
    "caller.expired_user": by_user("880214", "k-noor-old"),
    "caller.odd_method": by_user("880214", "k-noor-odd"),
    "caller.admin": by_admin("7", "k-chief"),
    "caller.blind_admin": by_admin("8", "k-trainee"),
}
"""By name of the role."""
