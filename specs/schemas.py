"""The schemas of a document, compiled: one validator per place and direction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal
from urllib.parse import quote

import jsonschema_rs

from specs.document import DATA_WORDS, NAME_MAPS, Document
from specs.errors import InvalidSpec, first_line
from specs.values import Json, Record, pointer

Direction = Literal["request", "response"]

_BASE: Final = "urn:openapi:document"
_LONGEST: Final = 300
"""Characters of a message."""


@dataclass(frozen=True, slots=True)
class SchemaViolation:
    """One way in which a value breaks its schema."""

    pointer: str
    """JSON pointer into the value; for a missing or unknown member, of that member."""
    keyword: str
    """The keyword of JSON Schema that is broken."""
    message: str


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
        found = (item for error in self._validator.iter_errors(value) for item in _nearest(error))
        return tuple(islice(found, limit))


class SchemaSet:
    """Compiles the schemas of one document, each when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._is_3_0 = document.version == "3.0"
        self._registries: dict[Direction, jsonschema_rs.Registry] = {}
        self._compiled: dict[tuple[str, Direction], CompiledSchema] = {}

    def compile(self, where: str, direction: Direction) -> CompiledSchema:
        """Returns the validator of the schema at a JSON pointer.

        Args:
            where: JSON pointer of the schema.
            direction: Whether a client sends the value or receives it; `readOnly` members are
                never demanded of a request, nor `writeOnly` ones of a response.

        Raises:
            InvalidSpec: The schema itself is broken.
        """
        key = (where, direction)
        if key not in self._compiled:
            self._compiled[key] = CompiledSchema(self._validator(where, direction))
        return self._compiled[key]

    def _validator(self, where: str, direction: Direction) -> jsonschema_rs.Validator:
        kind = jsonschema_rs.Draft4Validator if self._is_3_0 else jsonschema_rs.Draft202012Validator
        try:
            return kind(
                {"$ref": f"{_BASE}#{_encode(where)}"},
                registry=self._registry(direction),
                validate_formats=True,
                formats=_FORMATS_3_0 if self._is_3_0 else None,
                offline=True,
            )
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            inner = error.instance_path if isinstance(error, jsonschema_rs.ValidationError) else []
            raise InvalidSpec(
                f"the schema at {where} cannot be used: {first_line(error)}",
                file=self.document.path,
                line=self.document.line(pointer(*inner) or where),
                expected="a valid JSON Schema whose references resolve inside the file",
            ) from error

    def view(self, direction: Direction) -> Record:
        """Returns the document as pure JSON Schema for one direction, without its examples."""
        copy: Record = _View(direction, is_3_0=self._is_3_0).of(self.document.data, named=False)
        return copy

    def _registry(self, direction: Direction) -> jsonschema_rs.Registry:
        if direction not in self._registries:
            draft = jsonschema_rs.Draft4 if self._is_3_0 else jsonschema_rs.Draft202012
            self._registries[direction] = jsonschema_rs.Registry(
                [(_BASE, self.view(direction))], draft=draft
            )
        return self._registries[direction]


class _View:
    """Copies a document as one direction sees it, without examples, in pure JSON Schema."""

    def __init__(self, direction: Direction, *, is_3_0: bool) -> None:
        self.hidden: Final = "readOnly" if direction == "request" else "writeOnly"
        self.is_3_0 = is_3_0
        self.done: dict[tuple[int, bool], Json] = {}

    def of(self, value: Json, *, named: bool) -> Json:
        if isinstance(value, list):
            return [self.of(item, named=False) for item in value]
        if not isinstance(value, dict):
            return value
        key = (id(value), named)
        if key not in self.done:
            self.done[key] = self._mapping(value, named=named)
        return self.done[key]

    def _mapping(self, value: Record, *, named: bool) -> Record:
        copy = {
            name: item
            if not named and name in DATA_WORDS
            else self.of(item, named=not named and name in NAME_MAPS)
            for name, item in value.items()
            if named or name not in ("example", "examples")
        }
        if not named:
            self._relax_required(copy)
            if self.is_3_0 and copy.pop("nullable", False) is True:
                return _nullable(copy)
        return copy

    def _relax_required(self, schema: Record) -> None:
        required, properties = schema.get("required"), schema.get("properties")
        if isinstance(required, list) and isinstance(properties, dict):
            hidden = {
                name
                for name, member in properties.items()
                if isinstance(member, dict) and member.get(self.hidden) is True
            }
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


def violations(
    validator: jsonschema_rs.Validator, value: Json, limit: int = 20
) -> tuple[SchemaViolation, ...]:
    """Returns what is wrong with a value, at most `limit` findings; empty if it is valid."""
    found: list[SchemaViolation] = []
    for error in validator.iter_errors(value):
        found.extend(_explain(error))
        if len(found) >= limit:
            break
    return tuple(found[:limit])


def _explain(error: jsonschema_rs.ValidationError) -> list[SchemaViolation]:
    where = pointer(*error.instance_path)
    keyword = error.kind.name
    if keyword == "required":
        member = error.kind.property  # type: ignore[attr-defined]
        return [SchemaViolation(where + pointer(member), keyword, f"{member} is missing")]
    if keyword in ("additionalProperties", "unevaluatedProperties"):
        return [
            SchemaViolation(where + pointer(name), keyword, f"{name} is not known here")
            for name in error.kind.unexpected  # type: ignore[attr-defined]
        ]
    return [SchemaViolation(where, keyword, _message(error, keyword))]


def _nearest(error: jsonschema_rs.ValidationError) -> Iterator[SchemaViolation]:
    """Yields what is wrong in the form that the value comes nearest to, if one is nearest."""
    forms = getattr(error.kind, "context", None) or []
    depth = len(error.instance_path)
    ranked = sorted((_distance(form, depth), index) for index, form in enumerate(forms))
    if not all(forms) or not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        yield from _explain(error)
        return
    for inner in forms[ranked[0][1]]:
        yield from _nearest(inner)


def _distance(form: list[jsonschema_rs.ValidationError], depth: int) -> tuple[int, ...]:
    """Counts the errors: of members that tell forms apart, of itself, of members, in all."""
    near = [error for error in form if len(error.instance_path) <= depth + 1]
    telling = sum(error.kind.name in ("const", "enum") for error in near)
    own = sum(len(error.instance_path) == depth for error in near)
    return telling, own, len(near), len(form)


def _message(error: jsonschema_rs.ValidationError, keyword: str) -> str:
    """Words what the validator found, so that an API can say it to its clients."""
    if keyword == "enum":
        allowed = ", ".join(str(item) for item in error.kind.options)  # type: ignore[attr-defined]
        text = f"{_shown(error.instance)} is none of {allowed}"
    elif isinstance(error.kind, jsonschema_rs.ValidationErrorKind.OneOfMultipleValid):
        text = f"{_shown(error.instance)} has more than one of the forms that are allowed here"
    elif keyword in ("anyOf", "oneOf"):
        text = f"{_shown(error.instance)} has none of the forms that are allowed here"
    else:
        text = str(error.message)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _shown(value: Json) -> str:
    if isinstance(value, dict | list):
        return "the value"
    return repr(value)[:80] if isinstance(value, str) else str(value)[:80]


def _encode(where: str) -> str:
    return quote(where, safe="/~:@!$&'()*+,;=-._")


_UUID = jsonschema_rs.Draft202012Validator({"format": "uuid"}, validate_formats=True)
_FORMATS_3_0: Final = {"uuid": _UUID.is_valid}
