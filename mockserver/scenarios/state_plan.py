"""The records of a scenario, and how they are laid over those that are there."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal, NamedTuple

from mockserver.state import World
from mockserver.state.seed import tell_times
from specs.values import Json, Record, pointer

Mode = Literal["seed", "replace", "merge"]
State = Mapping[str, Mapping[str, Record]]
"""Records by kind and id."""

_WORD: Final = re.compile(r"\$(number|id)(?![A-Za-z0-9_])")


class Change(NamedTuple):
    """What happens to one record."""

    kind: str
    id: str
    patch: Record
    pointer: str
    """Where it stands in the `state` of the file."""


@dataclass(frozen=True, slots=True)
class Series:
    """Many records of one form."""

    kind: str
    first: int
    count: int
    id: str
    record: Record

    def members(self) -> Iterator[tuple[str, Record]]:
        """Yields the id and the record of each."""
        for number in range(self.first, self.first + self.count):
            id_ = str(_filled(self.id, str(number), number=number))
            yield id_, _filled(self.record, id_, number=number)


@dataclass(frozen=True, slots=True)
class StatePlan:
    """What becomes of the records of an API."""

    mode: Mode = "seed"
    """What lies beneath: the starting state, nothing, or what is there."""
    without: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    """Ids that are taken away first, by kind; None for all."""
    records: State = field(default_factory=dict)
    """Laid over what is there; times still relative."""
    series: tuple[Series, ...] = ()

    @classmethod
    def from_record(cls, record: Record) -> "StatePlan":
        """Reads the `state` of a file that the schema allows."""
        return cls(
            mode=record.get("mode", "seed"),
            without={
                kind: None if ids == "all" else tuple(ids)
                for kind, ids in record.get("without", {}).items()
            },
            records=record.get("records", {}),
            series=tuple(
                Series(
                    kind=one["kind"],
                    first=int(one.get("first", 1)),
                    count=int(one["count"]),
                    id=one.get("id", "$number"),
                    record=one["record"],
                )
                for one in record.get("series", ())
            ),
        )

    def changes(self, now: datetime | None) -> Iterator[Change]:
        """Yields what happens to each record, its times told.

        Args:
            now: The time, after the clock was moved; None leaves times as they are written.

        Raises:
            UntoldTime: A time cannot be told; its pointer leads into the `state` of the file.
        """
        told: Record = _told(dict(self.records), now, "/records")
        for kind, members in told.items():
            for id_, record in members.items():
                yield Change(kind, id_, record, "/records" + pointer(kind, id_))
        for place, series in enumerate(self.series):
            where = f"/series/{place}/record"
            for id_, record in series.members():
                yield Change(series.kind, id_, _told(record, now, where), where)

    def laid(self, base: State, now: datetime | None) -> dict[str, dict[str, Record]]:
        """Returns all records, given those that lie beneath.

        Args:
            base: The starting state, nothing, or what is there, as `mode` says.
            now: The time, after the clock was moved; None leaves times as they are written, so
                that what is laid over the written starting state is itself one.
        """
        return self.over(base, self.changes(now))

    def over(self, base: State, changes: Iterable[Change]) -> dict[str, dict[str, Record]]:
        """Returns all records, given those that lie beneath and what happens to them."""
        state = {
            kind: {id_: record for id_, record in members.items() if not self._takes(kind, id_)}
            for kind, members in base.items()
        }
        for change in changes:
            members = state.setdefault(change.kind, {})
            members[change.id] = merged(members.get(change.id), change.patch)
        return {kind: members for kind, members in state.items() if members}

    async def lay(self, world: World) -> None:
        """Lays the records in a world in which what lies beneath is all there is."""
        for kind, ids in self.without.items():
            for id_ in await world.list(kind) if ids is None else ids:
                world.delete(kind, id_)
        for change in self.changes(world.now):
            before = await world.get(change.kind, change.id)
            world.put(change.kind, change.id, merged(before, change.patch))

    def _takes(self, kind: str, id_: str) -> bool:
        ids = self.without.get(kind, ())
        return ids is None or id_ in ids


def _told(value: Json, now: datetime | None, where: str) -> Json:
    return value if now is None else tell_times(value, now, where)


def merged(before: Json, patch: Json) -> Json:
    """Returns a value changed by another: objects member by member, all else as a whole.

    >>> merged({"limit": {"amount": 5, "renewal": "daily"}}, {"limit": {"amount": None}})
    {'limit': {'amount': None, 'renewal': 'daily'}}
    """
    if not isinstance(before, dict) or not isinstance(patch, dict):
        return patch
    return {**before, **{name: merged(before.get(name), value) for name, value in patch.items()}}


def _filled(value: Json, id_: str, *, number: int) -> Json:
    if isinstance(value, dict):
        return {name: _filled(item, id_, number=number) for name, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, id_, number=number) for item in value]
    if value == "$number":
        return number
    if isinstance(value, str):
        return _WORD.sub(lambda word: id_ if word[1] == "id" else str(number), value)
    return value
