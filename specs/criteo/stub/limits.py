"""Spend limits as values: what a partial one changes, and whether the result is allowed.

Source: Criteo Marketing Solutions, Campaign; Campaign Attributes; read 2026-11-21.
"""

from typing import Final

from mockserver.stubkit import Json, Record

TYPES: Final = ("capped", "uncapped")
PERIODS: Final = ("daily", "monthly", "lifetime")
"""Renewals that a capped limit may have."""

UNDEFINED: Final = "undefined"
"""The renewal of an uncapped limit."""

RENEWALS: Final = (*PERIODS, UNDEFINED)


def plain_amount(sent: Json) -> Json:
    """Returns an amount without its wrapping.

    >>> plain_amount({"value": 12.5}), plain_amount(12.5), plain_amount(None)
    (12.5, 12.5, None)
    """
    return sent["value"] if isinstance(sent, dict) and "value" in sent else sent


def spend_limit(kind: str, renewal: Json, amount: Json) -> Record:
    """Returns a spend limit as it is stored and sent; only a capped one has a size."""
    capped = kind == "capped"
    return {
        "spendLimitRenewal": renewal if capped else UNDEFINED,
        "spendLimitType": kind,
        "spendLimitAmount": amount if capped else None,
    }


def merge(stored: Record, change: Record) -> Record | None:
    """Returns the limit that a partial one makes of a stored one, or None if it is not allowed.

    Assumed: the words of type and renewal are checked even where they do not matter, and an
    amount of 0 is as wrong as a negative one.

    >>> merge(spend_limit("capped", "daily", 5), {"spendLimitAmount": 7})
    {'spendLimitRenewal': 'daily', 'spendLimitType': 'capped', 'spendLimitAmount': 7}
    >>> merge(spend_limit("capped", "daily", 5), {"spendLimitAmount": -7}) is None
    True
    """
    merged = {**stored, **change}
    kind, renewal = merged["spendLimitType"], merged["spendLimitRenewal"]
    amount = plain_amount(merged["spendLimitAmount"])
    if kind not in TYPES or renewal not in RENEWALS:
        return None
    if amount is not None and not is_number(amount):
        return None
    if kind == "capped" and not (renewal in PERIODS and is_spendable(amount)):
        return None
    return spend_limit(kind, renewal, amount)


def is_number(value: Json) -> bool:
    """Whether a JSON value is a number; true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_spendable(amount: Json) -> bool:
    """Whether a capped limit may have this amount."""
    return is_number(amount) and amount > 0
