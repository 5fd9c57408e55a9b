"""What a value may be read as where it travels as text."""

from collections.abc import Iterator
from itertools import islice, product
from typing import Final

import orjson

from specs.values import Json

_MOST: Final = 64


def readings(value: Json) -> Iterator[Json]:
    """Yields what a value may be read as: itself first, its text, what its text says.

    >>> list(readings(5)), list(readings("5")), list(readings(["a", 1]))
    ([5, '5'], ['5', 5], [['a', 1], ['a', '1']])
    """
    if isinstance(value, list):
        yield from map(list, islice(product(*(list(readings(one)) for one in value)), _MOST))
    elif isinstance(value, dict):
        for ones in islice(product(*(list(readings(one)) for one in value.values())), _MOST):
            yield dict(zip(value, ones, strict=True))
    else:
        yield value
        if isinstance(value, str):
            yield from _said(value)
        else:
            yield as_text(value)


def as_text(value: Json) -> str:
    """Returns a value without parts as it is written in a query."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value)


def _said(text: str) -> Iterator[Json]:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return
    if not isinstance(value, (str, list, dict)):
        yield value
