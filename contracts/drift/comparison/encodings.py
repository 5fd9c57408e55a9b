"""How the parts of a form are written, as `encoding` says or OpenAPI takes for granted."""

from collections.abc import Iterator, Mapping
from typing import Final

from contracts.drift.change import Change
from contracts.drift.comparison.content import media_name
from contracts.drift.comparison.headers import compare_part_headers
from contracts.drift.comparison.pair import Pair, Place
from contracts.drift.comparison.part import Part
from contracts.drift.comparison.wire import member_place, shapes, wire_form
from specs.media_types import matches
from specs.operation import Media

_URLENCODED: Final = "application/x-www-form-urlencoded"
_STYLED: Final = ("style", "explode", "allowReserved")


def compare_encodings(pair: Pair, body: Place, base: Media, revision: Media) -> Iterator[Change]:
    """Yields the changes of how the parts of a form are written."""
    kind = media_name(revision.content_type).partition(";")[0]
    if kind != _URLENCODED and not kind.startswith("multipart/"):
        return
    old, new = pair.base_part(base.pointer), pair.revision_part(revision.pointer)
    old_parts, new_parts = old.members("encoding"), new.members("encoding")
    for name in dict.fromkeys((*old_parts, *new_parts)):
        before = _Written.of(old, name, kind)
        after = _Written.of(new, name, kind)
        if before is None or after is None:
            continue  # the schemas tell that a property is gone or new
        place = Place(f"{body.at} part {name}", before.pointer, after.pointer, "request")
        if not after.takes(before):
            yield from pair.tell(
                "request_encoding_changed", place, before.words, after.words, key=name
            )
        yield from compare_part_headers(pair, place, before.part, after.part)


class _Written:
    """How one part of a form is written."""

    def __init__(self, part: Part, media: Part, schema: str, kind: str) -> None:
        document = media.document
        self.part = part
        self.pointer = part.pointer or schema
        self._shapes = shapes(document, schema)
        self._is_styled = kind == _URLENCODED or any(word in part.value for word in _STYLED)
        self._style = part.text("style") or "form"
        explode = part.value.get("explode")
        self._explode = explode if isinstance(explode, bool) else self._style == "form"
        self._types = _content_types(part, schema)

    @classmethod
    def of(cls, media: Part, name: str, kind: str) -> "_Written | None":
        """Returns how a property is written; None if the schema does not name it."""
        schema = member_place(media.member("schema"), name)
        if schema is None:
            return None
        return cls(media.member("encoding").member(name), media, schema, kind)

    @property
    def words(self) -> str:
        """How it is written, for a reader."""
        if self._is_styled and not self.part.text("contentType"):
            return f"{self._style}, {'exploded' if self._explode else 'not exploded'}"
        return ", ".join(self._types)

    def takes(self, sent: "_Written") -> bool:
        """Returns whether what is written in another way is still understood."""
        styled = self._is_styled and sent._is_styled
        for shape in sent._shapes if styled else ():
            if self._wire(shape) != sent._wire(shape):
                return False
        if styled and not (self.part.text("contentType") or sent.part.text("contentType")):
            return True
        if self._is_styled != sent._is_styled:
            return sent._shapes == {"primitive"}
        return all(any(matches(wide, one) for wide in self._types) for one in sent._types)

    def _wire(self, shape: str) -> str:
        known: Mapping[str, str] = {
            one: wire_form(self._style, explode=self._explode, shape=one) for one in self._shapes
        }
        return known.get(shape, "")


def _content_types(part: Part, schema: str) -> tuple[str, ...]:
    """Returns the media types of a part of a form, the ones that go without saying included."""
    if said := part.text("contentType"):
        return tuple(sorted(media_name(one) for one in said.split(",")))
    return (_default_type(Part.at(part.document, schema)),)


def _default_type(schema: Part) -> str:
    if schema.get("type") == "array" and schema.document.version == "3.0":
        schema = schema.member("items")
    if schema.get("type") in ("object", "array"):
        return "application/json"
    if schema.text("contentMediaType"):
        return media_name(schema.text("contentMediaType"))
    is_binary = schema.get("type") == "string" and schema.get("format") in ("binary", "base64")
    is_raw = "type" not in schema.value and schema.document.version != "3.0"
    return "application/octet-stream" if is_binary or is_raw else "text/plain"
