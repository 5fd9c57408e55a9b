"""The schemas of one document, for one direction, as JSON Schema 2020-12, whatever its version.

A reference stays a reference to a place of the document, so sharing and recursion stay visible.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from contracts.drift.schemas.exact import spelled
from contracts.drift.schemas.words import SAID, modern, sayings
from specs.document import Document
from specs.references import NAME_MAPS, fragment, local_reference
from specs.schema_view import SchemaView
from specs.schemas import Direction
from specs.values import ABSENT, Json, Record, pointer

_HIDDEN: Final[dict[Direction, str]] = {"request": "readOnly", "response": "writeOnly"}
_SCHEMAS: Final = frozenset(
    (
        "additionalProperties",
        "contains",
        "else",
        "if",
        "items",
        "not",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    )
)
_LISTS: Final = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
_MAPS: Final = frozenset(("dependentSchemas", "patternProperties", "properties"))


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A schema with the place of the document where it stands."""

    schema: Json
    where: str
    source: "PureSchemas"

    def word(self, name: str) -> Json:
        """Returns what a keyword says, or `ABSENT`."""
        return self.schema.get(name, ABSENT) if isinstance(self.schema, dict) else ABSENT

    def said(self, name: str) -> Json:
        """Returns what is said by a word that judges nothing, or `ABSENT`."""
        said = self.word(SAID)
        return said.get(name, ABSENT) if isinstance(said, dict) else ABSENT

    def pointer(self, *words: str) -> str:
        """Returns the pointer of a keyword in the document, or of the schema if it says it not."""
        where = self.where + pointer(*words)
        if self.source.document.at(where) is not ABSENT:
            return where
        if words[:1] == ("type",) and self.source.document.at(self.where + "/nullable") is True:
            return self.where + "/nullable"
        return self.where


class PureSchemas:
    """The schemas of one document as one direction sees them."""

    def __init__(self, document: Document, direction: Direction) -> None:
        self.document = document
        self.direction = direction
        self._is_3_0 = document.version == "3.0"
        self._view = SchemaView(document, _HIDDEN[direction])
        self._pure: dict[int, Json] = {}
        self._kept: list[Json] = []
        self._wrappers: set[int] = set()
        self._at: dict[str, Place] = {}
        self._listed: dict[int, tuple[Json, frozenset[str]]] = {}

    def at(self, where: str) -> Place:
        """Returns the schema at a JSON pointer."""
        found = self._at.get(where)
        if found is None:
            raw = self.document.at(where)
            raw = True if raw is ABSENT else raw
            found = self._at[where] = Place(self._made(self._view.of(raw), raw), where, self)
        return found

    def resolve(self, reference: str) -> Json:
        """Returns the schema that a reference names."""
        return self.at(fragment(reference)).schema if reference.startswith("#") else True

    def target(self, place: Place) -> Place | None:
        """Returns the place that a schema refers to, or None if it does not, or leads outside."""
        reference = place.word("$ref")
        if not isinstance(reference, str) or not reference.startswith("#"):
            return None
        where = fragment(reference)
        return self.at(where) if where[:1] in ("", "/") else None

    def child(self, place: Place, word: str, *rest: str | int) -> Place:
        """Returns a schema inside of another one."""
        schema = place.schema[word]
        for part in rest:
            schema = schema[part]
        if id(place.schema) in self._wrappers and word == "anyOf":
            where = place.where + ("" if rest == (0,) else "/nullable")
            return Place(schema, where, self)
        return Place(schema, place.where + pointer(word, *rest), self)

    def children(self, place: Place, word: str) -> tuple[Place, ...]:
        """Returns the schemas of a keyword that holds a list of them."""
        items = place.word(word)
        count = len(items) if isinstance(items, list) else 0
        return tuple(self.child(place, word, index) for index in range(count))

    def spelled_values(self, place: Place) -> frozenset[str] | None:
        """Returns the values that a schema lists, as `spelled`; None if it lists none."""
        listed = place.word("enum")
        if not isinstance(listed, list):
            return None
        key = id(place.schema)
        if key not in self._listed:
            self._listed[key] = place.schema, frozenset(spelled(one) for one in listed)
        return self._listed[key][1]

    def _made(self, copy: Json, raw: Json) -> Json:
        if not isinstance(copy, dict):
            return copy if isinstance(copy, bool) else True
        found = self._pure.get(id(copy))
        if found is None:
            self._kept.append(copy)
            found = self._pure[id(copy)] = self._mapping(copy, raw if isinstance(raw, dict) else {})
        return found

    def _mapping(self, copy: Record, raw: Record) -> Record:
        if self._is_3_0 and _is_wrapped(copy, raw):
            bare = {name: item for name, item in raw.items() if name != "nullable"}
            self._kept.append(bare)
            wrapper: Record = {"anyOf": [self._made(copy["anyOf"][0], bare), {"type": "null"}]}
            self._wrappers.add(id(wrapper))
            return wrapper
        schema = modern(copy, is_3_0=self._is_3_0)
        if "$dynamicRef" in schema:
            self._settle(schema)
        for word, item in schema.items():
            if word in _SCHEMAS:
                schema[word] = self._made(item, raw.get(word))
            elif word in _LISTS and isinstance(item, list):
                originals = raw.get("items" if word == "prefixItems" and self._is_3_0 else word)
                paired = zip(item, originals if isinstance(originals, list) else item, strict=False)
                schema[word] = [self._made(one, original) for one, original in paired]
            elif word in _MAPS and isinstance(item, dict):
                assert word in NAME_MAPS
                originals = raw.get(word)
                originals = originals if isinstance(originals, dict) else {}
                schema[word] = {
                    name: self._made(one, originals.get(name)) for name, one in item.items()
                }
        if said := sayings(raw, is_3_0=self._is_3_0):
            schema[SAID] = said
        return schema

    def _settle(self, schema: Record) -> None:
        """Puts plain references in the place of a dynamic one: to all that have its anchor.

        Which of several it means depends on the way that led there; with one, nothing is lost.
        """
        name = str(schema["$dynamicRef"]).rpartition("#")[2]
        places = self._anchors.get(name, ())
        if not places or "$ref" in schema or (len(places) > 1 and "anyOf" in schema):
            return
        del schema["$dynamicRef"]
        references: list[Json] = [{"$ref": local_reference(where)} for where in places]
        schema.update(references[0] if len(places) == 1 else {"anyOf": references})

    @cached_property
    def _anchors(self) -> dict[str, list[str]]:
        """The places of the schemas that dynamic references may mean, by anchor."""
        found: dict[str, list[str]] = {}
        waiting: list[tuple[Json, str]] = [(self.document.data, "")]
        for value, where in waiting:  # grows
            if isinstance(value, dict):
                if isinstance(name := value.get("$dynamicAnchor"), str):
                    found.setdefault(name, []).append(where)
                waiting += [(one, where + pointer(key)) for key, one in value.items()]
            elif isinstance(value, list):
                waiting += [(one, f"{where}/{index}") for index, one in enumerate(value)]
        return found


def _is_wrapped(copy: Record, raw: Record) -> bool:
    """Whether a schema was put beside null because it may be null."""
    return (
        raw.get("nullable") is True
        and copy.keys() == {"anyOf"}
        and ("$ref" in raw or "type" not in raw)
    )
