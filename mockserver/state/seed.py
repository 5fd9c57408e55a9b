"""The starting state of an API: `seed.yaml`, its times told relative to the clock."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from mockserver.state.instants import format_instant
from mockserver.state.spans import parse_span
from mockserver.state.state_schema import StateSchema
from specs.bundle import Bundle
from specs.errors import InvalidPart
from specs.schemas import SchemaViolation
from specs.values import Json, Record, pointer
from specs.yaml_reader import SourceText, read_text

SEED: Final = "seed.yaml"

_RELATIVE: Final = re.compile(r"^\$now([+-]\d{1,9}[smhd])?$")
_MEANT: Final = re.compile(r"\$now(?![A-Za-z0-9_])")
"""Text that begins so is meant to be a time."""
_NOW: Final = "$now"


class UntoldTime(ValueError):
    """A relative time is misspelt, or lies before the year 1 or after the year 9999."""

    def __init__(self, where: str, text: str, reason: str) -> None:
        self.pointer = where
        super().__init__(f"{text} at {where} {reason}")


class Seed:
    """The starting state of one API, and what any of its states must be."""

    def __init__(self, bundle: Bundle) -> None:
        path = bundle.file(SEED)
        self._source: SourceText | None = read_text(path) if path is not None else None
        self._schema = StateSchema(bundle)
        self._latest: tuple[datetime, Mapping[str, Mapping[str, Record]]] | None = None
        """The state that was asked for last: scenarios are judged over one and the same."""

    @property
    def templates(self) -> Mapping[str, Mapping[str, Record]]:
        """The records by kind and id as they are written, their times still relative."""
        return self._source.value if self._source is not None else {}

    def at(self, now: datetime) -> Mapping[str, Mapping[str, Record]]:
        """Returns the starting state by kind and id as it is at an instant.

        Raises:
            InvalidPart: The file breaks the schema of the state.
        """
        if self._source is None:
            return {}
        if self._latest is not None and self._latest[0] == now:
            return self._latest[1]
        try:
            state: dict[str, dict[str, Record]] = tell_times(self._source.value, now)
        except UntoldTime as error:
            raise self._invalid(
                str(error), error.pointer, "`$now`, or a span from it such as `$now-30d`"
            ) from error
        found = self.violations(state)
        if found:
            first = found[0]
            more = f" ({len(found) - 1} more)" if len(found) > 1 else ""
            wrong = f"the seed breaks the state's schema at {first.pointer or '/'}: "
            raise self._invalid(
                f"{wrong}{first.message}{more}", first.pointer, self._schema.expected
            )
        self._latest = (now, state)
        return state

    def violations(self, state: Json) -> tuple[SchemaViolation, ...]:
        """Returns what is wrong with a state; empty if it is valid."""
        return self._schema.violations(state)

    def _invalid(self, wrong: str, where: str, expected: str) -> InvalidPart:
        assert self._source is not None
        return InvalidPart(
            wrong,
            file=self._source.path,
            line=self._source.line(where),
            expected=expected,
            do="Correct the record",
        )


def tell_times(value: Json, now: datetime, where: str = "") -> Json:
    """Replaces `$now`, `$now-30d` and the like by RFC 3339 instants.

    Raises:
        UntoldTime: A time cannot be told.

    >>> from datetime import UTC
    >>> tell_times({"ends": "$now+1d"}, datetime(2026, 1, 15, tzinfo=UTC))
    {'ends': '2026-01-16T00:00:00Z'}
    """
    try:
        return _told(value, now)
    except ValueError:
        # Only now it matters where each text stands.
        _refuse_untold(value, now, where)
        raise


def _told(value: Json, now: datetime) -> Json:
    if isinstance(value, str):
        return _time(value, now) if value.startswith(_NOW) else value
    if isinstance(value, dict):
        return {name: _told(item, now) for name, item in value.items()}
    if isinstance(value, list):
        return [_told(item, now) for item in value]
    return value


def _time(text: str, now: datetime) -> str:
    """Returns the instant that a text is meant to be; the text if it is meant to be none."""
    if not _MEANT.match(text):
        return text
    match = _RELATIVE.match(text)
    if match is None:
        raise ValueError("is no time: a span has one of the units s, m, h, d")
    try:
        return format_instant(now + parse_span(match[1]) if match[1] else now)
    except OverflowError as error:
        raise ValueError("lies beyond the calendar") from error


def _refuse_untold(value: Json, now: datetime, where: str) -> None:
    if isinstance(value, dict):
        for name, item in value.items():
            _refuse_untold(item, now, where + pointer(name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _refuse_untold(item, now, f"{where}/{index}")
    elif isinstance(value, str):
        try:
            _time(value, now)
        except ValueError as error:
            raise UntoldTime(where, value, str(error)) from error
