"""The schemas of a document, compiled: one validator per schema and direction."""

import hashlib
import json
from collections.abc import Callable
from functools import cached_property
from itertools import islice
from typing import Final, Literal

import jsonschema_rs

from specs.document import Document
from specs.errors import InvalidSpec, first_line
from specs.gathering import is_dialect
from specs.references import fragment, local_reference
from specs.schema_view import SILENT, SchemaView
from specs.values import ABSENT, Json, Record, pointer
from specs.violations import SchemaViolation, nearest_form, violations

__all__ = ["CompiledSchema", "Direction", "SchemaSet", "SchemaViolation", "violations"]

Direction = Literal["request", "response"]

_BASE: Final = "urn:openapi:document"
_DIALECTS: Final = "urn:openapi:dialects"
_APART: Final = "apart"
_HIDDEN: Final[dict[Direction, str]] = {"request": "readOnly", "response": "writeOnly"}


class CompiledSchema:
    """A validator for one schema of a document."""

    __slots__ = ("_validator", "is_valid")

    def __init__(self, validator: jsonschema_rs.Validator) -> None:
        self._validator = validator
        self.is_valid: Callable[[Json], bool] = validator.is_valid

    def violations(self, value: Json, limit: int = 20) -> tuple[SchemaViolation, ...]:
        """Returns what is wrong with a value, at most `limit` findings; empty if it is valid."""
        return violations(self._validator, value, limit)

    def nearest_violations(self, value: Json, limit: int = 20) -> tuple[SchemaViolation, ...]:
        """Returns the same, but where none of several forms fits, what the nearest one misses."""
        errors = self._validator.iter_errors(value)
        return tuple(islice((item for error in errors for item in nearest_form(error)), limit))


class SchemaSet:
    """Compiles the schemas of one document, each when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._is_3_0 = document.version == "3.0"
        self._registries: dict[Direction, jsonschema_rs.Registry] = {}
        self._compiled: dict[tuple[str, Direction] | tuple[bytes, int], CompiledSchema] = {}

    def compile(self, where: str, direction: Direction) -> CompiledSchema:
        """Returns the validator of the schema at a JSON pointer.

        Args:
            where: JSON pointer of the schema.
            direction: Whether a client sends the value or receives it; `readOnly` members are
                never demanded of a request, nor `writeOnly` ones of a response.

        Raises:
            InvalidSpec: The schema itself is broken.
        """
        found = self._compiled.get((where, direction))
        if found is None:
            found = self._compiled[where, direction] = self._shared(where, direction)
        return found

    def view(self, direction: Direction) -> Record:
        """Returns the document as pure JSON Schema for one direction, without its examples."""
        copy: Record = SchemaView(self.document, _HIDDEN[direction]).of(self.document.data)
        return copy

    def _shared(self, where: str, direction: Direction) -> CompiledSchema:
        """Returns the validator of a schema, which others that say the same share."""
        home = self._home(where)
        root: Record = {"$ref": self._uri(home)}
        if self._is_apart(home):
            # Under a word that means nothing, a schema is not held to the rules for whole ones.
            root = {"$ref": f"#/{_APART}"}
            root[_APART] = self._view(direction).of(self.document.at(home))
        try:
            return self._made(root, direction)
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            raise self._broken(home, error) from error
        except BaseException as error:
            # What the validator's own language calls a panic is no `Exception`.
            if type(error).__name__ != "PanicException":
                raise
            raise self._broken(home, error) from error

    def _home(self, where: str) -> str:
        """Follows references that have nothing beside them."""
        seen: set[str] = set()
        while where not in seen:
            seen.add(where)
            schema = self.document.at(where)
            reference = schema.get("$ref") if isinstance(schema, dict) else None
            if not isinstance(reference, str) or not reference.startswith("#/"):
                break
            beside = schema.keys() - SILENT - {"$ref"}
            if "nullable" in beside if self._is_3_0 else beside:
                break
            where = fragment(reference)
        return where

    def _made(self, root: Record, direction: Direction) -> CompiledSchema:
        registry = self._registry(direction)
        key = (_spelled(root), id(registry))
        if key not in self._compiled:
            kind = (
                jsonschema_rs.Draft4Validator
                if self._is_3_0
                else jsonschema_rs.Draft202012Validator
            )
            self._compiled[key] = CompiledSchema(
                kind(
                    root,
                    registry=registry,
                    validate_formats=True,
                    formats=_FORMATS_3_0 if self._is_3_0 else None,
                    offline=True,
                )
            )
        return self._compiled[key]

    def _broken(self, where: str, error: BaseException) -> InvalidSpec:
        path = error.instance_path if isinstance(error, jsonschema_rs.ValidationError) else []
        path = path[1:] if path[:1] == [_APART] else path
        places = (where + pointer(*path), pointer(*path))
        there = [one for one in places if path and self.document.at(one) is not ABSENT]
        inner = there[0] if there else where
        file, line = self.document.spot(inner)
        return InvalidSpec(
            f"the schema at {where} cannot be used: {first_line(error)}",
            file=file,
            line=line,
            expected="a valid JSON Schema whose references resolve inside the document",
        )

    def _registry(self, direction: Direction) -> jsonschema_rs.Registry:
        if direction not in self._registries:
            # Without a draft, each resource is read by its own `$schema`, and else as 2020-12.
            draft = jsonschema_rs.Draft4 if self._is_3_0 else None
            view = self._view(direction)
            registry = jsonschema_rs.Registry(self._resources(view), draft=draft)
            self._registries[direction] = registry
            if not view.is_one_sided:
                self._registries = dict.fromkeys(_HIDDEN, registry)
        return self._registries[direction]

    def _resources(self, view: SchemaView) -> list[tuple[str, Json]]:
        """Returns all that references may name, by URI."""
        data = self.document.data
        shared = {name: item for name, item in data.items() if not self._is_apart(pointer(name))}
        root: Record = dict(view.of(shared))
        resources = []
        if (scopes := self.document.scopes) is not None:
            # Names are looked for in known words only, and may be met with only once.
            roots = scopes.roots()
            root["$defs"] = {
                where: view.of(self.document.at(where))
                for where in roots
                if where not in scopes.uris
            }
            resources += [
                (scopes.uris[where], view.of(self.document.at(where)))
                for where in roots
                if where in scopes.uris
            ]
        dialects = {one for one in self.document.reference_texts if is_dialect(one)}
        if dialects:
            # A validator brings its own dialects along for references that it sees this way.
            known = {uri: {"$ref": uri} for uri in sorted(dialects)}
            resources.append((_DIALECTS, {"$defs": known, "definitions": known}))
        return [(_BASE, root), *resources]

    @cached_property
    def _are_paths_apart(self) -> bool:
        """Whether nothing refers into `paths`, so that schemas in there can be read one by one."""
        texts = self.document.reference_texts
        is_named = any(fragment(one).startswith("/paths") for one in texts)
        return self.document.scopes is None and not is_named

    def _is_apart(self, where: str) -> bool:
        return (where == "/paths" or where.startswith("/paths/")) and self._are_paths_apart

    def _view(self, direction: Direction) -> SchemaView:
        return SchemaView(self.document, _HIDDEN[direction], self._uri)

    def _uri(self, where: str) -> str:
        """Returns the URI of a place: inside of the nearest schema that has one, if any does."""
        uris = self.document.scopes.uris if self.document.scopes is not None else {}
        head, rest = where, ""
        while uris and head and head not in uris:
            head, slash, last = head.rpartition("/")
            rest = slash + last + rest
        if head in uris:
            return uris[head] + local_reference(rest)
        return _BASE + local_reference(where)


def _spelled(root: Record) -> bytes:
    """Returns a schema as a text that is the same for what is judged the same."""
    return hashlib.sha256(json.dumps(root).encode("utf-8", "surrogatepass")).digest()


_UUID = jsonschema_rs.Draft202012Validator({"format": "uuid"}, validate_formats=True)
_FORMATS_3_0: Final = {"uuid": _UUID.is_valid}
