"""Comparing what should be with what is, in the words of a finding."""

import json
from collections.abc import Iterator

from contracts.finding import Exchange, Violation
from specs.values import Json, Missing

_LONGEST = 200
"""Characters of a value in a message."""


def shown(value: Json) -> str:
    """Returns a JSON value as a message shows it."""
    if isinstance(value, Missing):
        return "nothing"
    # json, not orjson: a law may have drawn an integer beyond 64 bits or half a character.
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({len(text)} characters)"


def same(
    what: str,
    expected: Json,
    got: Json,
    *,
    at: Exchange | None = None,
    pointer: str = "",
    rules: tuple[str, ...] = (),
    cause: str = "",
) -> Iterator[Violation]:
    """Yields a violation if two values differ; 1 and 1.0 are the same number."""
    if equal(expected, got):
        return
    yield Violation(
        expected=f"{what}: {shown(expected)}",
        got=shown(got),
        exchange=at,
        pointer=pointer,
        rules=rules,
        cause=cause,
    )


def equal(left: Json, right: Json) -> bool:
    """Returns whether two JSON values are the same; true is not 1.

    >>> equal([1, {"a": 2.0}], [1.0, {"a": 2}]), equal(True, 1)
    (True, False)
    """
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(equal(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(equal, left, right))
    return bool(left == right)


def first_difference(left: Json, right: Json, where: str = "") -> str | None:
    """Returns the JSON pointer of the first place where two values differ, or None.

    >>> first_difference({"a": [1, 2]}, {"a": [1, 3]})
    '/a/1'
    """
    if equal(left, right):
        return None
    if isinstance(left, dict) and isinstance(right, dict):
        for name in sorted(left.keys() | right.keys(), key=str):
            token = str(name).replace("~", "~0").replace("/", "~1")
            if name not in left or name not in right:
                return f"{where}/{token}"
            if (found := first_difference(left[name], right[name], f"{where}/{token}")) is not None:
                return found
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for index, pair in enumerate(zip(left, right, strict=True)):
            if (found := first_difference(*pair, f"{where}/{index}")) is not None:
                return found
    return where
