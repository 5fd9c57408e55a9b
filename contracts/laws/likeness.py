"""Whether two spellings mean the same value: 12345 and "12345", two forms of one instant."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from contracts.lawkit import Json, Record, equal, pointer

_INSTANT: Final = re.compile(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_NUMBER: Final = re.compile(r"^-?(0|[1-9]\d*)(\.\d+)?$")


_OF_THE_ANSWER: Final = re.compile(
    r"(trace|request|correlation|span)_?id|timestamp|generated|served|elapsed|duration|nonce",
    re.IGNORECASE,
)
"""Names of members that are about the answer, not about what was read."""
_UUID: Final = re.compile(r"^[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}$")


def alike(left: Json, right: Json) -> bool:
    """Returns whether two values mean the same.

    A number may be spelled as a string, an instant in any ISO 8601 form, and a value may be
    wrapped as `{"value": ...}`; scalars in a list may stand in any order.

    >>> alike(12345, "12345"), alike({"value": 1.5}, "1.50"), alike("a", "b")
    (True, True, False)
    >>> alike("2026-01-31T05:00:00Z", "2026-01-31 05:00:00 +0000")
    True
    """
    left, right = _plain(left), _plain(right)
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(alike(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return _alike_lists(left, right)
    return equal(left, right)


def differences(expected: Json, got: Json, where: str = "") -> Iterator[tuple[str, Json, Json]]:
    """Yields each place that both values have and where they do not mean the same.

    >>> list(differences({"a": 1, "b": {"c": 2}}, {"b": {"c": 3}}))
    [('/b/c', 2, 3)]
    """
    if isinstance(expected, dict) and isinstance(got, dict) and not _is_wrapped(expected, got):
        for name in sorted(expected.keys() & got.keys()):
            yield from differences(expected[name], got[name], where + pointer(name))
    elif not alike(expected, got):
        yield where, expected, got


def moved(first: Json, second: Json, where: str = "") -> Iterator[str]:
    """Yields each place where two answers differ in more than the ids of the answers themselves.

    >>> list(moved({"n": 1, "traceId": "a"}, {"n": 2, "traceId": "b"}))
    ['/n']
    """
    if isinstance(first, dict) and isinstance(second, dict):
        for name in sorted(first.keys() | second.keys()):
            if _OF_THE_ANSWER.search(name):
                continue
            if name not in first or name not in second:
                yield where + pointer(name)
            else:
                yield from moved(first[name], second[name], where + pointer(name))
    elif isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        for index, pair in enumerate(zip(first, second, strict=True)):
            yield from moved(*pair, where + pointer(index))
    elif not equal(first, second) and not (_is_uuid(first) and _is_uuid(second)):
        yield where


def _is_wrapped(*values: Record) -> bool:
    return any(value.keys() == {"value"} for value in values)


def _alike_lists(left: list[Json], right: list[Json]) -> bool:
    if len(left) != len(right):
        return False
    if any(isinstance(item, dict | list) for item in (*left, *right)):
        return all(map(alike, left, right))
    return sorted(map(repr, map(_plain, left))) == sorted(map(repr, map(_plain, right)))


def _plain(value: Json) -> Json:
    if isinstance(value, dict) and value.keys() == {"value"}:
        return _plain(value["value"])
    if isinstance(value, str):
        return _plain_text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if abs(value) < 2**53 else value
    return value


def _plain_text(text: str) -> Json:
    if _NUMBER.match(text) and len(text) <= 15:
        return float(text)
    if _INSTANT.match(text):
        try:
            moment = datetime.fromisoformat(text.replace(" +", "+").replace(" UTC", "Z"))
        except ValueError:
            return text
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return text


def _is_uuid(value: Json) -> bool:
    return isinstance(value, str) and _UUID.match(value) is not None
