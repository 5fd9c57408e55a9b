"""What a schema says about the members, items and types of its values, combinations followed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from specs.document import Document
from specs.errors import SpecError
from specs.values import Json, Record, pointer


@dataclass(frozen=True, slots=True)
class Member:
    """One declared member of an object."""

    name: str
    where: str
    """JSON pointer of its schema."""
    is_required: bool
    """Whether every value has it; not if only one of several forms demands it."""
    is_read_only: bool = False
    is_write_only: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What is declared about the values of one schema."""

    where: str
    """JSON pointer of the schema, references followed."""
    types: frozenset[str]
    """The JSON types that are named or meant, null left out; empty if nothing is said."""
    members: Mapping[str, Member]
    """The declared members of an object, those of every alternative together."""
    items: str | None
    """JSON pointer of the schema of an array's items."""
    required: frozenset[str]
    """The members that some part demands, declared or not."""
    has_forms: bool
    """Whether there are alternatives, so that not each member is for every value."""
    is_open: bool
    """Whether members beyond the declared ones are asked for: a map, or a free form."""

    @property
    def is_object(self) -> bool:
        """Whether the values are objects."""
        return self.types == {"object"}

    @property
    def is_array(self) -> bool:
        """Whether the values are arrays."""
        return self.types == {"array"}

    @property
    def is_free(self) -> bool:
        """Whether nothing is said about the members."""
        return not self.members


_COMBINING: Final = frozenset(("allOf", "anyOf", "oneOf"))
"""Words by which a schema is made of others."""
_INSIDE: Final = frozenset(
    ("additionalProperties", "items", "patternProperties", "properties", "required")
)
"""Words about what is inside of a value."""


class Shapes:
    """Reads the shapes of one document's schemas, each once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[str, Shape] = {}

    def at(self, where: str) -> Shape:
        """Returns the shape of the schema at a JSON pointer."""
        if where not in self._known:
            self._known[where] = self._read(where)
        return self._known[where]

    def schema(self, where: str) -> Record:
        """Returns the schema at a JSON pointer, references followed; empty if there is none."""
        return self._follow(where)[0]

    def keyword(self, where: str, name: str) -> Json:
        """Returns what a schema, or a part that it is made of, says under a keyword, or None."""
        for schema, _ in self._parts(where, set(), only_all=True):
            if name in schema:
                return schema[name]
        return None

    def _read(self, where: str) -> Shape:
        schema, place = self._follow(where)
        if _COMBINING.isdisjoint(schema):
            if _INSIDE.isdisjoint(schema):
                return _plain_shape(schema, place if schema else where)
            parts = [(schema, place)]
            required = needed = set(_texts(schema, "required"))
        else:
            parts = list(self._parts(where, set()))
            sure = self._parts(where, set(), only_all=True)
            needed = {name for schema, _ in sure for name in _texts(schema, "required")}
            required = {name for schema, _ in parts for name in _texts(schema, "required")}
        members: dict[str, Member] = {}
        for schema, at in parts:
            properties = schema.get("properties")
            for name in properties if isinstance(properties, dict) else ():
                member = self._member(name, at, is_required=name in needed)
                if name not in members or self._says(member.where) > self._says(
                    members[name].where
                ):
                    members[name] = member
        extras = [schema.get("additionalProperties") for schema, _ in parts]
        patterns = any("patternProperties" in schema for schema, _ in parts)
        arrays = (f"{at}/items" for schema, at in parts if isinstance(schema.get("items"), dict))
        return Shape(
            where=parts[0][1] if parts else where,
            types=frozenset(name for schema, _ in parts for name in _types(schema)) - {"null"},
            members=members,
            items=next(arrays, None),
            required=frozenset(required),
            has_forms=any(len(_forms(schema, at)) > 1 for schema, at in parts),
            is_open=patterns or any(extra is True or isinstance(extra, dict) for extra in extras),
        )

    def _says(self, where: str) -> int:
        """Counts what is said of a value, so that the fuller of two declarations is believed."""
        schema, where = self._follow(where)
        items, _ = self._follow(f"{where}/items") if "items" in schema else ({}, "")
        return len({"properties", "allOf", "oneOf", "anyOf"} & (schema.keys() | items.keys()))

    def _member(self, name: str, at: str, *, is_required: bool) -> Member:
        where = at + pointer("properties", name)
        schema = self.schema(where)
        return Member(
            name=name,
            where=where,
            is_required=is_required,
            is_read_only=schema.get("readOnly") is True,
            is_write_only=schema.get("writeOnly") is True,
        )

    def _follow(self, where: str) -> tuple[Record, str]:
        try:
            found, where = self._document.dereference(self._document.at(where), where)
        except SpecError:
            return {}, where
        return (found if isinstance(found, dict) else {}), where

    def _parts(
        self, where: str, seen: set[str], *, only_all: bool = False
    ) -> Iterator[tuple[Record, str]]:
        """Yields a schema and all that it is made of, with the places where they really stand."""
        schema, where = self._follow(where)
        if not schema or where in seen:
            return
        seen.add(where)
        yield schema, where
        if _COMBINING.isdisjoint(schema):
            return
        parts = [f"{where}/allOf/{index}" for index, _ in enumerate(_listed(schema, "allOf"))]
        forms = _forms(schema, where)
        if len(forms) == 1 or not only_all:
            parts += forms
        for part in parts:
            yield from self._parts(part, seen, only_all=only_all)


def _plain_shape(schema: Record, where: str) -> Shape:
    """Returns the shape of a schema that says nothing of what is inside, as most do."""
    return Shape(
        where=where,
        types=frozenset(_types(schema)) - {"null"},
        members={},
        items=None,
        required=frozenset(),
        has_forms=False,
        is_open=False,
    )


def _forms(schema: Record, where: str) -> list[str]:
    """Returns the places of the alternatives that are not just null."""
    return [
        f"{where}/{keyword}/{index}"
        for keyword in ("oneOf", "anyOf")
        for index, form in enumerate(_listed(schema, keyword))
        if not (isinstance(form, dict) and form.get("type") == "null")
    ]


def _listed(schema: Record, keyword: str) -> list[Json]:
    found = schema.get(keyword)
    return found if isinstance(found, list) else []


def _texts(schema: Record, keyword: str) -> list[str]:
    return [name for name in _listed(schema, keyword) if isinstance(name, str)]


def _types(schema: Record) -> set[str]:
    named = schema.get("type")
    if isinstance(named, str):
        return {named}
    if isinstance(named, list):
        return {name for name in named if isinstance(name, str)}
    if isinstance(schema.get("properties"), dict) or "additionalProperties" in schema:
        return {"object"}
    return {"array"} if "items" in schema else set()
