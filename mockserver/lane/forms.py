"""Forms, compiled: named fields in, an object out whose members are typed by its schema."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from mockserver.lane.coercion import COMPOSERS, coercion, json_types, to_json, typed_parts
from specs.bundle import Bundle
from specs.values import Json, Record, pointer

FORM_TYPES: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
"""Media types whose bodies are named fields."""

Fields = Iterable[tuple[str, str]]
"""Names and texts in the order sent."""

_Read = Callable[[list[str]], Json]
"""The texts sent under one name -> the value of the field."""


class CompiledForm:
    """Reads forms of one schema; each field is prepared when it is first sent."""

    def __init__(self, bundle: Bundle, schema: str | None) -> None:
        """Names a form.

        Args:
            bundle: The API whose document holds the schema.
            schema: JSON pointer of the form's schema, if it has one.
        """
        self._bundle = bundle
        self._schema = schema
        self._readers: dict[str, _Read] = {}

    @cached_property
    def members(self) -> dict[str, str]:
        """The pointer of each declared field's schema, by name."""
        return properties_of(self._bundle, self._schema)

    def read(self, fields: Fields) -> Record:
        """Returns a form as an object, each field read as its property's schema types it."""
        texts: dict[str, list[str]] = {}
        for name, text in fields:
            texts.setdefault(name.removesuffix("[]"), []).append(text)
        return {
            name: (self._reader(name) if name in self.members else _untyped)(given)
            for name, given in texts.items()
        }

    def _reader(self, name: str) -> _Read:
        found = self._readers.get(name)
        if found is None:
            found = self._readers[name] = _reader_of(self._bundle, self.members[name])
        return found


def properties_of(bundle: Bundle, schema: str | None) -> dict[str, str]:
    """Returns the pointer of each property's schema, those under `allOf` included.

    Of those under `anyOf` and `oneOf` only where all of them name the same types.
    """
    return _properties(bundle, schema, frozenset()) if schema is not None else {}


def _properties(bundle: Bundle, schema: str, within: frozenset[str]) -> dict[str, str]:
    value, where = bundle.document.dereference(bundle.document.at(schema), schema)
    if not isinstance(value, dict) or where in within:
        return {}
    within |= {where}
    found: dict[str, str] = {}
    one_of: dict[str, list[str]] = {}
    for word in COMPOSERS:
        parts = value.get(word)
        for index in range(len(parts) if isinstance(parts, list) else 0):
            part = _properties(bundle, f"{where}/{word}/{index}", within)
            if word == "allOf":
                found.update(part)
            else:
                for name, at in part.items():
                    one_of.setdefault(name, []).append(at)
    base = where + "/properties"
    found.update({name: base + pointer(name) for name in value.get("properties", {})})
    agreed = {name: at[0] for name, at in one_of.items() if len(_kinds(bundle, at)) == 1}
    return {**agreed, **found}


def _kinds(bundle: Bundle, places: list[str]) -> set[tuple[str, ...]]:
    document = bundle.document
    return {json_types(document, document.at(where), where) for where in places}


def _untyped(given: list[str]) -> Json:
    return given[0] if len(given) == 1 else given


def _reader_of(bundle: Bundle, where: str) -> _Read:
    document = bundle.document
    types = json_types(document, document.at(where), where)
    parts = typed_parts(document, where)
    known = set(types).union(*parts.values())
    if "array" in known:
        array = next(at for at, named in parts.items() if "array" in named)
        return _array_of(bundle, array, where if not types else None)
    if "object" in types or known - {"null"} == {"object"}:
        # A part that is an object is sent as JSON unless its encoding says otherwise.
        return lambda given: to_json(given[-1])
    read_one = coercion(types, bundle.schemas.compile(where, "request"))
    return lambda given: read_one(given[-1])


def _array_of(bundle: Bundle, array: str, whole: str | None) -> _Read:
    """Returns what reads an array.

    Args:
        bundle: The API.
        array: JSON pointer of the array's schema.
        whole: JSON pointer of the field's schema, if that allows something else beside the array.
    """
    items = bundle.document.at(array).get("items", {})
    types = json_types(bundle.document, items, array + "/items")
    read_item = to_json if "object" in types else coercion(types, None)
    if whole is None:
        return lambda given: [read_item(text) for text in given]
    schema = bundle.schemas.compile(whole, "request")
    read_one = coercion((), schema)

    def read(given: list[str]) -> Json:
        value = read_one(given[0])
        if len(given) == 1 and schema.is_valid(value):
            return value
        return [read_item(text) for text in given]

    return read
