"""What a campaign has spent, and the periods in which that counts."""

from datetime import datetime, timedelta

from mockserver.stubkit import Record, World, format_instant, parse_instant


def lifetime_spend(spend: Record | None) -> float:
    """Returns what a campaign has spent since it began, by its record of that."""
    return float(spend["lifetime"]) if spend is not None else 0.0


def period_spend(spend: Record | None, renewal: str, now: datetime) -> float:
    """Returns what a campaign has spent in the current day or month, in UTC.

    Assumed: days and months begin at midnight UTC.
    """
    if spend is None:
        return 0.0
    recorded_at = spend.get("recorded_at")
    if recorded_at is not None and now >= next_period(parse_instant(recorded_at), renewal):
        return 0.0
    return float(spend["period"])


def next_period(instant: datetime, renewal: str) -> datetime:
    """Returns the start of the day or month after the one of an instant.

    >>> from datetime import UTC
    >>> next_period(datetime(2026, 1, 31, 23, tzinfo=UTC), "monthly").isoformat()
    '2026-02-01T00:00:00+00:00'
    """
    day = instant.replace(hour=0, minute=0, second=0, microsecond=0)
    if renewal == "daily":
        return day + timedelta(days=1)
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


async def hold_limit_until_next_period(world: World, campaign: Record, renewal: str) -> None:
    """Keeps the present amount in force until the next period; call it before the change."""
    in_force = await amount_in_force(world, campaign)
    until = format_instant(next_period(world.now, renewal))
    world.put("pending_limit", campaign["id"], {"in_force": in_force, "until": until})


async def amount_in_force(world: World, campaign: Record) -> float | None:
    """Returns the amount that limits spending now, which a warned update changes later."""
    pending = await world.get("pending_limit", campaign["id"])
    if pending is not None and world.now < parse_instant(pending["until"]):
        held: float = pending["in_force"]
        return held
    visible: float | None = campaign["attributes"]["spendLimit"]["spendLimitAmount"]
    return visible
