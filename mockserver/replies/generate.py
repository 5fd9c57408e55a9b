"""Schema and random source -> a value that is valid for the schema."""

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from rstr import Rstr

from mockserver.state.identity import uuid_from
from specs.bundle import Bundle
from specs.values import Json, Record, pointer

_ATTEMPTS: Final = 40
_MOST_VALUES: Final = 500
"""Values in one answer beyond which optional members are left out."""
_ENDLESS: Final = 24
"""Levels beyond which a schema is taken to demand itself for ever."""
_FAR: Final = 1e12
"""Bounds beyond this say only that a number is a double."""
_DEEPEST: Final = 5
"""Levels down to which optional members are filled in."""
_EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)
_WORDS: Final = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "iris")


class CannotGenerate(Exception):
    """No valid value was found for a schema."""


def generate(bundle: Bundle, where: str, source: Random) -> Json:
    """Returns a value for the schema at a JSON pointer, as a response carries it.

    Raises:
        CannotGenerate: Nothing that was tried is valid.
    """
    schema = bundle.schemas.compile(where, "response")
    for attempt in range(_ATTEMPTS):
        generator = _Generator(bundle, source, deepest=max(0, _DEEPEST - attempt // 4))
        try:
            value = generator.value(bundle.document.at(where), where, 0)
        except (CannotGenerate, RecursionError):
            continue
        if schema.is_valid(value):
            return value
    raise CannotGenerate(f"no valid value was found for the schema at {where}")


class _Generator:
    def __init__(self, bundle: Bundle, source: Random, *, deepest: int) -> None:
        self._document = bundle.document
        self._bundle = bundle
        self._source = source
        self._deepest = deepest
        self._left = _MOST_VALUES

    def value(self, schema: Json, where: str, depth: int) -> Json:
        """Returns a value that most likely fits; the caller validates the whole."""
        self._left -= 1
        if depth > _ENDLESS:
            raise CannotGenerate(f"the schema at {where} has no end")
        schema, where = self._document.dereference(schema, where)
        if schema is False:
            raise CannotGenerate(f"nothing is valid at {where}")
        if not isinstance(schema, dict):
            return self._word()
        written = self._written(schema, where)
        if written:
            return self._source.choice(written)
        flat = self._flatten(schema, where, depth)
        if "const" in flat:
            return flat["const"]
        if "enum" in flat:
            return self._source.choice(flat["enum"])
        return self._by_type(flat, depth)

    def _written(self, schema: Record, where: str) -> list[Json]:
        """Returns the schema's own examples, as far as they are valid."""
        given = schema.get("examples", [])
        candidates = list(given) if isinstance(given, list) else []
        if "example" in schema:
            candidates.append(schema["example"])
        if not candidates:
            return []
        judge = self._bundle.schemas.compile(where, "response")
        return [item for item in candidates if judge.is_valid(item)]

    def _flatten(self, schema: Record, where: str, depth: int) -> Record:
        """Merges `allOf`, and one choice of `oneOf` and `anyOf`, into one schema.

        Sub-schemas become `_Placed`, since the merged schema stands nowhere.
        """
        flat = _placed(schema, where)
        parts = [
            (item, f"{where}/allOf/{index}") for index, item in enumerate(schema.get("allOf", []))
        ]
        for keyword in ("oneOf", "anyOf"):
            choices = schema.get(keyword)
            if choices:
                index = self._source.randrange(len(choices))
                parts.append((choices[index], f"{where}/{keyword}/{index}"))
        for part, part_where in parts:
            part, part_where = self._document.dereference(part, part_where)
            if part is False or depth > _ENDLESS:
                raise CannotGenerate(f"nothing is valid at {part_where}")
            if isinstance(part, dict):
                _merge(flat, self._flatten(part, part_where, depth + 1))
        return flat

    def _by_type(self, schema: Record, depth: int) -> Json:
        named = schema.get("type") or _guess_type(schema)
        types = [named] if isinstance(named, str) else list(named)
        solid = [name for name in types if name != "null"]
        makers: dict[str, Callable[[], Json]] = {
            "object": lambda: self._object(schema, depth),
            "array": lambda: self._array(schema, depth),
            "string": lambda: self._string(schema),
            "integer": lambda: self._number(schema, whole=True),
            "number": lambda: self._number(schema, whole=False),
            "boolean": lambda: self._source.random() < 0.5,
        }
        return makers[solid[0]]() if solid and solid[0] in makers else None

    def _object(self, schema: Record, depth: int) -> Record:
        properties: dict[str, _Placed] = schema.get("properties", {})
        required = schema.get("required", [])
        extra: _Placed = schema.get("additionalProperties", _ANYTHING)
        made: Record = {}
        for name, member in properties.items():
            if name not in required and not self._is_worth_it(member, depth):
                continue
            try:
                made[name] = self.value(*member, depth + 1)
            except CannotGenerate:
                if name in required:
                    raise
        for name in required:
            if name not in made:
                made[name] = self.value(*extra, depth + 1)
        while len(made) < schema.get("minProperties", 0):
            made[f"{self._word()}{len(made)}"] = self.value(*extra, depth + 1)
        return made

    def _is_worth_it(self, member: "_Placed", depth: int) -> bool:
        hidden = isinstance(member.schema, dict) and member.schema.get("writeOnly") is True
        return depth < self._deepest and not hidden and self._left > 0

    def _array(self, schema: Record, depth: int) -> list[Json]:
        least = schema.get("minItems", 0)
        most = schema.get("maxItems", max(least, 2))
        is_short = depth >= self._deepest or self._left <= 0
        count = least if is_short else max(least, min(most, 2))
        first: list[_Placed] = schema.get("prefixItems", [])
        made = [self.value(*item, depth + 1) for item in first[: most or 0]]
        tries = 0
        while len(made) < count and tries < count + _ATTEMPTS:
            tries += 1
            item = self.value(*schema.get("items", _ANYTHING), depth + 1)
            if not (schema.get("uniqueItems") and item in made):
                made.append(item)
        return made

    def _string(self, schema: Record) -> str:
        least, most = schema.get("minLength", 0), schema.get("maxLength", 10_000)
        if "pattern" in schema:
            return self._matching(schema["pattern"], least, most)
        made = self._formatted(schema.get("format", ""))
        while len(made) < least:
            made += self._word()
        return made[:most]

    def _matching(self, pattern: str, least: int, most: int) -> str:
        maker = Rstr(self._source)
        try:
            for _ in range(_ATTEMPTS):
                made: str = maker.xeger(pattern)
                if least <= len(made) <= most:
                    return made
        except (re.error, ValueError, KeyError, IndexError) as error:
            raise CannotGenerate(f"the pattern {pattern!r} is not understood") from error
        raise CannotGenerate(f"no text of that length was found for the pattern {pattern!r}")

    def _formatted(self, name: str) -> str:
        instant = _EPOCH + timedelta(seconds=self._source.randrange(31_536_000))
        word, number = self._word(), self._source.randrange(1, 255)
        return {
            "date-time": instant.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "date": instant.strftime("%Y-%m-%d"),
            "time": instant.strftime("%H:%M:%SZ"),
            "duration": f"PT{number}S",
            "email": f"{word}@example.test",
            "idn-email": f"{word}@example.test",
            "hostname": f"{word}.example.test",
            "idn-hostname": f"{word}.example.test",
            "uri": f"https://{word}.example.test/{number}",
            "url": f"https://{word}.example.test/{number}",
            "iri": f"https://{word}.example.test/{number}",
            "uri-reference": f"/{word}/{number}",
            "iri-reference": f"/{word}/{number}",
            "uri-template": f"/{word}/{{id}}",
            "ipv4": f"192.0.2.{number}",
            "ipv6": f"2001:db8::{number:x}",
            "uuid": uuid_from(self._source),
            "json-pointer": f"/{word}",
            "relative-json-pointer": "0",
            "regex": f"^{word}$",
            "byte": "bW9jaw==",
        }.get(name, word)

    def _number(self, schema: Record, *, whole: bool) -> float:
        low, high = _bounds(schema)
        step = schema.get("multipleOf", 1 if whole else 0)
        if step:
            first, last = math.ceil(low / step), math.floor(high / step)
            if first > last:
                raise CannotGenerate("no number lies between the bounds")
            made = self._source.randint(first, last) * step
            return int(made) if whole else made
        return round(self._source.uniform(low, high), 2) if high - low > 1 else (low + high) / 2

    def _word(self) -> str:
        return self._source.choice(_WORDS)


class _Placed(NamedTuple):
    """A schema and the JSON pointer of the place where it stands."""

    schema: Json
    where: str


_ANYTHING: Final = _Placed(True, "")
_COMBINED: Final = ("allOf", "oneOf", "anyOf")


def _placed(schema: Record, where: str) -> Record:
    """Copies a schema, each schema inside it with its place; combinations are left out."""
    copy = {name: item for name, item in schema.items() if name not in _COMBINED}
    for name in ("items", "additionalProperties"):
        if name in copy:
            copy[name] = _Placed(copy[name], f"{where}/{name}")
    if "properties" in copy:
        base = where + "/properties"
        copy["properties"] = {
            name: _Placed(item, base + pointer(name)) for name, item in copy["properties"].items()
        }
    if "prefixItems" in copy:
        copy["prefixItems"] = [
            _Placed(item, f"{where}/prefixItems/{index}")
            for index, item in enumerate(copy["prefixItems"])
        ]
    return copy


def _merge(into: Record, part: Record) -> None:
    for name, item in part.items():
        if name == "properties":
            into["properties"] = {**into.get("properties", {}), **item}
        elif name == "required":
            into["required"] = list(dict.fromkeys([*into.get("required", []), *item]))
        else:
            into.setdefault(name, item)


def _guess_type(schema: Record) -> str:
    if "properties" in schema or "required" in schema or "minProperties" in schema:
        return "object"
    if "items" in schema or "prefixItems" in schema or "minItems" in schema:
        return "array"
    if "minimum" in schema or "maximum" in schema or "multipleOf" in schema:
        return "number"
    return "string"


def _bounds(schema: Record) -> tuple[float, float]:
    """Returns the lowest and highest number, from either spelling of the exclusive bounds."""
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    nudge = 1 if schema.get("type") == "integer" else 0.01
    if above is True and low is not None:
        low += nudge
    elif above not in (None, True, False):
        low = above + nudge
    if below is True and high is not None:
        high -= nudge
    elif below not in (None, True, False):
        high = below - nudge
    if low is None or low < -_FAR:
        low = 1 if high is None or high >= 1 else max(high - 100, -_FAR)
    if high is None or high > _FAR:
        high = low + 100
    return low, high
