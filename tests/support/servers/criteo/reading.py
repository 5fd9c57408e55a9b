"""From bytes to values, and what can be wrong with the form of a body."""

from json import dumps, loads
from math import isfinite
from typing import Any, Final

from tests.support.servers.kernel import Received

from .problems import Fault, Refused

LARGEST: Final = 4 * 1024 * 1024
SAFE: Final = 2**53 - 1
RENEWALS: Final = ("daily", "monthly", "lifetime")
MISSING: Final = object()


def json_body(request: Received) -> Any:
    """Returns the body as a JSON value.

    Raises:
        Refused: It is not declared as JSON, too large, or not JSON.
    """
    kind, *parameters = request.headers.get("content-type", "").lower().split(";")
    charsets = [p.strip() for p in parameters if p.strip().startswith("charset=")]
    if (
        kind.strip() != "application/json"
        or any(c.removeprefix("charset=").strip('"') not in ("utf-8", "utf8") for c in charsets)
        or request.headers.get("content-encoding", "identity").lower() != "identity"
    ):
        raise Refused(415, "unsupported-media-type")
    if len(request.body) > LARGEST:
        raise Refused(413, "payload-too-large")
    try:
        text = request.body.decode("utf-8")
        value = loads(text, parse_constant=_no_constant)
        if "\\u" in text:
            dumps(value, ensure_ascii=False).encode()  # a lone surrogate is no text
    except (ValueError, RecursionError):
        raise Refused(400, "invalid-syntax") from None
    return value


def _no_constant(word: str) -> None:
    raise ValueError(word)


def is_number(value: Any) -> bool:
    """Tells whether a value is a number that a limit can have."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return isfinite(value)
    except OverflowError:
        return False


def is_whole(value: Any, least: int) -> bool:
    """Tells whether a value is an integer, as JSON Schema counts them."""
    return is_number(value) and value == int(value) and least <= value <= SAFE


def is_id(value: Any) -> bool:
    """Tells whether a value may stand where an id is expected."""
    return isinstance(value, str) or is_whole(value, -SAFE)


def is_advertiser(value: Any) -> bool:
    """Tells whether a value may be the advertiser of a new campaign."""
    if isinstance(value, str):
        return value.isascii() and value.isdigit()
    return is_whole(value, 0)


def digits(value: Any) -> str:
    """Returns an id as a string."""
    return value if isinstance(value, str) else str(int(value))


def plain(amount: Any) -> Any:
    """Returns an amount without its wrapping; MISSING for an object that wraps none."""
    return amount.get("value", MISSING) if isinstance(amount, dict) else amount


def search_fault(body: Any) -> Fault | None:
    """Returns what is wrong with the body of a search."""
    if not isinstance(body, dict):
        return Fault("invalid", "/")
    filters = body.get("filters", {})
    if not isinstance(filters, dict):
        return Fault("invalid", "/filters")
    for name in ("advertiserIds", "campaignIds"):
        ids = filters.get(name)
        if ids is not None and not (isinstance(ids, list) and all(map(is_id, ids))):
            return Fault("invalid", f"/filters/{name}")
    return None


def updates_fault(body: Any) -> Fault | None:
    """Returns what is wrong with the form of an update."""
    if not isinstance(body, dict):
        return Fault("invalid", "/")
    if "data" not in body:
        return Fault("required-field", "/data")
    if not isinstance(body["data"], list):
        return Fault("invalid", "/data")
    faults = (_item_fault(item, f"/data/{i}") for i, item in enumerate(body["data"]))
    return next((fault for fault in faults if fault), None)


def _item_fault(item: Any, at: str) -> Fault | None:
    if not isinstance(item, dict):
        return Fault("invalid", at)
    attributes = item.get("attributes", {})
    for name, fits in (("type", lambda v: v == "Campaign"), ("id", is_id)):
        if name not in item:
            return Fault("required-field", f"{at}/{name}")
        if not fits(item[name]):
            return Fault("invalid", f"{at}/{name}")
    if not isinstance(attributes, dict):
        return Fault("invalid", f"{at}/attributes")
    if not isinstance(attributes.get("spendLimit", {}), dict):
        return Fault("invalid", f"{at}/attributes/spendLimit")
    return None


def creation_fault(body: Any) -> Fault | None:
    """Returns what is wrong with the body of a creation; the portfolio is another matter."""
    if not isinstance(body, dict):
        return Fault("invalid", "/")
    data = body.get("data", MISSING)
    attributes = data.get("attributes", MISSING) if isinstance(data, dict) else MISSING
    parts = attributes if isinstance(attributes, dict) else {}
    limit = parts.get("spendLimit", MISSING)
    rows = (
        ("/data", data, lambda v: isinstance(v, dict)),
        ("/data/attributes", attributes, lambda v: isinstance(v, dict)),
        ("/data/type", _of(data, "type"), lambda v: v == "Campaign"),
        ("/data/id", _of(data, "id", "0"), is_id),
        ("/data/attributes/name", _of(parts, "name"), lambda v: isinstance(v, str)),
        ("/data/attributes/goal", _of(parts, "goal"), lambda v: v in ("Acquisition", "Retention")),
        ("/data/attributes/advertiserId", _of(parts, "advertiserId"), is_advertiser),
        ("/data/attributes/spendLimit", limit, lambda v: isinstance(v, dict)),
    )
    for where, value, fits in rows:
        if value is MISSING:
            return Fault("required-field", where)
        if not fits(value):
            return Fault("invalid", where)
    return new_limit_fault(limit)


def new_limit_fault(limit: dict[str, Any]) -> Fault | None:
    """Returns what is wrong with the spend limit of a creation."""
    at = "/data/attributes/spendLimit"
    kind, renewal = _of(limit, "spendLimitType"), _of(limit, "spendLimitRenewal")
    amount = _of(limit, "spendLimitAmount")
    if kind is MISSING:
        return Fault("required-field", f"{at}/spendLimitType")
    if kind not in ("capped", "uncapped"):
        return Fault("invalid", f"{at}/spendLimitType")
    for name, value in (("Renewal", renewal), ("Amount", amount)):
        if kind == "capped" and value is MISSING:
            return Fault("required-field", f"{at}/spendLimit{name}")
    if renewal not in (RENEWALS if kind == "capped" else (*RENEWALS, "undefined", MISSING)):
        return Fault("invalid", f"{at}/spendLimitRenewal")
    bare = plain(amount)
    if kind == "capped":
        sound = is_number(bare) and bare > 0
    else:
        sound = bare is None or is_number(bare) or amount is MISSING
    return None if sound else Fault("invalid", f"{at}/spendLimitAmount")


def _of(value: Any, name: str, default: Any = MISSING) -> Any:
    return value.get(name, default) if isinstance(value, dict) else default
