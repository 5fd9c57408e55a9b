"""What a campaign to be made may look like: members, types, and what must agree."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from tests.support.servers.sessionm.instants import is_instant, read

REQUIRED: Final = ("name", "status", "starts_at", "ends_at")
STAGES: Final = ("live", "paused", "draft", "inreview", "completed")
KINDS: Final = ("promotion", "messaging")
NAMES: Final = ("external_id", "permalink", "campaign_permalink")
DEEPEST: Final = 60
MOST: Final = 9007199254740991


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_slug(value: Any) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= 255 and value not in (".", "..")


def _is_zoned(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        read(value)
    except ValueError:
        return False
    return True


def _is_bound(value: Any) -> bool:
    return value is None or _is_zoned(value)


def _is_any_instant(value: Any) -> bool:
    return isinstance(value, str) and is_instant(value)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return value == int(value) and 1 <= value <= MOST


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool)


def _is_version(value: Any) -> bool:
    whole = isinstance(value, float) and value == int(value)
    return whole or (isinstance(value, int | str) and not isinstance(value, bool))


KNOWN: Final[dict[str, Callable[[Any], bool]]] = {
    "name": _is_name,
    "status": lambda value: value in STAGES,
    "starts_at": _is_zoned,
    "ends_at": _is_zoned,
    "external_id": _is_slug,
    "campaign_type": lambda value: value in KINDS,
    "template": lambda value: value in KINDS,
    "metadata": _is_object,
    "campaign_id": _is_number,
    "campaign_permalink": _is_slug,
    "start_date": _is_any_instant,
    "end_date": _is_any_instant,
    "permalink": _is_slug,
    "optin_required": _is_truth,
    "opt_in_starts_at": _is_bound,
    "opt_in_ends_at": _is_bound,
    "reporting_ends_at": _is_zoned,
    "targeting": _is_object,
    "qualify_tag": _is_text,
    "disqualify_tag": _is_text,
    "qualified": _is_truth,
    "group_id": _is_number,
    "creative_id": _is_number,
    "version": _is_version,
}
"""Every attribute that a campaign may be sent with, and what its value must be."""


def fault(wanted: dict[str, Any]) -> str | None:
    """Returns the first attribute whose value does not do, or None."""
    for name, value in wanted.items():
        if not KNOWN[name](value):
            return name
    if not _is_plain(wanted, DEEPEST):
        return "metadata"
    if _instant(wanted, "ends_at") <= _instant(wanted, "starts_at"):
        return "ends_at"
    opens, closes = wanted.get("opt_in_starts_at"), wanted.get("opt_in_ends_at")
    if opens is not None and closes is not None and read(closes) <= read(opens):
        return "opt_in_ends_at"
    if wanted.get("template", (kind := kind_of(wanted))) != kind:
        return "template"
    if len({wanted[name] for name in NAMES if name in wanted}) > 1:
        return "permalink"
    return None


def kind_of(wanted: dict[str, Any]) -> str:
    """Returns the kind of the campaign; the template tells where nothing else does."""
    return str(wanted.get("campaign_type", wanted.get("template", "promotion")))


def permalink_of(wanted: dict[str, Any]) -> str | None:
    """Returns the name that the client chose, if it did."""
    return next((wanted[name] for name in NAMES if name in wanted), None)


def _instant(wanted: dict[str, Any], name: str) -> datetime:
    return read(wanted[name])


def _is_plain(value: Any, depth: int) -> bool:
    """Whether a value is not too deep, and all its texts can be written."""
    if depth == 0:
        return False
    if isinstance(value, str):
        return not any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, dict):
        return all(_is_plain(k, depth - 1) and _is_plain(v, depth - 1) for k, v in value.items())
    if isinstance(value, list):
        return all(_is_plain(item, depth - 1) for item in value)
    return True
