"""By what campaigns and enrollments are found without a look at all of them, and their orders."""

from datetime import UTC, datetime
from typing import Final

from mockserver.stubkit import Record, parse_instant

IN_PREPARATION: Final = frozenset({"draft", "inreview"})

_ALWAYS: Final = datetime.min.replace(tzinfo=UTC)
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def live_in(id_: str, campaign: Record) -> tuple[str, ...]:
    """Finds live campaigns by their application."""
    del id_
    return (campaign["application"],) if campaign["status"] == "live" else ()


def ever_active_in(id_: str, campaign: Record) -> tuple[str, ...]:
    """Finds live campaigns by their application, but for those that end before they begin."""
    is_ever = by_start(id_, campaign) < by_end(id_, campaign)
    return live_in(id_, campaign) if is_ever else ()


def published_in(id_: str, campaign: Record) -> tuple[str, ...]:
    """Finds campaigns by their application, but for those in preparation."""
    del id_
    return (campaign["application"],) if campaign["status"] not in IN_PREPARATION else ()


def opted_in_to(id_: str, enrollment: Record) -> tuple[str, ...]:
    """Finds the enrollments of customers who opted in, by their campaign."""
    del id_
    return (str(enrollment["campaign_id"]),) if enrollment.get("opted_in") is True else ()


def by_id(id_: str, campaign: Record) -> int:
    """Orders campaigns by ascending id."""
    del id_
    return int(campaign["id"])


def by_start(id_: str, campaign: Record) -> datetime:
    """Orders campaigns by their first instant."""
    del id_
    starts_at = campaign["starts_at"]
    return _ALWAYS if starts_at is None else parse_instant(starts_at)


def by_end(id_: str, campaign: Record) -> datetime:
    """Orders campaigns by the first instant at which they are over."""
    del id_
    ends_at = campaign["ends_at"]
    return _NEVER if ends_at is None else parse_instant(ends_at)
