"""Whether two schemas say the same, through their references."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from contracts.drift.witnesses.demand import Side
from specs.values import Json

_SILENT: Final = frozenset(
    (
        "title", "description", "default", "example", "examples", "deprecated", "readOnly",
        "writeOnly", "externalDocs", "xml", "discriminator", "$comment", "summary",
        "!path", "!made", "$defs", "definitions", "$id", "$anchor", "$schema", "$dynamicAnchor",
        "$vocabulary", "contentMediaType", "contentEncoding", "contentSchema",
    )
)  # fmt: skip
_OURS: Final = frozenset(("!some", "!beyond", "!matching", "!name"))
_DATA: Final = frozenset(("enum", "const", "!never", "required", "!absent", "dependentRequired"))
_TELLING: Final = frozenset(("type", "const", "minimum", "maximum", "minLength", "maxLength"))
"""Words whose values are looked at first."""

_Pair: TypeAlias = tuple[Json, Side, Json, Side]
_Key: TypeAlias = tuple[int, Side, int, Side]


class Sameness:
    """Compares schemas, each pair once."""

    def __init__(self, resolve: dict[Side, Callable[[str], Json]]) -> None:
        self._resolve = resolve
        self._known: dict[_Key, tuple[_Pair, bool]] = {}
        self._marks: dict[int, tuple[Json, int]] = {}

    def are_same(self, one: Json, side: Side, other: Json, other_side: Side) -> bool:
        """Whether two schemas are spelled alike where it matters; references are followed."""
        start = self._pair(one, side, other, other_side)
        if isinstance(start, bool):
            return start
        key = _key(start)
        if key not in self._known:
            self._explore(start)
        return self._known[key][1]

    def _explore(self, start: _Pair) -> None:
        """Compares all that two schemas consist of.

        What differs makes different all that holds it; what is left over is the same, even if it
        holds itself.
        """
        todo, holders, different = [start], defaultdict[_Key, list[_Key]](list), list[_Key]()
        met: dict[_Key, _Pair] = {_key(start): start}
        while todo:
            pair = todo.pop()
            key = _key(pair)
            parts = list(self._parts(pair))
            if any(part is False or self._is_known(part, False) for part in parts):
                different.append(key)
                continue
            for part in parts:
                if isinstance(part, bool) or self._is_known(part, True):
                    continue
                holders[_key(part)].append(key)
                if _key(part) not in met:
                    met[_key(part)] = part
                    todo.append(part)
        apart = set(different)
        while different:
            for holder in holders[different.pop()]:
                if holder not in apart:
                    apart.add(holder)
                    different.append(holder)
        self._known.update((key, (pair, key not in apart)) for key, pair in met.items())

    def _is_known(self, pair: _Pair | bool, answer: bool) -> bool:
        return not isinstance(pair, bool) and self._known.get(_key(pair), (None, None))[1] is answer

    def _pair(self, one: Json, side: Side, other: Json, other_side: Side) -> _Pair | bool:
        """Returns two schemas behind their references, or the answer where it is plain."""
        one, other = self._followed(one, side), self._followed(other, other_side)
        if isinstance(one, bool) or isinstance(other, bool):
            return one is other
        if one is other and side == other_side:
            return True
        if not all(_is_silent(word) for word in one.keys() ^ other.keys()):
            return False
        return one, side, other, other_side

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

    def _parts(self, pair: _Pair) -> Iterator[_Pair | bool]:
        """Yields the pairs that have to be the same for a pair to be so."""
        one, side, other, other_side = pair
        for word in one:
            if _is_silent(word):
                continue
            for left, right in _matched(word, one[word], other[word]):
                if word in ("$ref", "$dynamicRef"):
                    left, right = self._resolve[side](left), self._resolve[other_side](right)
                yield self._pair(left, side, right, other_side)


def _key(pair: _Pair) -> _Key:
    return id(pair[0]), pair[1], id(pair[2]), pair[3]


def _matched(word: str, one: Json, other: Json) -> list[tuple[Json, Json]]:
    """Returns the schemas that two values of a keyword hold; a pair of unlikes if they differ."""
    if word in ("$ref", "$dynamicRef"):
        return [(one, other)]
    if word in ("properties", "patternProperties", "dependentSchemas"):
        if one.keys() == other.keys():
            return [(one[name], other[name]) for name in one]
    elif word in ("allOf", "anyOf", "oneOf", "prefixItems"):
        if len(one) == len(other):
            return list(zip(one, other, strict=True))
    elif isinstance(one, dict) and isinstance(other, dict) and word not in _DATA | _OURS:
        return [(one, other)]
    return [(True, _same_data(one, other))]


def _is_silent(word: str) -> bool:
    """Whether a word judges nothing."""
    return word in _SILENT or word.startswith("x-")


def _same_data(one: Json, other: Json) -> bool:
    """Whether two values are equal, types and all: `1` is not `true`."""
    return repr(one) == repr(other)
