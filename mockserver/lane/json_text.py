"""Values as JSON text, as answers have them."""

import json
import math

import orjson

from mockserver.state.store import compact
from specs.values import Json, Missing


def json_bytes(body: Json | Missing) -> bytes:
    """Returns a value as JSON text.

    Raises:
        ValueError: JSON cannot say it.
    """
    try:
        written = orjson.dumps(body)
    except TypeError:
        written = b""
    # orjson writes NaN and the infinities as null
    if written and not (b"null" in written and _has_no_number(body)):
        # The journal keeps it, and what orjson returns keeps 4 KiB for 200 bytes.
        return compact(written)
    try:
        # orjson has no integers beyond 64 bits
        return json.dumps(body, separators=(",", ":"), allow_nan=False).encode()
    except TypeError as error:
        raise ValueError(str(error)) from error


def _has_no_number(value: Json) -> bool:
    """Whether a float somewhere inside is not finite."""
    if isinstance(value, dict):
        return any(_has_no_number(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(_has_no_number(item) for item in value)
    return isinstance(value, float) and not math.isfinite(value)
