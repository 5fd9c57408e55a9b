"""Whether two JSON values are the same, as JSON Schema has it: 1 is 1.0, and true is not 1."""

import json
from collections.abc import Iterable

from specs.values import Json


def mark(value: Json) -> str:
    """Returns a text that is equal for equal values only.

    >>> mark({"b": 1.0, "a": True}) == mark({"a": True, "b": 1}), mark(True) == mark(1)
    (True, False)
    """
    if isinstance(value, str):
        return f'"{value}"'  # nothing but a text begins so
    return json.dumps(_plain(value), sort_keys=True)


def is_among(value: Json, ones: Iterable[Json]) -> bool:
    """Whether one of some values is the same.

    >>> is_among(1, [1.0]), is_among(1, [True]), is_among("a", ["a"])
    (True, False, True)
    """
    if isinstance(value, str):
        return value in ones  # only a text is equal to a text
    said = mark(value)
    return any(mark(one) == said for one in ones)


def _plain(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def common_values(ones: list[Json] | None, others: list[Json]) -> list[Json]:
    """Returns the values that stand in both lists, each once; None is the list of all values."""
    kept = None if ones is None else {mark(item) for item in ones}
    found = {mark(item): item for item in others}
    return [item for name, item in found.items() if kept is None or name in kept]
