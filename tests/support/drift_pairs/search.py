"""Values that the producer of a message may send, drawn by a seed: to look for what breaks."""

import json
import re
from collections.abc import Iterator
from random import Random
from typing import Final

from specs.bundle import Bundle
from specs.document import Document
from specs.values import ABSENT, Json, Missing, Record
from tests.support.drift_pairs.pair import Pair, Part

TRIES: Final = 120
_TEXTS: Final = (
    "", "a", "z", "ab", "ba", "A", "AA", "1", "a1", "1a", "٣", "xx", "xxx", "abc", "abcdef",
    "2024-01-31", "2024-01-31T10:00:00Z", "6f1c2a9e-4a53-4f3e-9a55-0a3a2d3c1b10", "m@host.example",
    "line\nbreak", "é", "soon", "0", "true", "00123", "-1.5",
)  # fmt: skip
_NUMBERS: Final = (0, 1, -1, 2, 5, 10, 15, 0.5, 0.25, -0.5, 1000, 3_000_000_000, 1e300, 2.0)
_HIDDEN: Final = {"request": "readOnly", "response": "writeOnly"}
_BOUNDS: Final = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?").fullmatch
_WHOLE: Final = re.compile(r"\d\.0\b|e\+").search
_SIZES: Final = ("minLength", "maxLength")
_TYPES: Final = ("string", "integer", "number", "boolean", "object", "array", "null")


def counter_example(pair: Pair, base: Bundle, revision: Bundle) -> Json | Missing:
    """Returns a message that breaks someone, if one is found."""
    for part in pair.parts:
        is_client = part.producer == "client"
        maker, reader = (base, revision) if is_client else (revision, base)
        made, read = (part.base, part.revision) if is_client else (part.revision, part.base)
        accepts = reader.schemas.compile(read, part.side).is_valid
        for value in messages(maker, made, part, other=reader):
            if not _is_read(value, accepts, is_text=part.is_text):
                return value
    return ABSENT


def messages(maker: Bundle, pointer: str, part: Part, *, other: Bundle) -> Iterator[Json]:
    """Returns messages that a schema admits, and that hold only what it names."""
    draw = _Drawing(maker.document, other.document, _HIDDEN[part.side])
    is_valid = maker.schemas.compile(pointer, part.side).is_valid
    schema = maker.document.at(pointer)
    # OpenAPI 3.0 and 3.1 differ in whether 2.0 is an integer, and so would all their schemas.
    is_revised = maker.document.version != other.document.version
    for _ in range(TRIES):
        value = draw.value(schema, 0)
        if is_valid(value) and not (is_revised and _WHOLE(json.dumps(value))):
            yield value


def _is_read(value: Json, accepts: object, *, is_text: bool) -> bool:
    assert callable(accepts)
    return bool(accepts(value)) or (is_text and any(map(accepts, _readings(value))))


def _readings(value: Json) -> list[Json]:
    """What the text of a value may also be read as."""
    if isinstance(value, list):
        read = [[*_one_read(item), item] for item in value]
        return [[one[0] for one in read], [one[max(len(one) - 2, 0)] for one in read]]
    read_as = _one_read(value)
    return [*read_as, *([one] for one in (value, *read_as))]


def _one_read(value: Json) -> list[Json]:
    if isinstance(value, bool):
        return [str(value).lower()]
    if isinstance(value, int | float):
        return [str(value)]
    if not isinstance(value, str):
        return []
    if value in ("true", "false"):
        return [value == "true"]
    if not _NUMBER(value):
        return []
    return [float(value) if "." in value else int(value)]


class _Drawing:
    def __init__(self, maker: Document, other: Document, hidden: str) -> None:
        self._document = maker
        self._hidden = hidden
        self._random = Random(5)
        self._texts: list[Json] = list(_TEXTS)
        self._numbers: list[Json] = list(_NUMBERS)
        self._values: list[Json] = []
        for document in (maker, other):
            self._collect(document.data)

    def _collect(self, node: Json) -> None:
        if isinstance(node, list):
            for item in node:
                self._collect(item)
        if not isinstance(node, dict):
            return
        for word, item in node.items():
            if word in _BOUNDS and isinstance(item, int | float) and not isinstance(item, bool):
                self._numbers += [item, item - 1, item + 1, item * 2, item + 0.5, item * 3]
            elif word in _SIZES and isinstance(item, int) and item < 300:
                self._texts += ["a" * size for size in (item - 1, item, item + 1) if size >= 0]
            elif word == "enum" and isinstance(item, list):
                self._values += item
            elif word == "const":
                self._values.append(item)
            self._collect(item)

    def value(self, schema: Json, depth: int) -> Json:
        """Returns a value that the schema may admit."""
        flat = self._flat(schema, 0)
        listed = flat.get("enum", [flat["const"]] if "const" in flat else None)
        if isinstance(listed, list) and listed and self._random.random() < 0.9:
            return self._random.choice(listed)
        kinds = flat.get("type")
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if not kinds:
            words = {"properties": "object", "additionalProperties": "object", "items": "array"}
            kinds = [kind for word, kind in words.items() if word in flat] or list(_TYPES)
        if flat.get("nullable") is True:
            kinds = [*kinds, "null"]
        return self._of(self._random.choice(kinds), flat, depth)

    def _of(self, kind: str, flat: Record, depth: int) -> Json:
        pick = self._random
        if self._values and pick.random() < 0.15:
            return pick.choice(self._values)
        if kind == "object":
            return self._object(flat, depth)
        if kind == "array":
            return self._array(flat, depth)
        if kind in ("integer", "number"):
            return pick.choice(self._numbers)
        return {"string": pick.choice(self._texts), "boolean": pick.random() < 0.5}.get(kind)

    def _object(self, flat: Record, depth: int) -> Record:
        pick, made = self._random, {}
        likely = 0.7 if depth < 4 else 0.1
        for name, member in flat.get("properties", {}).items():
            if self._is_hidden(member):
                continue
            if name in flat.get("required", ()) or pick.random() < likely:
                made[name] = self.value(member, depth + 1)
        for pattern, member in flat.get("patternProperties", {}).items():
            if pick.random() < likely:
                made[pattern.strip("^$") + "1"] = self.value(member, depth + 1)
        more = flat.get("additionalProperties", False)
        if more is not False and pick.random() < likely:
            for name in pick.sample(("x", "k", "ab", "long_name"), pick.randint(1, 2)):
                made.setdefault(name, self.value(more, depth + 1))
        return made

    def _is_hidden(self, member: Json) -> bool:
        """Whether a member is not for messages of this kind, as `readOnly` ones for requests."""
        return self._flat(member, 0).get(self._hidden) is True

    def _array(self, flat: Record, depth: int) -> list[Json]:
        size = self._random.choice((0, 1, 1, 2, 2, 3, 4)) if depth < 5 else 0
        first = flat.get("prefixItems", [])
        rest = flat.get("items", True)
        return [
            self.value(first[place] if place < len(first) else rest, depth + 1)
            for place in range(size)
        ]

    def _flat(self, schema: Json, depth: int) -> Record:
        """Returns a schema with one of its forms and all of its parts laid together."""
        if not isinstance(schema, dict) or depth > 12:
            return {}
        flat: Record = {name: item for name, item in schema.items() if name != "$ref"}
        parts: list[Json] = list(schema.get("allOf", []))
        for word in ("oneOf", "anyOf"):
            forms = schema.get(word)
            parts += [self._random.choice(forms)] if forms else []
        if "then" in schema:
            parts.append(schema["then"] if self._random.random() < 0.5 else schema.get("else"))
        if isinstance(reference := schema.get("$ref"), str):
            parts.append(self._document.dereference(schema, "")[0] if reference else None)
        for part in parts:
            flat = _joined(flat, self._flat(part, depth + 1))
        return flat


def _joined(first: Record, second: Record) -> Record:
    joined = second | first
    for word in ("properties", "patternProperties"):
        if word in first and word in second:
            joined[word] = second[word] | first[word]
            for name in first[word].keys() & second[word].keys():
                joined[word][name] = {"allOf": [first[word][name], second[word][name]]}
    if "required" in first and "required" in second:
        joined["required"] = [*first["required"], *second["required"]]
    if "enum" in first and "enum" in second:
        joined["enum"] = [one for one in first["enum"] if one in second["enum"]]
    return joined
