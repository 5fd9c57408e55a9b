"""Expected JSON with matchers -> what differs in an actual value."""

import re
from uuid import UUID

from specs.values import Json, pointer

_KINDS = {
    "$any": lambda value: True,
    "$string": lambda value: isinstance(value, str),
    "$integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "$number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "$boolean": lambda value: isinstance(value, bool),
    "$uuid": lambda value: _is_uuid(value),
}


def differences(expected: Json, actual: Json, where: str = "") -> list[str]:
    """Returns one line for each place where the values differ; empty if they match.

    >>> differences({"id": "$integer", "name": "a"}, {"id": 7, "name": "b"})
    ["/name: expected 'a', got 'b'"]
    """
    if isinstance(expected, str) and expected in _KINDS:
        return [] if _KINDS[expected](actual) else [f"{where}: expected {expected}, got {actual!r}"]
    if isinstance(expected, dict):
        matcher = next(iter(expected)) if len(expected) == 1 else ""
        if matcher in _MATCHERS:
            return _MATCHERS[matcher](expected[matcher], actual, where)
        return _object(expected, actual, where)
    if isinstance(expected, list):
        return _list(expected, actual, where)
    if type(expected) is bool or type(actual) is bool or expected is None:
        same = expected is actual
    else:
        same = expected == actual
    return [] if same else [f"{where}: expected {expected!r}, got {actual!r}"]


def _object(expected: dict, actual: Json, where: str) -> list[str]:
    if not isinstance(actual, dict):
        return [f"{where}: expected an object, got {actual!r}"]
    found = [f"{where + pointer(name)}: not expected" for name in actual if name not in expected]
    for name, item in expected.items():
        at = where + pointer(name)
        found += differences(item, actual[name], at) if name in actual else [f"{at}: missing"]
    return found


def _list(expected: list, actual: Json, where: str) -> list[str]:
    if not isinstance(actual, list):
        return [f"{where}: expected a list, got {actual!r}"]
    if len(expected) != len(actual):
        return [f"{where}: expected {len(expected)} items, got {len(actual)}: {actual!r}"]
    return [
        line
        for index, (item, got) in enumerate(zip(expected, actual, strict=True))
        for line in differences(item, got, f"{where}/{index}")
    ]


def _match(pattern: str, actual: Json, where: str) -> list[str]:
    matches = isinstance(actual, str) and re.search(pattern, actual)
    return [] if matches else [f"{where}: expected text like {pattern}, got {actual!r}"]


def _each(expected: Json, actual: Json, where: str) -> list[str]:
    if not isinstance(actual, list):
        return [f"{where}: expected a list, got {actual!r}"]
    return [
        line
        for index, item in enumerate(actual)
        for line in differences(expected, item, f"{where}/{index}")
    ]


def _length(expected: int, actual: Json, where: str) -> list[str]:
    length = len(actual) if isinstance(actual, (list, dict, str)) else None
    return [] if length == expected else [f"{where}: expected length {expected}, got {length}"]


def _set(expected: list, actual: Json, where: str) -> list[str]:
    if not isinstance(actual, list) or len(actual) != len(expected):
        return [f"{where}: expected {len(expected)} items in any order, got {actual!r}"]
    left = list(actual)
    found = []
    for item in expected:
        index = next((i for i, got in enumerate(left) if not differences(item, got)), None)
        if index is None:
            found.append(f"{where}: nothing in the list is like {item!r}")
        else:
            left.pop(index)
    return found


def _contains(expected: dict, actual: Json, where: str) -> list[str]:
    if not isinstance(actual, dict):
        return [f"{where}: expected an object, got {actual!r}"]
    found = []
    for name, item in expected.items():
        at = where + pointer(name)
        found += differences(item, actual[name], at) if name in actual else [f"{at}: missing"]
    return found


def _is_uuid(value: Json) -> bool:
    try:
        return str(UUID(value)) == value
    except (ValueError, TypeError, AttributeError):
        return False


_MATCHERS = {
    "$match": _match,
    "$each": _each,
    "$length": _length,
    "$set": _set,
    "$contains": _contains,
}
