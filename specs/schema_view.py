"""A document as one direction sees it: pure JSON Schema, without what no validator looks at."""

from collections.abc import Callable, Mapping
from typing import Final

from specs.document import Document
from specs.errors import InvalidSpec
from specs.references import DATA_WORDS, fragment, is_name_map, local_reference
from specs.values import Json, Record

SILENT: Final = frozenset(
    ("description", "summary", "title", "example", "examples", "default", "externalDocs", "xml")
)
"""Words that judge nothing."""

_IDENTIFIERS: Final = frozenset(("id", "$id", "$anchor", "$dynamicAnchor", "$schema"))
"""Words that name a schema. References name places, so nothing needs them unless a `$dynamicRef`
looks for them; and OpenAPI 3.0, which does not know them, must not be misled by them."""

_SIZES: Final = (
    "maxItems",
    "maxLength",
    "maxProperties",
    "minItems",
    "minLength",
    "minProperties",
)


_ONE_SIDED: Final = frozenset(("readOnly", "writeOnly"))


class SchemaView:
    """Copies a document for one direction; an object that is shared stays shared."""

    def __init__(
        self, document: Document, hidden: str, reference: Callable[[str], str] = local_reference
    ) -> None:
        """Prepares a copy.

        Args:
            document: The document.
            hidden: `readOnly` or `writeOnly`: the word of what the other side sends.
            reference: Words the reference to a place of the document.
        """
        self._document = document
        self._hidden = hidden
        self._reference = reference
        scopes = document.scopes
        self._uris: Mapping[int, str] | None = None
        """The URIs of schemas by identity, where they matter."""
        if scopes is not None:
            self._uris = {id(document.at(where)): uri for where, uri in scopes.uris.items()}
        self._is_3_0 = document.version == "3.0"
        self.is_one_sided = False
        """Whether something was met that only one side sends, so that the other's view differs."""
        self._done: dict[tuple[int, bool], Json] = {}
        self._names: dict[int, frozenset[str]] = {}

    def of(self, value: Json, *, named: bool = False) -> Json:
        """Returns the copy of a part of the document.

        Args:
            value: The part.
            named: Whether its members are names that an author chose.
        """
        if isinstance(value, list):
            return [self.of(item) for item in value]
        if not isinstance(value, dict):
            return value
        key = (id(value), named)
        if key not in self._done:
            self._done[key] = self._mapping(value, named=named)
        return self._done[key]

    def _mapping(self, value: Record, *, named: bool) -> Record:
        if named:
            return {name: self.of(item) for name, item in value.items()}
        if not _ONE_SIDED.isdisjoint(value):
            self.is_one_sided = True
        copy = {
            name: item if name in DATA_WORDS else self.of(item, named=is_name_map(name))
            for name, item in value.items()
            if not self._is_dropped(name, item)
        }
        if self._uris is not None and isinstance(copy.pop("$id", None), str):
            copy.update({"$id": self._uris[id(value)]} if id(value) in self._uris else {})
        reference = copy.get("$ref")
        if isinstance(reference, str) and reference.startswith("#"):
            copy["$ref"] = self._reference(fragment(reference))
        for word in _SIZES:
            if isinstance(size := copy.get(word), float) and size.is_integer():
                copy[word] = int(size)
        self._relax(value, copy)
        if self._is_3_0 and copy.pop("nullable", False) is True:
            return _nullable(copy)
        return copy

    def _is_dropped(self, name: str, item: Json) -> bool:
        """Whether a word judges nothing; in a bare map of schemas it may be a schema's name."""
        if name in SILENT:
            return name in DATA_WORDS or not isinstance(item, dict)
        return name in _IDENTIFIERS and isinstance(item, str) and self._uris is None

    def _relax(self, value: Record, copy: Record) -> None:
        """Demands nothing that the other side sends, also where the parts of an `allOf` say so."""
        parts = copy.get("allOf")
        if "required" not in copy and not isinstance(parts, list):
            return
        hidden = self._hidden_names(value)
        if not hidden:
            return
        _demand_less(copy, hidden)
        if isinstance(parts, list):
            copy["allOf"] = [dict(part) if isinstance(part, dict) else part for part in parts]
            for part in copy["allOf"]:
                if isinstance(part, dict):
                    _demand_less(part, hidden)

    def _hidden_names(self, schema: Json) -> frozenset[str]:
        """Returns the members that the other side sends, those of its `allOf` included."""
        schema = self._followed(schema)
        if not isinstance(schema, dict):
            return frozenset()
        if id(schema) not in self._names:
            self._names[id(schema)] = frozenset()  # ends a circle
            properties, parts = schema.get("properties"), schema.get("allOf")
            members = properties if isinstance(properties, dict) else {}
            names = {name for name, member in members.items() if self._is_hidden(member)}
            for part in parts if isinstance(parts, list) else ():
                names |= self._hidden_names(part)
            self._names[id(schema)] = frozenset(names)
        return self._names[id(schema)]

    def _is_hidden(self, member: Json) -> bool:
        found = (member, self._followed(member))
        return any(isinstance(one, dict) and one.get(self._hidden) is True for one in found)

    def _followed(self, schema: Json) -> Json:
        if not isinstance(schema, dict) or "$ref" not in schema:
            return schema
        try:
            return self._document.dereference(schema, "")[0]
        except InvalidSpec:
            return None


def _demand_less(schema: Record, hidden: frozenset[str]) -> None:
    required = schema.get("required")
    if not isinstance(required, list):
        return
    kept = [name for name in required if not isinstance(name, str) or name not in hidden]
    if kept:
        schema["required"] = kept
    else:
        del schema["required"]


def _nullable(schema: Record) -> Record:
    if "$ref" in schema or "type" not in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
        schema["enum"] = [*schema["enum"], None]
    if isinstance(schema["type"], str):
        schema["type"] = [schema["type"], "null"]
    return schema
