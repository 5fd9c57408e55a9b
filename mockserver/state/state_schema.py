"""What a state of an API may look like: `state.schema.yaml`, compiled."""

from pathlib import Path
from typing import Final
from urllib.parse import unquote

import jsonschema_rs

from specs.bundle import Bundle
from specs.document import walk_references
from specs.errors import DanglingReference, InvalidPart, first_line
from specs.schemas import SchemaViolation, violations
from specs.values import ABSENT, Json, find, pointer
from specs.yaml_reader import SourceText, read_text

STATE_SCHEMA: Final = "state.schema.yaml"

_BASE: Final = "state:/"
_SHAPE: Final = jsonschema_rs.Draft202012Validator(
    {
        "type": "object",
        "additionalProperties": {"additionalProperties": {"type": "object"}, "type": "object"},
    }
)
"""Kind -> id -> record: what every state is."""


class StateSchema:
    """Judges states of one API; without a file, by their shape only."""

    def __init__(self, bundle: Bundle) -> None:
        path = bundle.file(STATE_SCHEMA)
        self._validator = _compile(bundle, path) if path is not None else None

    @property
    def expected(self) -> str:
        """What a state has to be, in words."""
        said = f", as {STATE_SCHEMA} says" if self._validator is not None else ""
        return f"kind -> id -> record{said}"

    def violations(self, state: Json) -> tuple[SchemaViolation, ...]:
        """Returns what is wrong with a state; empty if it is valid."""
        shape = violations(_SHAPE, state)
        if shape or self._validator is None:
            return shape
        return violations(self._validator, state)


def _compile(bundle: Bundle, path: Path) -> jsonschema_rs.Validator:
    source = read_text(path)
    document = bundle.document.path.name
    parts = {STATE_SCHEMA: source.value, document: bundle.schemas.view("response")}
    _check_references(source, parts)
    resources = [(_BASE + name, value) for name, value in parts.items()]
    try:
        registry = jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012)
        return jsonschema_rs.Draft202012Validator(
            {"$ref": _BASE + STATE_SCHEMA}, registry=registry, validate_formats=True, offline=True
        )
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        inner = error.instance_path if isinstance(error, jsonschema_rs.ValidationError) else []
        raise InvalidPart(
            f"the schema of the state cannot be used: {first_line(error)}",
            file=path,
            line=source.line(pointer(*inner)),
            expected="JSON Schema 2020-12",
            do=f"Correct the schema; it may refer to its own parts and to {document}#/...",
        ) from error


def _check_references(source: SourceText, parts: dict[str, Json]) -> None:
    for reference, where in walk_references(source.value, "", named=False):
        name, _, fragment = reference.partition("#")
        part = parts.get(name or STATE_SCHEMA, ABSENT)
        if part is ABSENT or find(part, unquote(fragment)) is ABSENT:
            line = source.line(where + "/$ref")
            raise DanglingReference(reference, file=source.path, line=line)
