"""The starting state, and who plays which role in it."""

from datetime import timedelta
from typing import Any, Final

from tests.support.servers.kernel import START

from .state import MANAGE, READ, UNCAPPED, Application, Campaign, Limit, State, Token

BOTH: Final = frozenset({READ, MANAGE})
AGENCY: Final = "birch-agency"
RIVAL: Final = "rival-agency"
AGENCY_SECRET: Final = "birch-0e5c1f"
OWN, OTHER_OWN, WITHOUT_FEATURE, FOREIGN = "4711", "4802", "4950", "5600"

DAILY: Final = Limit("capped", "daily", 64)
CAMPAIGNS: Final[tuple[tuple[str, str, str, str, Limit], ...]] = (
    ("7300018", "My Campaign", OWN, "Retention", Limit("capped", "daily", 123.45)),
    ("7300021", "Harbour Weekdays", OWN, "Acquisition", Limit("capped", "daily", 210.75)),
    ("7300034", "Orchard Return", OTHER_OWN, "Retention", Limit("capped", "monthly", 4200)),
    ("7300047", "Lantern Launch", OWN, "Acquisition", Limit("capped", "lifetime", 8000)),
    ("7300050", "Evergreen", OTHER_OWN, "Retention", UNCAPPED),
    ("7300063", "Market Day", OWN, "Retention", Limit("capped", "daily", 150)),
    ("7300076", "Held by Finance", OWN, "Acquisition", Limit("capped", "daily", 92.5)),
    ("7300089", "Northern Tour", FOREIGN, "Acquisition", DAILY),
    ("7300092", "Quiet Brand", WITHOUT_FEATURE, "Retention", Limit("capped", "monthly", 1100)),
    ("7300105", "Attic 2016", OTHER_OWN, "Unspecified", Limit("capped", "monthly", 333.3)),
    ("7300118", "Second Harbour", OWN, "Retention", Limit("capped", "daily", 55.5)),
    ("7300121", "Month of Tea", OTHER_OWN, "Acquisition", Limit("capped", "monthly", 2600)),
    ("7300134", "Spent Out", OWN, "Retention", Limit("capped", "lifetime", 750)),
    ("7300147", "Open Doors", OWN, "Acquisition", UNCAPPED),
    ("7300150", "Southern Tour", FOREIGN, "Retention", UNCAPPED),
    ("7300163", "Café Übersee", OTHER_OWN, "Retention", Limit("capped", "daily", 71)),
)
SPENT: Final = {
    "7300034": (9100.2, 1500),
    "7300047": (3100.25, 25),
    "7300063": (5200, 133.5),
    "7300121": (6400, 2450),
    "7300134": (750, 0),
}
"""Campaign -> spent in all, and in every period."""
LOCKED: Final = ("7300076",)

TOKENS: Final = {
    "birch-all": Token(AGENCY, BOTH),
    "birch-look": Token(AGENCY, frozenset({READ})),
    "birch-write": Token(AGENCY, frozenset({MANAGE})),
    "birch-late": Token(AGENCY, BOTH, START - timedelta(days=3650)),
    "rival-all": Token(RIVAL, BOTH),
}

ROLES: Final[dict[str, Any]] = {
    "campaign.documented": "7300018",
    "campaign.capped": "7300021",
    "campaign.capped_monthly": "7300034",
    "campaign.lifetime_spent": "7300047",
    "campaign.uncapped": "7300050",
    "campaign.period_spent": "7300063",
    "campaign.limit_locked": "7300076",
    "campaign.outside_portfolio": "7300089",
    "campaign.feature_missing": "7300092",
    "campaign.old": "7300105",
    "campaign.unknown": "7399999",
    "advertiser.own": OWN,
    "advertiser.other_own": OTHER_OWN,
    "advertiser.outside_portfolio": FOREIGN,
    "caller.default": {"oauth2": {"token": "birch-all"}},
    "caller.other_application": {"oauth2": {"token": "rival-all"}},
    "caller.read_only": {"oauth2": {"token": "birch-look"}},
    "caller.expired": {"oauth2": {"token": "birch-late"}},
    "caller.client": {"oauth2": {"client_id": AGENCY, "client_secret": AGENCY_SECRET}},
}


def starting_state() -> State:
    """Returns the state after a reset, made afresh."""
    campaigns = {}
    for number, name, advertiser, goal, limit in CAMPAIGNS:
        spent, in_period = SPENT.get(number, (0, 0))
        campaigns[number] = Campaign(
            number, name, advertiser, goal, limit, spent, in_period, may_update=number not in LOCKED
        )
    return State(
        applications={
            AGENCY: Application(AGENCY, AGENCY_SECRET, BOTH, {OWN, OTHER_OWN, WITHOUT_FEATURE}),
            RIVAL: Application(RIVAL, "rival-77ab42", BOTH, {FOREIGN}),
        },
        tokens=dict(TOKENS),
        features={OWN: True, OTHER_OWN: True, WITHOUT_FEATURE: False, FOREIGN: True},
        campaigns=campaigns,
    )
