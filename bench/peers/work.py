"""The common work: which requests are sent, and what a good answer to each of them is."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from specs.values import Json

SPEC: Final = Path(__file__).with_name("campaigns.yaml")
CAMPAIGNS: Final = "/marketing-solutions/campaigns"


@dataclass(frozen=True, slots=True)
class Request:
    """A request that is sent again and again."""

    name: str
    method: str
    path: str
    body: Json = None

    @property
    def written_body(self) -> str | None:
        """The body as it is sent."""
        return None if self.body is None else json.dumps(self.body, separators=(",", ":"))


def _limit(campaign: str, renewal: str, amount: Json) -> Json:
    limit = {"spendLimitType": "capped", "spendLimitRenewal": renewal, "spendLimitAmount": amount}
    return {"type": "Campaign", "id": campaign, "attributes": {"spendLimit": limit}}


def daily_limit(campaign: str, amount: Json) -> Json:
    """Returns the body of a batch update of one campaign, good or not."""
    return {"data": [_limit(campaign, "daily", amount)]}


def search_for(advertiser: str) -> Json:
    """Returns the body of a search for the campaigns of an advertiser."""
    return {"filters": {"advertiserIds": [advertiser]}}


def new_campaign(name: str, **changed: Json) -> Json:
    """Returns the body that makes a campaign.

    Args:
        name: Its name.
        changed: Other attributes than the usual ones; None leaves one out.
    """
    limit = {
        "spendLimitType": "capped",
        "spendLimitRenewal": "daily",
        "spendLimitAmount": 50.5,
    }
    usual = {"name": name, "advertiserId": OTHER, "goal": "Retention", "spendLimit": limit}
    attributes = {key: value for key, value in (usual | changed).items() if value is not None}
    return {"data": {"type": "Campaign", "attributes": attributes}}


OWNER: Final = "12345"
"""The advertiser whose one campaign a search finds."""
OTHER: Final = "12346"
"""The advertiser who has seven, and for whom new ones are made."""
UPDATED: Final = ("99999", "88888")
"""The campaigns that the batch update changes; the first one is read and found."""

GET: Final = Request("get", "GET", f"{CAMPAIGNS}/{UPDATED[0]}")
PATCH: Final = Request(
    "patch",
    "PATCH",
    CAMPAIGNS,
    {"data": [_limit(UPDATED[0], "daily", 123.5), _limit(UPDATED[1], "monthly", 9000)]},
)
SEARCH: Final = Request("search", "POST", f"{CAMPAIGNS}/search", search_for(OWNER))
SEVEN: Final = Request("search_seven", "POST", f"{CAMPAIGNS}/search", search_for(OTHER))

COMMON: Final = (GET, PATCH, SEARCH)
"""What every server is asked."""


EXPECTED: Final = {
    GET.name: 1,
    PATCH.name: 2,
    SEARCH.name: 1,
    SEVEN.name: 7,
}
"""How many campaigns a good answer is about."""


def campaigns_in(request: Request, answer: Json) -> int:
    """Returns how many campaigns an answer is about; 0 if it is none that can be read.

    Args:
        request: What was asked.
        answer: The body of the answer.
    """
    data = answer.get("data") if isinstance(answer, dict) else None
    items = data if isinstance(data, list) else [data]
    wanted = {"type", "id"} if request is PATCH else {"type", "id", "attributes"}
    good = all(isinstance(item, dict) and wanted <= item.keys() for item in items)
    return len(items) if good else 0
