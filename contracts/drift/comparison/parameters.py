"""The parameters of an operation: which there are, which must be sent, and how."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from contracts.drift.change import Change
from contracts.drift.comparison.content import described_by
from contracts.drift.comparison.pair import Pair, Place
from contracts.drift.comparison.part import Part
from contracts.drift.comparison.templates import names
from contracts.drift.comparison.wire import shapes, wire_form
from specs.document import Document
from specs.operation import Operation, Parameter

_IGNORED: Final = frozenset(("accept", "content-type", "authorization"))
"""Header parameters that OpenAPI says are described elsewhere."""

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Sent:
    """A parameter with what the kernel does not read of it."""

    parameter: Parameter
    part: Part

    @property
    def words(self) -> str:
        return f"{self.parameter.place} parameter {self.parameter.name}"

    @property
    def need(self) -> str:
        return "required" if self.parameter.required else "optional"

    @property
    def pointer(self) -> str:
        return self.parameter.pointer

    @property
    def is_in_path(self) -> bool:
        return self.parameter.place == "path"

    def fact(self, became: str) -> str:
        """Returns what became of it as a whole, told apart by whether it must be sent."""
        required = "required_" if self.parameter.required else ""
        return f"{required}request_parameter_{became}"


def compare_parameters(pair: Pair) -> Iterator[Change]:
    """Yields the changes of the parameters of an operation."""
    base = _by_key(pair.sides.base.document, pair.base)
    revision = _by_key(pair.sides.revision.document, pair.revision)
    for key, one in base.items():
        if key in revision:
            yield from _matched(pair, one, revision[key])
    gone = [one for key, one in base.items() if key not in revision]
    new = [one for key, one in revision.items() if key not in base]
    for one in list(gone):
        heir = _moved(one, new) or _renamed(one, new)
        if heir is not None:
            gone.remove(one)
            new.remove(heir)
            yield from _replaced(pair, one, heir)
    yield from _gone_and_new(pair, gone, new)


def _by_key(document: Document, operation: Operation) -> dict[_Key, _Sent]:
    """Returns the parameters that count, by what tells them apart on the wire."""
    found: dict[_Key, _Sent] = {}
    in_path = names(operation.path)
    for one in operation.parameters:
        name = one.name.lower() if one.place == "header" else one.name
        is_ignored = one.place == "header" and name in _IGNORED
        if is_ignored or (one.place == "path" and name not in in_path):
            continue
        key = str(in_path.index(name)) if one.place == "path" else name
        found[one.place, key] = _Sent(one, Part.at(document, one.pointer))
    return found


def _moved(gone: _Sent, new: list[_Sent]) -> _Sent | None:
    name = gone.parameter.name.lower()
    found = [one for one in new if one.parameter.name.lower() == name]
    return found[0] if len(found) == 1 else None


def _renamed(gone: _Sent, new: list[_Sent]) -> _Sent | None:
    """Returns the new parameter that says the same under another name."""
    found = [
        one
        for one in new
        if one.parameter.place == gone.parameter.place and _silent(one) == _silent(gone)
    ]
    return found[0] if len(found) == 1 else None


def _silent(sent: _Sent) -> Mapping[str, object]:
    return {
        word: value
        for word, value in sent.part.value.items()
        if word not in ("name", "description", "example", "examples")
    }


def _replaced(pair: Pair, gone: _Sent, heir: _Sent) -> Iterator[Change]:
    is_moved = gone.parameter.place != heir.parameter.place
    fact = "request_parameter_moved" if is_moved else heir.fact("replaced")
    place = Place.between(heir.words, gone, heir, side="request")
    yield from pair.tell(fact, place, gone.words, heir.words)


def _gone_and_new(pair: Pair, gone: list[_Sent], new: list[_Sent]) -> Iterator[Change]:
    for one in gone:
        if not one.is_in_path:
            place = Place.between(one.words, one, None, side="request")
            yield from pair.tell(one.fact("removed"), place, f"{one.words}, {one.need}")
    for one in new:
        if not one.is_in_path:
            place = Place.between(one.words, None, one, side="request")
            yield from pair.tell(one.fact("added"), place, "", f"{one.words}, {one.need}")


def _matched(pair: Pair, base: _Sent, revision: _Sent) -> Iterator[Change]:
    at = revision.words
    # One in the path is required, whatever is written.
    if not base.is_in_path and base.parameter.required != revision.parameter.required:
        became = "required" if revision.parameter.required else "optional"
        place = Place(at, side="request").of_word("required", base.part, revision.part)
        yield from pair.tell(f"request_parameter_became_{became}", place, base.need, revision.need)
    place = Place(at, side="request")
    yield from pair.tell_deprecation(place, base.part, revision.part)
    yield from _emptiness(pair, base, revision)
    yield from _written(pair, base, revision)


def _emptiness(pair: Pair, base: _Sent, revision: _Sent) -> Iterator[Change]:
    word = "allowEmptyValue"
    if base.parameter.place != "query" or base.part.says(word) == revision.part.says(word):
        return
    became = "allowed" if revision.part.says(word) else "forbidden"
    place = Place(revision.words, side="request").of_word(word, base.part, revision.part)
    before, after = ("", "may be empty") if became == "allowed" else ("may be empty", "")
    yield from pair.tell(f"request_parameter_empty_{became}", place, before, after)


def _written(pair: Pair, base: _Sent, revision: _Sent) -> Iterator[Change]:
    """Yields how the text of a parameter changed: by schema and style, or by a media type."""
    old, new = described_by(base.part), described_by(revision.part)
    place = Place.between(revision.words, base, revision, side="request")
    if old is None and new is None:
        yield from _style(pair, base, revision)
        schemas = base.part.schema, revision.part.schema
        yield from pair.compare_schemas(place, *schemas, is_text=True)
    elif old is not None and new is not None and old[0] == new[0]:
        yield from pair.compare_schemas(place, old[1].schema, new[1].schema)
    else:
        words = (one[0] if one is not None else "by style" for one in (old, new))
        yield from pair.tell("request_parameter_form_changed", place, *words)


def _style(pair: Pair, base: _Sent, revision: _Sent) -> Iterator[Change]:
    before, after = base.parameter, revision.parameter
    possible = shapes(pair.sides.base.document, before.schema)
    differs = any(
        wire_form(before.style, explode=before.explode, shape=shape)
        != wire_form(after.style, explode=after.explode, shape=shape)
        for shape in possible
    )
    word = "style" if before.style != after.style else "explode"
    words = _style_words(before), _style_words(after)
    if not differs:
        if not base.part.says("allowReserved") or revision.part.says("allowReserved"):
            return
        word, words = "allowReserved", ("allowReserved", "")
    place = Place(revision.words, side="request").of_word(word, base.part, revision.part)
    yield from pair.tell("request_parameter_style_changed", place, *words)


def _style_words(parameter: Parameter) -> str:
    return f"{parameter.style}, {'exploded' if parameter.explode else 'not exploded'}"
