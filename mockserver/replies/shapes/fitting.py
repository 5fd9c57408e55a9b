"""What a shape amounts to once all schemas are added up, and whether a plain value meets it."""

from typing import Final, Protocol

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.shapes.shape import TYPES, Places, Shape, Span, place_of
from mockserver.replies.values.amounts import exact
from mockserver.replies.values.sameness import is_among
from specs.values import Json


class Texts(Protocol):
    """Judges texts."""

    def matches(self, pattern: str, text: str) -> bool:
        """Whether a pattern is found in a text."""

    def is_formatted(self, name: str, text: str) -> bool:
        """Whether a text has a format."""

    def is_pattern(self, pattern: str) -> bool:
        """Whether a text is a pattern."""

    def member(self, shape: Shape, name: str) -> Places | None:
        """Returns the schemas of a member; None if it is not allowed."""


_TYPE_OF: Final[dict[type, str]] = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


def type_of(value: Json) -> str:
    """Returns the narrowest type of a JSON value; a float without a fraction is a number."""
    return _TYPE_OF[type(value)]


def settle(shape: Shape, texts: Texts) -> None:
    """Draws the conclusions of a shape to which every schema is added.

    Raises:
        CannotGenerate: No value can meet it.
    """
    where = place_of(shape.places)
    shape.patterns = tuple(one for one in shape.patterns if texts.is_pattern(one))
    shape.types = _types(shape)
    if not shape.types:
        raise CannotGenerate(f"no type is valid at {where}")
    if shape.values is not None:
        shape.values = [item for item in shape.values if fits(shape, item, texts)]
        # null says least, so it is the last to be used
        shape.values.sort(key=lambda item: item is None)
        if not shape.values:
            raise CannotGenerate(f"none of the listed values is valid at {where}")
    for place, example in shape.examples:
        if not fits(shape, example, texts):
            shape.unfit[place] = f"{str(example)[:80]!r} does not fit"
    shape.examples = [pair for pair in shape.examples if fits(shape, pair[1], texts)]
    if shape.types == ("object",):
        _check_members(shape, texts, where)


def _types(shape: Shape) -> tuple[str, ...]:
    listed = shape.types if shape.types is not None else _guessed(shape)
    barred = set(shape.barred_types)
    if "number" in barred:
        barred.add("integer")
    empty = [
        name
        for name, span in (
            ("string", shape.letters), ("array", shape.items), ("object", shape.members),
        )
        if _is_empty(span)
    ]  # fmt: skip
    found = [name for name in listed if name not in barred and name not in empty]
    return tuple(sorted(found, key=lambda name: name == "null"))


def _is_empty(span: Span) -> bool:
    return span.most is not None and span.most < span.least


def _guessed(shape: Shape) -> tuple[str, ...]:
    """Returns all types, the one that the keywords are about first."""
    if shape.objects or shape.required or shape.members != Span() or shape.names or shape.tags:
        first = "object"
    elif shape.arrays or shape.contained or shape.items != Span() or shape.is_unique:
        first = "array"
    elif shape.letters != Span() or shape.patterns or shape.formats:
        first = "string"
    elif shape.bounds.low is not None or shape.bounds.high is not None or shape.bounds.steps:
        first = "number"
    else:
        first = "string"
    return (first, *(name for name in TYPES if name != first))


def _check_members(shape: Shape, texts: Texts, where: str) -> None:
    for name in shape.required:
        if texts.member(shape, name) is None:
            raise CannotGenerate(f"the member {name} is required and not allowed at {where}")
    if shape.members.most is not None and len(shape.required) > shape.members.most:
        raise CannotGenerate(f"more members are required than allowed at {where}")


def fits(shape: Shape, value: Json, texts: Texts) -> bool:
    """Whether a value meets a shape, as far as that is seen without looking inside."""
    kind = type_of(value)
    assert shape.types is not None
    if not _has_type(shape.types, kind, value):
        return False
    if is_among(value, shape.barred_values):
        return False
    if shape.values is not None and not is_among(value, shape.values):
        return False
    if isinstance(value, str):
        return fits_text(shape, value, texts)
    if kind in ("integer", "number"):
        number = exact(value)
        return number is not None and shape.bounds.allow(number)
    if isinstance(value, list):
        return _lies_in(shape.items, len(value))
    if isinstance(value, dict):
        return _lies_in(shape.members, len(value)) and shape.required.keys() <= value.keys()
    return True


def _has_type(types: tuple[str, ...], kind: str, value: Json) -> bool:
    if kind in types or (kind == "integer" and "number" in types):
        return True
    return kind == "number" and "integer" in types and value.is_integer()


def fits_text(shape: Shape, text: str, texts: Texts) -> bool:
    """Whether a text has the length, the patterns and the formats of a shape."""
    return (
        _lies_in(shape.letters, len(text))
        and all(texts.matches(pattern, text) for pattern in shape.patterns)
        and all(texts.is_formatted(name, text) for name in shape.formats)
    )


def _lies_in(span: Span, count: int) -> bool:
    return span.least <= count and (span.most is None or count <= span.most)
