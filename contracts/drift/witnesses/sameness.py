"""Whether two schemas say the same, through their references."""

from collections.abc import Callable
from typing import Final

from contracts.drift.witnesses.demand import Side
from specs.values import Json, Record

_SILENT: Final = frozenset(
    (
        "title", "description", "default", "example", "examples", "deprecated", "readOnly",
        "writeOnly", "externalDocs", "xml", "discriminator", "$comment", "summary",
        "!path", "!made", "$defs", "definitions", "$id", "$anchor", "$schema", "$dynamicAnchor",
        "$vocabulary", "contentMediaType", "contentEncoding", "contentSchema",
    )
)  # fmt: skip
_DATA: Final = frozenset(("enum", "const", "!never", "required", "!absent", "dependentRequired"))
_TELLING: Final = frozenset(("type", "const", "minimum", "maximum", "minLength", "maxLength"))
"""Words whose values are looked at first."""


class Sameness:
    """Compares schemas, each pair once."""

    def __init__(self, resolve: dict[Side, Callable[[str], Json]]) -> None:
        self._resolve = resolve
        self._known: dict[tuple[int, Side, int, Side], tuple[Json, Json, bool]] = {}
        self._marks: dict[int, tuple[Json, int]] = {}
        self._trail: list[tuple[int, Side, int, Side]] = []
        """The pairs that are held to be the same, in their order."""

    def are_same(self, one: Json, side: Side, other: Json, other_side: Side) -> bool:
        """Whether two schemas are spelled alike where it matters; references are followed."""
        one, other = self._followed(one, side), self._followed(other, other_side)
        if isinstance(one, bool) or isinstance(other, bool):
            return one is other
        if one is other and side == other_side:
            return True
        if not all(_is_silent(word) for word in one.keys() ^ other.keys()):
            return False
        key = id(one), side, id(other), other_side
        if key not in self._known:
            start = len(self._trail)
            self._trail.append(key)
            # until shown otherwise: what refers to itself is the same if all else is
            self._known[key] = (one, other, True)
            if not self._compare(one, side, other, other_side):
                for late in self._trail[start:]:
                    self._known.pop(late, None)
                del self._trail[start:]
                self._known[key] = (one, other, False)
        return self._known[key][2]

    def mark(self, schema: Json, side: Side) -> int:
        """Returns a number that is the same for schemas that say the same."""
        schema = self._followed(schema, side)
        if isinstance(schema, bool):
            return int(schema)
        key = id(schema)
        if key not in self._marks:
            words = sorted(word for word in schema if not _is_silent(word))
            told = [word if word not in _TELLING else (word, repr(schema[word])) for word in words]
            names = sorted(schema.get("properties", ()))
            self._marks[key] = schema, hash((tuple(told), tuple(names)))
        return self._marks[key][1]

    def _followed(self, schema: Json, side: Side) -> Json:
        for _ in range(20):
            if not isinstance(schema, dict) or "$ref" not in schema:
                break
            if any(word != "$ref" and not _is_silent(word) for word in schema):
                break
            schema = self._resolve[side](schema["$ref"])
        return schema

    def _compare(self, one: Record, side: Side, other: Record, other_side: Side) -> bool:
        return all(
            self._alike(word, one[word], side, other[word], other_side)
            for word in one
            if not _is_silent(word)
        )

    def _alike(self, word: str, one: Json, side: Side, other: Json, other_side: Side) -> bool:
        if word in _DATA:
            return _same_data(one, other)
        if word in ("$ref", "$dynamicRef"):
            return self.are_same(
                self._resolve[side](one), side, self._resolve[other_side](other), other_side
            )
        if word in ("properties", "patternProperties", "dependentSchemas"):
            return one.keys() == other.keys() and all(
                self.are_same(one[name], side, other[name], other_side) for name in one
            )
        if word in ("allOf", "anyOf", "oneOf", "prefixItems"):
            return len(one) == len(other) and all(
                self.are_same(a, side, b, other_side) for a, b in zip(one, other, strict=True)
            )
        if isinstance(one, dict) and isinstance(other, dict) and not word.startswith("!"):
            return self.are_same(one, side, other, other_side)
        return _same_data(one, other)


def _is_silent(word: str) -> bool:
    """Whether a word judges nothing."""
    return word in _SILENT or word.startswith("x-")


def _same_data(one: Json, other: Json) -> bool:
    """Whether two values are equal, types and all: `1` is not `true`."""
    return repr(one) == repr(other)
