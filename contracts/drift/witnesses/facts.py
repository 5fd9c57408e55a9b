"""What is asked of a value once every choice between schemas is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from contracts.drift.witnesses.demand import TYPES, Said, Side, kinds
from specs.values import Json, Record

_ALL: Final = frozenset(TYPES)
_MEMBERS: Final = ("properties", "patternProperties", "additionalProperties")
_ITEMS: Final = ("prefixItems", "items")
_CONTENT: Final = ("contains", "minContains", "maxContains")
_SINGLE: Final = frozenset(
    (
        "enum", "const", "!never", "maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum",
        "multipleOf", "!multipleOf", "maxLength", "minLength", "pattern", "!pattern", "format",
        "!format", "maxItems", "minItems", "uniqueItems", "!repeated", "!some", "maxProperties",
        "minProperties", "required", "!absent", "!matching", "!beyond", "propertyNames", "!name",
        "unevaluatedProperties", "unevaluatedItems",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """Keywords that all hold at once; none of them is a choice."""

    types: frozenset[str] = _ALL
    said: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)

    def with_schema(self, schema: Record, side: Side) -> "Facts":
        """Returns the facts with what one schema says itself, apart from its parts."""
        types = self.types
        if "type" in schema:
            types &= kinds(schema["type"])
        if "!type" in schema:
            types -= kinds(schema["!type"])
        said = dict(self.said)
        for word in _SINGLE & schema.keys():
            whose: Side = "outer" if "!made" in schema else side
            said[word] = (*said.get(word, ()), Said(schema[word], whose))
        for name, words in (("members", _MEMBERS), ("items", _ITEMS), ("contains", _CONTENT)):
            if any(word in schema for word in words) and (name != "contains" or name in schema):
                said[name] = (*said.get(name, ()), Said(schema, side))
        return replace(self, types=types, said=said)

    def all(self, word: str) -> list[Json]:
        """Returns all that was said by one keyword."""
        return [one.value for one in self.said.get(word, ())]

    def least(self, word: str) -> int:
        """Returns the greatest lower bound by a keyword of sizes."""
        return max([0, *(int(value) for value in self.all(word))])

    def most(self, word: str, otherwise: int) -> int:
        """Returns the least upper bound by a keyword of sizes."""
        return min([otherwise, *(int(value) for value in self.all(word))])

    def is_hopeless(self) -> bool:
        """Whether a glance shows that nothing is like this."""
        if not self.types:
            return True
        absent = {name for names in self.all("!absent") for name in names}
        return self.types == {"object"} and any(
            name in absent for names in self.all("required") for name in names
        )
