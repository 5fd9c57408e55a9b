"""Requests and control actions in few words, for the stories that tell the flaws apart."""

from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlencode

from .backend import CAMPAIGNS, SEARCH, TOKENS
from .seed import AGENCY, AGENCY_SECRET, OWN, ROLES

JSON: Final = {"content-type": "application/json"}


@dataclass(frozen=True, slots=True)
class Step:
    """One request; the token goes into the header unless the headers bring their own."""

    method: str
    path: str
    json: Any = None
    content: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    token: str | None = ROLES["caller.default"]["oauth2"]["token"]

    def by(self, token: str | None) -> "Step":
        """Returns the step with another token, or with none."""
        return replace(self, token=token)


Story = tuple[Step, ...]


def change(
    campaign: str, amount: Any = ..., renewal: Any = ..., kind: Any = ..., **attributes: Any
) -> dict[str, Any]:
    """Returns an item of an update; what is left out is not sent."""
    members = {"spendLimitType": kind, "spendLimitRenewal": renewal, "spendLimitAmount": amount}
    limit = {name: value for name, value in members.items() if value is not ...}
    parts = {**attributes, **({"spendLimit": limit} if limit else {})}
    return {"type": "Campaign", "id": campaign, "attributes": parts}


def update(*items: Any) -> Step:
    """Updates campaigns."""
    return Step("PATCH", CAMPAIGNS, {"data": list(items)})


def read(campaign: str) -> Step:
    """Reads one campaign."""
    return Step("GET", f"{CAMPAIGNS}/{campaign}")


def search(advertisers: Any = None, campaigns: Any = None) -> Step:
    """Searches; filters that are None are left out."""
    given = {"advertiserIds": advertisers, "campaignIds": campaigns}
    return Step("POST", SEARCH, {"filters": {k: v for k, v in given.items() if v is not None}})


def create(limit: Any = ..., without: str = "", **attributes: Any) -> Step:
    """Creates a campaign, capped daily unless told otherwise."""
    daily = {
        "spendLimitType": "capped",
        "spendLimitRenewal": "daily",
        "spendLimitAmount": 40.25,
    }
    parts = {
        "name": "New One",
        "advertiserId": OWN,
        "goal": "Retention",
        "spendLimit": daily if limit is ... else limit,
        **attributes,
    }
    parts.pop(without, None)
    return Step("POST", CAMPAIGNS, {"data": {"type": "Campaign", "attributes": parts}})


def raw(method: str, path: str, body: bytes) -> Step:
    """Sends bytes that are declared as JSON."""
    return Step(method, path, content=body, headers=JSON)


def token(**form: str) -> Step:
    """Asks for an access token; right credentials unless told otherwise."""
    right = {
        "grant_type": "client_credentials",
        "client_id": AGENCY,
        "client_secret": AGENCY_SECRET,
    }
    kind = {"content-type": "application/x-www-form-urlencoded"}
    body = urlencode({**right, **form}).encode()
    return Step("POST", TOKENS, content=body, headers=kind, token=None)


def control(action: str, **body: Any) -> Step:
    """Makes something happen behind the scenes."""
    return Step("POST", f"/_mock/control/criteo/{action}", body, token=None)


def clock(span: str) -> Step:
    """Moves the time."""
    return Step("POST", "/_mock/clock", {"advance": span}, token=None)
