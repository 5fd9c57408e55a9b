"""How one event advances one behavior: what counts, what is capped, when a round is completed.

A counter is a record {achieved, current_count, last_event_at?, completions?, values?}. Its terms
are the behavior that it counts for, or one goal of it. Source: SessionM Campaigns API, Behaviors
Object and Progress Object, read 2026-11-21. Assumed where the document is silent: `period` bounds
repetitions, not single events; days are UTC days; several events a day count once where events
must be on consecutive days, and a day left out starts the count again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mockserver.stubkit import Record, format_instant, parse_instant


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a customer did."""

    name: str
    value: str
    """What it was done with; a unique behavior counts each value once."""
    at: datetime


def blank_counter() -> Record:
    """Returns the counter of a behavior that nothing was done for."""
    return {"achieved": 0, "current_count": 0}


def advance(terms: Record, counter: Record, event: Event) -> Record:
    """Returns a counter after one event of its name; the same counter if the event is not counted.

    Args:
        terms: The behavior or goal, of type `count` or `unique`.
        counter: Its counter so far.
        event: The event.
    """
    if not may_count(terms, counter, event):
        return counter
    counter = started_again(counter) if is_broken(terms, counter, event) else dict(counter)
    if terms["type"] == "unique":
        if event.value in counter.get("values", []):
            return counter
        counter["values"] = [*counter.get("values", []), event.value]
    counter["current_count"] += 1
    counter["last_event_at"] = format_instant(event.at)
    return completed(terms, counter, event) if is_full(terms, counter) else counter


def may_count(terms: Record, counter: Record, event: Event) -> bool:
    """Tells whether caps and pacing let an event count."""
    return not is_capped(terms, counter, event.at) and not _is_too_early(terms, counter, event.at)


def is_capped(terms: Record, counter: Record, now: datetime) -> bool:
    """Tells whether a behavior has been achieved as often as it may be, ever or in this period."""
    most: int | None = terms["max_times_repeatable"]
    if most is not None and counter["achieved"] >= most:
        return True
    most_in_period: int | None = terms["max_times_repeatable_per_period"]
    return most_in_period is not None and len(_recent(terms, counter, now)) >= most_in_period


def is_broken(terms: Record, counter: Record, event: Event) -> bool:
    """Tells whether a day was left out of a count that needs consecutive days."""
    last = _last(counter)
    if last is None or not terms["consecutive"]:
        return False
    return (event.at.date() - last.date()).days > 1


def started_again(counter: Record) -> Record:
    """Returns a counter whose running round is forgotten; what was achieved stays."""
    return {**{key: counter[key] for key in counter if key != "values"}, "current_count": 0}


def is_full(terms: Record, counter: Record) -> bool:
    """Tells whether enough events are counted to complete a round."""
    return bool(counter["current_count"] >= terms["total_count"])


def completed(terms: Record, counter: Record, event: Event) -> Record:
    """Returns a counter after a completed round: achieved once more, counting from nothing."""
    return {
        "achieved": counter["achieved"] + 1,
        "current_count": 0,
        "last_event_at": format_instant(event.at),
        "completions": [*_recent(terms, counter, event.at), format_instant(event.at)],
    }


def _is_too_early(terms: Record, counter: Record, now: datetime) -> bool:
    last = _last(counter)
    if last is None:
        return False
    pause = terms["min_time_between_events"]
    if pause is not None and now - last < timedelta(seconds=pause):
        return True
    return bool(terms["consecutive"]) and now.date() <= last.date()


def _last(counter: Record) -> datetime | None:
    last = counter.get("last_event_at")
    return parse_instant(last) if last is not None else None


def _recent(terms: Record, counter: Record, now: datetime) -> list[str]:
    """Returns the completions that still fall into the running period."""
    span = timedelta(seconds=terms["period"])
    return [at for at in counter.get("completions", []) if now - parse_instant(at) < span]
