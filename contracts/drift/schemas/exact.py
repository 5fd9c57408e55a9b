"""Numbers and values of JSON, compared exactly."""

import json
from decimal import Decimal
from fractions import Fraction
from json.encoder import encode_basestring_ascii
from math import ceil, floor, isfinite

from specs.values import Json


def exact(value: Json) -> Fraction | None:
    """Returns a number as it is written, or None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not isfinite(value):
        return None
    return Fraction(value) if isinstance(value, int) else Fraction(Decimal(repr(value)))


def bound_of(
    value: Json, *, is_open: bool, is_integral: bool, up: bool
) -> tuple[Fraction, bool] | None:
    """Returns a bound, and whether it is itself shut out; of whole numbers it never is."""
    found = exact(value)
    if found is None or not is_integral:
        return None if found is None else (found, is_open)
    whole = floor(found) if up else ceil(found)
    if is_open and whole == found:
        whole += -1 if up else 1
    return Fraction(whole), False


def spelled(value: Json) -> str:
    """Returns a text that is the same for values that JSON Schema takes to be equal."""
    if isinstance(value, str):
        return encode_basestring_ascii(value)  # as below, at once
    return json.dumps(_plain(value), sort_keys=True)


def same_values(first: list[Json], second: list[Json]) -> list[Json]:
    """Returns the values that stand in both lists."""
    known = {spelled(value) for value in second}
    return [value for value in first if spelled(value) in known]


def _plain(value: Json) -> Json:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value
