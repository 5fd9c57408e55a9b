"""Who and what plays each role here."""

from typing import Any, Final

from tests.support.servers.sessionm import seed

ROLES: Final[dict[str, Any]] = {
    "app.key": seed.KEY,
    "app.secret": seed.SECRET,
    "app.auth_token": seed.AUTH_TOKEN,
    "app.other_key": seed.OTHER_KEY,
    "app.auth_token_lost": seed.LOST_TOKEN,
    "app.empty_key": seed.EMPTY[0],
    "app.orphan_key": seed.ORPHAN[0],
    "customer.eligible": seed.ANNA,
    "customer.external": seed.ANNA_OUTSIDE,
    "customer.ineligible": seed.BERT,
    "customer.other": seed.EMMA,
    "customer.foreign_external": seed.FAR_FINN_OUTSIDE,
    "campaign.live": seed.LIVE,
    "campaign.by_permalink": seed.PERMALINK,
    "campaign.targeted": seed.TARGETED,
    "campaign.optin_open": seed.LIVE,
    "campaign.optin_not_started": seed.NOT_STARTED,
    "campaign.optin_ended": seed.CLOSED,
    "campaign.optin_full": seed.FULL,
    "campaign.optin_last_place": seed.LAST_SEAT,
    "campaign.several_behaviors": seed.MANY,
    "campaign.no_optin": seed.FREE,
    "campaign.ended": seed.ENDED,
    "campaign.draft": seed.DRAFT,
    "caller.default": {
        "basic": {"username": seed.KEY, "password": seed.SECRET},
        "auth_token": {"value": seed.AUTH_TOKEN},
    },
    "caller.other_application": {
        "basic": {"username": seed.OTHER_KEY, "password": seed.OTHER_SECRET},
        "auth_token": {"value": seed.OTHER_TOKEN},
    },
    "caller.empty_application": {
        "basic": {"username": seed.EMPTY[0], "password": seed.EMPTY[1]},
        "auth_token": {"value": seed.EMPTY_TOKEN},
    },
    "caller.orphan_application": {
        "basic": {"username": seed.ORPHAN[0], "password": seed.ORPHAN[1]},
    },
}
"""Role of the document, or caller -> the value that plays it."""
