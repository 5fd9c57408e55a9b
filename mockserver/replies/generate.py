"""Schema and random source -> a value that is valid for the schema."""

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from rstr import Rstr

from mockserver.replies.flatten import (
    ANYTHING,
    ENDLESS,
    CannotGenerate,
    Placed,
    flatten,
    guess_type,
)
from mockserver.state.identity import uuid_from
from specs.bundle import Bundle
from specs.values import Json, Record

_ATTEMPTS: Final = 40
_MOST_VALUES: Final = 500
"""Values in one answer beyond which optional members are left out."""
_FAR: Final = 1e12
"""Bounds beyond this say only that a number is a double."""
_DEEPEST: Final = 5
"""Levels down to which optional members are filled in."""
_EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)
_WORDS: Final = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "iris")


def generate(bundle: Bundle, where: str, source: Random) -> Json:
    """Returns a value for the schema at a JSON pointer, as a response carries it.

    Raises:
        CannotGenerate: Nothing that was tried is valid.
    """
    schema = bundle.schemas.compile(where, "response")
    for attempt in range(_ATTEMPTS):
        generator = _Generator(bundle, source, deepest=max(0, _DEEPEST - attempt // 4))
        try:
            value = generator.value(Placed(bundle.document.at(where), where), 0)
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

    def value(self, placed: Placed, depth: int) -> Json:
        """Returns a value that most likely fits; the caller validates the whole."""
        self._left -= 1
        if depth > ENDLESS:
            raise CannotGenerate(f"the schema at {placed.where} has no end")
        written = self._written(placed)
        if written:
            return self._source.choice(written)
        flat = flatten(self._document, placed, source=self._source)
        if "const" in flat:
            return flat["const"]
        if "enum" in flat:
            return self._source.choice(flat["enum"])
        return self._by_type(flat, depth)

    def _written(self, placed: Placed) -> list[Json]:
        """Returns the schema's own examples, as far as they are valid."""
        schema, where = self._document.dereference(placed.schema, placed.where)
        if not isinstance(schema, dict):
            return []
        given = schema.get("examples", [])
        candidates = list(given) if isinstance(given, list) else []
        if "example" in schema:
            candidates.append(schema["example"])
        if not candidates:
            return []
        judge = self._bundle.schemas.compile(where, "response")
        return [item for item in candidates if judge.is_valid(item)]

    def _by_type(self, schema: Record, depth: int) -> Json:
        named = schema.get("type") or guess_type(schema)
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
        properties: dict[str, Placed] = schema.get("properties", {})
        required = schema.get("required", [])
        extra: Placed = schema.get("additionalProperties", ANYTHING)
        made: Record = {}
        for name, member in properties.items():
            if name not in required and not self._is_worth_it(member, depth):
                continue
            try:
                value = self.value(member, depth + 1)
            except CannotGenerate:
                if name in required:
                    raise
                continue
            if name in required or self._meets(value, member):
                made[name] = value
        patterns: dict[str, Placed] = schema.get("patternProperties", {})
        for name in required:
            if name not in made:
                made[name] = self.value(_member(name, patterns, extra), depth + 1)
        while len(made) < schema.get("minProperties", 0):
            made[f"{self._word()}{len(made)}"] = self.value(extra, depth + 1)
        return made

    def _meets(self, value: Json, placed: Placed) -> bool:
        judge = self._bundle.schemas.compile(placed.where, "response")
        return judge.is_valid(value) and all(self._meets(value, other) for other in placed.also)

    def _is_worth_it(self, member: "Placed", depth: int) -> bool:
        hidden = isinstance(member.schema, dict) and member.schema.get("writeOnly") is True
        return depth < self._deepest and not hidden and self._left > 0

    def _array(self, schema: Record, depth: int) -> list[Json]:
        least = schema.get("minItems", 0)
        most = schema.get("maxItems", max(least, 2))
        is_short = depth >= self._deepest or self._left <= 0
        count = least if is_short else max(least, min(most, 2))
        first: list[Placed] = schema.get("prefixItems", [])
        made = [self.value(item, depth + 1) for item in first[: most or 0]]
        items: Placed = schema.get("items", ANYTHING)
        tries = 0
        while len(made) < count and tries < count + _ATTEMPTS:
            tries += 1
            item = self.value(items, depth + 1)
            if not (schema.get("uniqueItems") and item in made):
                made.append(item)
        return made

    def _string(self, schema: Record) -> str:
        least, most = schema.get("minLength", 0), schema.get("maxLength", 10_000)
        made = self._formatted(schema.get("format", ""))
        if "pattern" in schema:
            return self._matching(schema["pattern"], made, least, most)
        while len(made) < least:
            made += self._word()
        return made[:most]

    def _matching(self, pattern: str, likely: str, least: int, most: int) -> str:
        maker = Rstr(self._source)
        try:
            if re.search(pattern, likely) and least <= len(likely) <= most:
                return likely
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


def _member(name: str, patterns: dict[str, Placed], extra: Placed) -> Placed:
    """Returns the schema of a member that `properties` does not name."""
    for pattern, schema in patterns.items():
        try:
            if re.search(pattern, name):
                return schema
        except re.error:
            continue
    return extra


def _bounds(schema: Record) -> tuple[float, float]:
    """Returns the lowest and highest number, from either spelling of the exclusive bounds."""
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    whole = schema.get("type") == "integer"
    nudge = 1 if whole else 0.01
    if above is True and low is not None:
        low += nudge
    elif not isinstance(above, bool | None):
        low = math.floor(above) + 1 if whole else math.nextafter(above, math.inf)
    if below is True and high is not None:
        high -= nudge
    elif not isinstance(below, bool | None):
        high = math.ceil(below) - 1 if whole else math.nextafter(below, -math.inf)
    if low is None or low < -_FAR:
        low = 1 if high is None or high >= 1 else max(high - 100, -_FAR)
    if high is None or high > _FAR:
        high = low + 100
    return low, high
