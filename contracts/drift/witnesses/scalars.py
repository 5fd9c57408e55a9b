"""Whether a value that has no parts satisfies facts."""

import jsonschema_rs

from contracts.drift.witnesses.demand import kind
from contracts.drift.witnesses.facts import Facts
from contracts.drift.witnesses.numbers import exact
from specs.values import Json, Record


class Scalars:
    """Judges values by keywords that look at one value only; remembers compiled patterns."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], jsonschema_rs.Validator] = {}
        self._lists: dict[int, tuple[list[Json], frozenset[str]]] = {}

    def satisfy(self, facts: Facts, value: Json) -> bool:
        """Whether a value has a type that is asked for, and what is asked of that type."""
        what = kind(value)
        if what not in facts.types or not self._is_listed(facts, value):
            return False
        if what in ("integer", "fraction"):
            return _is_number(facts, value)
        return what != "string" or self._is_text(facts, value)

    def matches(self, pattern: str, text: str) -> bool:
        """Whether a pattern is found in a text, as the real validators find it."""
        return self._is("pattern", pattern, text)

    def _is_listed(self, facts: Facts, value: Json) -> bool:
        if not any(word in facts.said for word in ("enum", "const", "!never")):
            return True
        key = same(value)
        return (
            not any(key in self._known(ones) for ones in facts.all("!never"))
            and all(key in self._known(ones) for ones in facts.all("enum"))
            and all(key == same(one) for one in facts.all("const"))
        )

    def _known(self, ones: list[Json]) -> frozenset[str]:
        """Returns the values of a list as texts; a long list is read once."""
        if id(ones) not in self._lists:
            self._lists[id(ones)] = ones, frozenset(map(same, ones))
        return self._lists[id(ones)][1]

    def _is_text(self, facts: Facts, text: str) -> bool:
        if not facts.least("minLength") <= len(text) <= facts.most("maxLength", len(text)):
            return False
        return all(
            self._is(word, one, text) is (word == said)
            for word in ("pattern", "format")
            for said in (word, "!" + word)
            for one in facts.all(said)
        )

    def _is(self, word: str, value: str, text: str) -> bool:
        key = word, value
        if key not in self._compiled:
            schema: Record = {word: value}
            try:
                found = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
            except ValueError:
                found = jsonschema_rs.Draft202012Validator(True)
            self._compiled[key] = found
        return self._compiled[key].is_valid(text)


def same(one: Json) -> str:
    """Returns a text that is the same for values that JSON Schema holds to be equal.

    >>> same([1, {"b": True, "a": 2.0}]) == same([1.0, {"a": 2, "b": True}])
    True
    """
    if isinstance(one, dict):
        return "{" + ",".join(f"{name!r}:{same(one[name])}" for name in sorted(one)) + "}"
    if isinstance(one, list):
        return "[" + ",".join(map(same, one)) + "]"
    if isinstance(one, float) and one == one // 1:
        return repr(int(one))
    return repr(one)


def _is_number(facts: Facts, value: Json) -> bool:
    number = exact(value)
    return (
        all(number >= exact(one) for one in facts.all("minimum"))
        and all(number > exact(one) for one in facts.all("exclusiveMinimum"))
        and all(number <= exact(one) for one in facts.all("maximum"))
        and all(number < exact(one) for one in facts.all("exclusiveMaximum"))
        and all(number % exact(one) == 0 for one in facts.all("multipleOf"))
        and all(number % exact(one) != 0 for one in facts.all("!multipleOf"))
    )
