"""Headers of responses, and of the parts of a form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from contracts.drift.change import Change
from contracts.drift.comparison.content import described_by
from contracts.drift.comparison.pair import Pair, Place
from contracts.drift.comparison.part import Part
from contracts.drift.comparison.wire import shapes, wire_form

_IGNORED: Final = "content-type"
"""OpenAPI says that the media types of the body tell it."""


@dataclass(frozen=True, slots=True)
class _Header:
    """One header."""

    name: str
    """As it is written."""
    part: Part

    @property
    def pointer(self) -> str | None:
        return self.part.pointer

    @property
    def is_required(self) -> bool:
        return self.part.says("required")

    @property
    def need(self) -> str:
        return "required" if self.is_required else "optional"

    @property
    def words(self) -> str:
        return f"header {self.name}, {self.need}"


def compare_headers(pair: Pair, message: Place, base: Part, revision: Part) -> Iterator[Change]:
    """Yields the changes of the headers of a response.

    Args:
        pair: The operation.
        message: The response.
        base: The response in the base.
        revision: The response in the revision.
    """
    old, new = _headers(base), _headers(revision)
    for name, one in old.items():
        if name not in new:
            required = "required_" if one.is_required else ""
            place = _place(message, one, None)
            yield from pair.tell(f"{required}response_header_removed", place, one.words)
    for name, one in new.items():
        if name in old:
            yield from _matched(pair, _place(message, old[name], one), old[name], one)
        else:
            required = "required_" if one.is_required else ""
            place = _place(message, None, one)
            yield from pair.tell(f"{required}response_header_added", place, "", one.words)


def compare_part_headers(
    pair: Pair, message: Place, base: Part, revision: Part
) -> Iterator[Change]:
    """Yields the changes of the headers that a part of a form carries."""
    old = _headers(base)
    for name, one in _headers(revision).items():
        before = old.get(name)
        place = _place(message, before, one)
        if before is not None:
            yield from pair.compare_schemas(
                place, before.part.schema, one.part.schema, is_text=True
            )
        if one.is_required and (before is None or not before.is_required):
            words = before.words if before is not None else ""
            yield from pair.tell("request_encoding_changed", place, words, one.words, key=name)


def _headers(holder: Part) -> dict[str, _Header]:
    """Returns headers by what tells them apart on the wire."""
    found = {name.lower(): _Header(name, part) for name, part in holder.members("headers").items()}
    found.pop(_IGNORED, None)
    return found


def _place(message: Place, base: _Header | None, revision: _Header | None) -> Place:
    name = next(one.name for one in (revision, base) if one is not None)
    at = f"{message.at} header {name}"
    return Place.between(at, base, revision, side=message.side, status=message.status)


def _matched(pair: Pair, place: Place, base: _Header, revision: _Header) -> Iterator[Change]:
    if base.is_required != revision.is_required:
        spot = place.of_word("required", base.part, revision.part)
        fact = f"response_header_became_{revision.need}"
        yield from pair.tell(fact, spot, base.need, revision.need)
    yield from pair.tell_deprecation(place, base.part, revision.part)
    yield from _written(pair, place, base, revision)


def _written(pair: Pair, place: Place, base: _Header, revision: _Header) -> Iterator[Change]:
    """Yields how the text of a header changed: by schema, or by a media type."""
    old, new = described_by(base.part), described_by(revision.part)
    if old is None and new is None:
        yield from _style(pair, place, base, revision)
        yield from pair.compare_schemas(place, base.part.schema, revision.part.schema, is_text=True)
    elif old is not None and new is not None and old[0] == new[0]:
        yield from pair.compare_schemas(place, old[1].schema, new[1].schema)
    else:
        names = (one[0] if one is not None else "by style" for one in (old, new))
        yield from pair.tell("response_header_style_changed", place, *names)


def _style(pair: Pair, place: Place, base: _Header, revision: _Header) -> Iterator[Change]:
    before, after = (one.part.says("explode") for one in (base, revision))
    if before != after and "object" in shapes(base.part.document, base.part.schema):
        words = (wire_form("simple", explode=one, shape="object") for one in (before, after))
        spot = place.of_word("explode", base.part, revision.part)
        yield from pair.tell("response_header_style_changed", spot, *words)
