"""One value of a recording from its text, also where the text is not quite JSON."""

import json

import orjson

from contracts.drift.traffic.taking import NotTraffic
from specs.values import Json, Record


def record_of(text: bytes) -> Record:
    """Returns an object.

    What is not strict JSON but can be understood is: NaN, raw control characters, halves of
    surrogate pairs, bytes that are not UTF-8.

    Raises:
        NotTraffic: It is no object.
    """
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        value = _lenient(text)
    if not isinstance(value, dict):
        raise NotTraffic("an entry is no object")
    return value


def _lenient(text: bytes) -> Json:
    try:
        return _whole(json.loads(text.decode("utf-8", "replace"), strict=False))
    except (ValueError, RecursionError):
        raise NotTraffic("an entry is not JSON") from None


def _whole(value: Json) -> Json:
    """Returns a value without halves of surrogate pairs, which no bytes can stand for."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(item) for name, item in value.items()}
    return value
