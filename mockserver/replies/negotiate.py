"""The header `Accept` and the media types that there are -> the one to answer with.

RFC 9110, section 12.5.1: of several ranges that match a type the most specific one gives its
weight, and a weight of 0 forbids it. Where the RFC leaves the choice, the more specific match wins,
then the one that is named first, then JSON, then the order of the description.

Wider than the RFC, because a mock should rather answer: if nothing matches to the letter,
parameters are disregarded, and a type stands for its structured syntax, so that
`application/vnd.shop.v1+json` and `application/json` are welcome where the other one is asked for.
A 406 is left for what really differs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from specs.media_types import family, is_json, parameters, split_content_type

_WEIGHT: Final = re.compile(r"(0(\.\d{0,3})?|1(\.0{0,3})?)")
_PARTS: Final = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*")+')
_CHARSETS: Final = ("utf-8", "utf8", "us-ascii", "*")
_LONGEST: Final = 4_000
"""Characters of the header that are read; no client's own is a tenth of that."""
_WILD: Final = "*"
_CONCRETE: Final = {
    "*": "application/json",
    "application": "application/json",
    "image": "image/png",
}
"""What is answered for a described range that the client does not narrow down."""


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One member of `Accept`."""

    kind: str
    """`text/html`, `text/*` or `*/*`, in lower case."""
    parameters: frozenset[tuple[str, str]]
    """Names in lower case and values; the weight is none of them."""
    weight: float
    """From 0, never, to 1."""

    @property
    def precision(self) -> int:
        """How much the range says; a more specific one overrules a less specific one."""
        if self.kind == "*/*":
            return 0
        return 1 if self.kind.endswith("/*") else 2 + len(self.parameters)


@lru_cache(maxsize=256)
def read_accept(text: str) -> tuple[MediaRange, ...]:
    """Returns the media ranges of an `Accept` header; what is none is passed over.

    >>> [(one.kind, one.weight) for one in read_accept("text/*;q=0.3, text/html, */*;q=0")]
    [('text/*', 0.3), ('text/html', 1.0), ('*/*', 0.0)]
    """
    found = (_media_range(part.strip()) for part in _PARTS.findall(text[:_LONGEST]))
    return tuple(one for one in found if one is not None)


def _media_range(text: str) -> MediaRange | None:
    kind = split_content_type(text)[0]
    kind = "*/*" if kind == _WILD else kind
    main, slash, sub = kind.partition("/")
    if not slash or not main or not sub or (main == _WILD and sub != _WILD):
        return None
    given = dict(parameters(text))
    said = given.pop("q", "1")
    weight = float(said) if _WEIGHT.fullmatch(said) else 1.0
    if given.get("charset", "").lower() in _CHARSETS:
        # every text is written in UTF-8, whether the description says so or not
        del given["charset"]
    return MediaRange(kind, frozenset(given.items()), weight)


@dataclass(frozen=True, slots=True)
class Offer:
    """A described media type, and the type to answer with."""

    index: int
    """Its place among the described types."""
    content_type: str


def best_offer(accept: str | None, content_types: Iterable[str]) -> Offer | None:
    """Returns the described media type that is the most welcome; None if none is.

    >>> best_offer("text/html;q=0.5, application/*", ["text/html", "application/xml"])
    Offer(index=1, content_type='application/xml')

    Args:
        accept: The header as sent; several ones joined by commas. Without one, all are welcome.
        content_types: Media types as described, ranges such as `text/*` among them.
    """
    return _best_offer(accept[:_LONGEST] if accept is not None else None, tuple(content_types))


@lru_cache(maxsize=512)
def _best_offer(accept: str | None, offers: tuple[str, ...]) -> Offer | None:
    ranges = read_accept(accept) if accept is not None and accept.strip() else ()
    if not ranges:
        ranges = (MediaRange("*/*", frozenset(), 1.0),)
    for is_exact in (True, False):
        ranked = [
            (rank, -index)
            for index, offered in enumerate(offers)
            if (rank := _rank(offered, ranges, is_exact=is_exact)) is not None
        ]
        if ranked:
            index = -max(ranked)[1]
            return Offer(index, _concrete(offers[index], ranges))
    return None


def _rank(
    offered: str, ranges: tuple[MediaRange, ...], *, is_exact: bool
) -> tuple[float, int, int, bool] | None:
    """Returns how welcome a type is: weight, precision, how early it is named, whether JSON."""
    found = [
        (one.precision, -position)
        for position, one in enumerate(ranges)
        if (_matches if is_exact else _resembles)(one, offered)
    ]
    if not found or (not is_exact and _is_forbidden(offered, ranges)):
        return None
    precision, position = max(found)
    weight = ranges[-position].weight
    return (weight, precision, position, is_json(offered)) if weight > 0 else None


def _is_forbidden(offered: str, ranges: tuple[MediaRange, ...]) -> bool:
    named = [one for one in ranges if one.precision > 1 and _matches(one, offered)]
    return any(one.weight == 0 for one in named)


def _matches(one: MediaRange, offered: str) -> bool:
    """Whether a type falls under a range; a described range does if they have types in common."""
    kind = split_content_type(offered)[0]
    if not (_covers(one.kind, kind) or ("*" in kind and _covers(kind, one.kind))):
        return False
    return "*" in kind or one.parameters <= frozenset(parameters(offered))


def _covers(wide: str, narrow: str) -> bool:
    return wide in (narrow, "*/*") or (wide.endswith("/*") and narrow.startswith(wide[:-1]))


def _resembles(one: MediaRange, offered: str) -> bool:
    kind = split_content_type(offered)[0]
    if _covers(one.kind, kind):
        return True
    shared = family(kind)
    return shared is not None and shared == family(one.kind)


def _concrete(offered: str, ranges: tuple[MediaRange, ...]) -> str:
    """Returns a type without wildcards: the one that is asked for, else a common one."""
    kind = split_content_type(offered)[0]
    if "*" not in kind:
        return offered
    named = [
        one for one in ranges if "*" not in one.kind and one.weight and _covers(kind, one.kind)
    ]
    if named:
        return max(named, key=lambda one: one.weight).kind
    wanted = max((one for one in ranges if one.weight), key=lambda one: (one.weight, one.precision))
    main = (wanted.kind if wanted.precision and kind == "*/*" else kind).partition("/")[0]
    return _CONCRETE.get(main, f"{main}/plain" if main == "text" else f"{main}/octet-stream")
