"""The things of one kind in one scope: those of the base world, with what was written over them."""

from typing import Final

from mockserver.replies.resources.base_world import BaseWorld
from mockserver.replies.resources.ids import Scope
from mockserver.replies.resources.records import DELETED, is_deleted
from mockserver.state import World
from specs.resources import Kind
from specs.values import Record

_ALL: Final = "*"
"""Names, in the place of an id, all things of the base world; no id is written like that."""


class Shelf:
    """Reads and changes the things of one kind in one scope, during one call.

    A record holds the thing as it is; its key is the ids of what is around it and its own, joined
    by slashes. A thing of the base world that was deleted leaves a record that says so.
    """

    def __init__(self, base: BaseWorld, kind: Kind, scope: Scope, world: World) -> None:
        self._base = base
        self._world = world
        self.kind = kind
        self.scope = scope

    async def get(self, text: str) -> Record | None:
        """Returns the thing with an id, a copy of its own, or None."""
        record = await self._world.get(self.kind.name, self._key(text))
        if record is not None:
            return None if is_deleted(record) else record
        if await self._is_cleared():
            return None
        return self._base.thing(self.kind, self._world.seed, self.scope, text)

    async def has(self, text: str) -> bool:
        """Whether there is a thing with an id."""
        return await self.get(text) is not None

    async def shows(self, text: str) -> bool:
        """Whether a list shows a thing with an id."""
        record = await self._world.get(self.kind.name, self._key(text))
        if record is not None:
            return not is_deleted(record)
        return text in await self._base_ids()

    async def knows(self, text: str) -> bool:
        """Whether an id is taken, if only by a thing that was deleted."""
        record = await self._world.get(self.kind.name, self._key(text))
        return record is not None or text in await self._base_ids()

    async def known(self) -> list[str]:
        """Returns every id that a list ever showed, oldest first."""
        return list(dict.fromkeys((*await self._base_ids(), *await self._records())))

    async def all(self) -> dict[str, Record]:
        """Returns the things that a list shows by id, oldest first."""
        records = await self._records()
        found: dict[str, Record] = {}
        for text in await self._base_ids():
            thing = records.pop(text, None)
            if thing is None:
                thing = self._base.thing(self.kind, self._world.seed, self.scope, text)
            if thing is not None and not is_deleted(thing):
                found[text] = thing
        found.update({text: one for text, one in records.items() if not is_deleted(one)})
        return found

    def put(self, text: str, thing: Record) -> None:
        """Keeps a thing."""
        self._world.put(self.kind.name, self._key(text), thing)

    def remove(self, text: str) -> None:
        """Deletes a thing."""
        self._world.put(self.kind.name, self._key(text), {DELETED: True})

    async def clear(self) -> None:
        """Deletes all things, those of the base world that no list shows as well."""
        for text in await self._records():
            self.remove(text)
        self._world.put(self.kind.name, self._key(_ALL, is_id=False), {DELETED: True})

    async def _is_cleared(self) -> bool:
        key = self._key(_ALL, is_id=False)
        return await self._world.get(self.kind.name, key) is not None

    async def _base_ids(self) -> tuple[str, ...]:
        if await self._is_cleared():
            return ()
        return self._base.listed(self.kind, self._world.seed, self.scope)

    async def _records(self) -> dict[str, Record]:
        """Returns the records of this scope by id, oldest first."""
        depth, everything = len(self.scope), self._key(_ALL, is_id=False)
        head = [_escaped(one) for one in self.scope]
        found = {}
        for key, record in (await self._world.list(self.kind.name)).items():
            parts = key.split("/")
            if len(parts) == depth + 1 and parts[:-1] == head and key != everything:
                found[_plain(parts[-1])] = record
        return found

    def _key(self, text: str, *, is_id: bool = True) -> str:
        last = _escaped(text) if is_id else text
        return "/".join((*(_escaped(one) for one in self.scope), last))


def _escaped(text: str) -> str:
    """Writes an id so that it holds no slash and is never mistaken for all of them."""
    text = text.replace("%", "%25").replace("/", "%2F")
    return "%2A" if text == _ALL else text


def _plain(text: str) -> str:
    return text.replace("%2A", "*").replace("%2F", "/").replace("%25", "%")
