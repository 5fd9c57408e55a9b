"""Which entries are meant, and what keeps another one from being meant."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from fnmatch import fnmatchcase
from itertools import islice
from typing import Final, NamedTuple

from mockserver.journal.content import header_values, is_same, value_of
from mockserver.journal.entry import Entry
from specs.values import ABSENT, Json, find

_LONGEST: Final = 60
"""Characters of a value that a difference shows."""
_COMPARED: Final = 80
"""Characters by which two values are held to be more or less alike."""


class Difference(NamedTuple):
    """One thing that an entry has otherwise than a query wants it."""

    says: str
    """A clause such as `the status is 201, not 404`."""
    weight: float
    """How far it takes the entry from the query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What entries have in common; a member that says nothing fits every entry."""

    api: str = ""
    operation: str = ""
    """A label, an operationId, or a glob that fits one of them: `POST *`."""
    method: str = ""
    path: str = ""
    """A glob over the path as sent; `*` stands for slashes too."""
    status: str = ""
    """`404`, or a class: `4xx`."""
    speaker: str = ""
    refusal: str = ""
    """A kind of refusal, or a glob: `*` for whatever the mock refused."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Header of the request -> the value that one of its lines has."""
    body: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    """JSON pointer into the request's body -> the values of which it has one."""
    since: int = 0
    """Entries up to this number do not count."""
    limit: int | None = None
    newest_first: bool = False

    def matches(self, entry: Entry) -> bool:
        """Whether an entry is meant."""
        return entry.number > self.since and next(self._differences(entry, entry), None) is None

    def differences(self, entry: Entry, shown: Entry | None = None) -> tuple[Difference, ...]:
        """Returns what keeps an entry from being meant, the gravest first.

        Args:
            entry: The entry as it was.
            shown: The same one as it may be shown; secrets are compared, never told.
        """
        found = self._differences(entry, shown or entry)
        return tuple(sorted(found, key=lambda item: -item.weight))

    def _differences(self, entry: Entry, shown: Entry) -> Iterator[Difference]:
        if self.api and entry.api != self.api:
            yield _other("API", entry.api or "none", self.api, 3)
        if self.operation and not is_named(self.operation, entry.operation, entry.operation_id):
            yield self._other_operation(shown)
        if self.method and entry.method != self.method.upper():
            yield _other("method", entry.method, self.method.upper(), 2)
        if self.path and not fnmatchcase(entry.path, self.path):
            yield _other("path", shown.path, self.path, 3 - _likeness(entry.path, self.path))
        if self.status and not _has_status(entry.status, self.status):
            yield _other("status", str(entry.status), self.status, 1)
        if self.speaker and entry.speaker != self.speaker:
            yield _other("speaker", entry.speaker or "nobody", self.speaker, 1)
        if self.refusal and not _has_kind(entry, self.refusal):
            kind = entry.refusal.kind if entry.refusal is not None else "none"
            yield _other("refusal", kind, self.refusal, 1)
        for name, value in self.headers.items():
            given = header_values(entry.headers, name)
            if value not in given:
                told = " and ".join(header_values(shown.headers, name))
                far = min((_farness(one, value) for one in given), default=1.0)
                yield _other(f"header {name}", told or "absent", value, far)
        if self.body:
            yield from self._other_members(entry, shown)

    def _other_operation(self, shown: Entry) -> Difference:
        if not shown.operation:
            likeness = _likeness(f"{shown.method} {shown.path}", self.operation)
            says = f"the request matched no operation, not {self.operation}"
            return Difference(says, 3.5 - likeness)
        likeness = max(
            _likeness(name, self.operation) for name in (shown.operation, shown.operation_id)
        )
        name = shown.operation if " " in self.operation else shown.operation_id or shown.operation
        return _other("operation", name, self.operation, 3.5 - likeness)

    def _other_members(self, entry: Entry, shown: Entry) -> Iterator[Difference]:
        value = value_of(entry.headers, entry.body)
        told = value_of(shown.headers, shown.body)
        for where, wanted in self.body.items():
            found = find(value, where)
            if any(found is not ABSENT and is_same(found, one) for one in wanted):
                continue
            what = f"body {where or '/'}"
            if value is ABSENT and entry.body_bytes >= 0:
                yield Difference(f"the {what} is not known, since the body is kept cut", 1)
            else:
                far = _farness(_written(found), _written(wanted[0])) if found is not ABSENT else 1
                yield _other(what, _written(find(told, where)), _written(wanted[0]), far)


def is_named(pattern: str, label: str, operation_id: str) -> bool:
    """Whether a label, an operationId or a glob names an operation."""
    if pattern in (label, operation_id):
        return True
    names = (name for name in (label, operation_id) if name)
    return any(fnmatchcase(name, pattern) for name in names)


def select(entries: Sequence[Entry], query: Query) -> tuple[Entry, ...]:
    """Returns the entries that a query means, in its order, no more than its limit.

    Args:
        entries: The oldest first.
        query: What is wanted.
    """
    ordered: Iterable[Entry] = reversed(entries) if query.newest_first else entries
    return tuple(islice(filter(query.matches, ordered), query.limit))


def _has_status(status: int, wanted: str) -> bool:
    return str(status)[0] == wanted[0] if wanted[1:].lower() == "xx" else str(status) == wanted


def _has_kind(entry: Entry, wanted: str) -> bool:
    return entry.refusal is not None and fnmatchcase(entry.refusal.kind, wanted)


def _other(what: str, found: str, wanted: str, weight: float) -> Difference:
    return Difference(f"the {what} is {_short(found)}, not {_short(wanted)}", weight)


def _farness(found: str, wanted: str) -> float:
    """Returns how far another value is from the one that is wanted; one that is absent is 1."""
    return 0.9 - _likeness(found, wanted) / 2


def _likeness(one: str, other: str) -> float:
    # The cost grows with the cube of the length, and clients choose both texts.
    return SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED], autojunk=False).ratio()


def _written(value: Json) -> str:
    if value is ABSENT:
        return "absent"
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return json.dumps(value, ensure_ascii=False)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
