"""The starting state of an API: `seed.yaml`, its times told relative to the clock."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import jsonschema_rs

from specs.bundle import Bundle
from specs.errors import InvalidPart
from specs.schemas import SchemaViolation, violations
from specs.values import Json, Record
from specs.yaml_reader import SourceText, read_text

SEED: Final = "seed.yaml"
STATE_SCHEMA: Final = "state.schema.yaml"

_RELATIVE: Final = re.compile(r"^\$now(?:([+-])(\d{1,9})([smhd]))?$")
_SPANS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_BASE: Final = "state:/"


class Seed:
    """The starting state of one API, and the schema that any of its states must meet."""

    def __init__(self, bundle: Bundle) -> None:
        self._path = bundle.file(SEED)
        self._source: SourceText | None = read_text(self._path) if self._path else None
        self._schema = _state_schema(bundle)

    def at(self, now: datetime) -> Mapping[str, Mapping[str, Record]]:
        """Returns the starting state by kind and id as it is at an instant.

        Raises:
            InvalidPart: The file breaks the schema of the state.
        """
        if self._source is None:
            return {}
        state = tell_times(self._source.value, now)
        found = self.violations(state)
        if found:
            first = found[0]
            more = f" ({len(found) - 1} more)" if len(found) > 1 else ""
            raise InvalidPart(
                f"the seed breaks the state's schema at {first.pointer or '/'}: "
                f"{first.message}{more}",
                file=self._source.path,
                line=self._source.line(first.pointer),
                expected=f"kind -> id -> record, as {STATE_SCHEMA} says"
                if self._schema
                else "kind -> id -> record",
            )
        return state  # type: ignore[no-any-return]

    def violations(self, state: Json) -> tuple[SchemaViolation, ...]:
        """Returns what is wrong with a state; empty if it is valid."""
        shape = violations(_SHAPE, state)
        return shape or (violations(self._schema, state) if self._schema else ())


def tell_times(value: Json, now: datetime) -> Json:
    """Replaces `$now`, `$now-30d` and the like by RFC 3339 instants.

    >>> from datetime import UTC
    >>> tell_times({"ends": "$now+1d"}, datetime(2026, 1, 15, tzinfo=UTC))
    {'ends': '2026-01-16T00:00:00Z'}
    """
    if isinstance(value, dict):
        return {name: tell_times(item, now) for name, item in value.items()}
    if isinstance(value, list):
        return [tell_times(item, now) for item in value]
    if isinstance(value, str) and (match := _RELATIVE.match(value)):
        sign, count, unit = match.groups()
        span = timedelta(**{_SPANS[unit]: int(count)}) if unit else timedelta()
        return (now - span if sign == "-" else now + span).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value


_SHAPE: Final = jsonschema_rs.Draft202012Validator(
    {
        "type": "object",
        "additionalProperties": {"additionalProperties": {"type": "object"}, "type": "object"},
    }
)


def _state_schema(bundle: Bundle) -> jsonschema_rs.Validator | None:
    path = bundle.file(STATE_SCHEMA)
    if path is None:
        return None
    source = read_text(path)
    registry = jsonschema_rs.Registry(
        [
            (_BASE + STATE_SCHEMA, source.value),
            (_BASE + bundle.document.path.name, bundle.schemas.view("response")),
        ],
        draft=jsonschema_rs.Draft202012,
    )
    try:
        return jsonschema_rs.Draft202012Validator(
            {"$ref": _BASE + STATE_SCHEMA}, registry=registry, validate_formats=True, offline=True
        )
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        raise _broken_schema(path, error) from error


def _broken_schema(path: Path, error: Exception) -> InvalidPart:
    return InvalidPart(
        f"the schema of the state cannot be used: {error}",
        file=path,
        expected="JSON Schema 2020-12",
    )
