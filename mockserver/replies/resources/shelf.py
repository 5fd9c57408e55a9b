"""The things of one kind in one scope: those of the base world, with what was written over them."""

from collections.abc import Iterable

from mockserver.replies.resources.base_world import BaseWorld
from mockserver.replies.resources.choosing import (
    ALL,
    Choice,
    kept_in,
    merged,
    own_start,
    shown_in,
)
from mockserver.replies.resources.ids import Scope
from mockserver.replies.resources.records import DELETED, is_deleted
from mockserver.state import World
from mockserver.state.selection import Facet
from specs.resources import Kind
from specs.values import Record


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
        self._place = "".join([f"{_escaped(one)}/" for one in scope])
        """What the keys of its records begin with."""
        self._is_known_cleared: bool | None = None
        self._listed: tuple[str, ...] | None = None
        self._keys: dict[str, str] | None = None

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

    async def base_things(self, *, before: str | None = None) -> dict[str, Record]:
        """Returns the things of the base world that a list shows, with what was written over them.

        They are shared by all who look at them, and nobody changes them.

        Args:
            before: Those only that a list shows before the thing with this id, if it is one.
        """
        found: dict[str, Record] = {}
        kind = self.kind.name
        for text, key in (await self._base_keys()).items():
            if text == before:
                break
            thing = await self._world.get(kind, key)
            if thing is None:
                thing = self._base.shared_thing(self.kind, self._world.seed, self.scope, text)
            elif is_deleted(thing):
                continue
            if thing is not None:
                found[text] = thing
        return found

    async def count(self, choice: Choice, *, before: str | None = None) -> int:
        """Returns how many things of a choice there are besides those of the base world.

        Args:
            choice: The choice.
            before: Count those only that came to be before the thing with this id.
        """
        base = await self._base_keys()
        if before in base:
            return 0
        key = self._key(before) if before is not None else None
        where = self._where(choice)
        return await self._world.count(
            self.kind.name, where, order=choice.order, before=key, without=base.values()
        )

    async def part(
        self, choice: Choice, base: dict[str, Record], *, start: int, size: int
    ) -> tuple[dict[str, Record], int]:
        """Returns some things of a choice in its order, and how many there are in all.

        Args:
            choice: The choice.
            base: Those of the base world that belong to it, in the order that they have.
            start: How many to skip.
            size: How many to return at most.
        """
        if choice.order is None:
            shown = dict(list(base.items())[start : start + size])
            left = size - len(shown)
            own, total = await self._chosen(choice, own_start(start, len(base)), left)
            return shown | own, len(base) + total
        low = own_start(start, len(base))
        own, total = await self._chosen(choice, low, start - low + size)
        part = merged(choice.order, base, own, start=start, size=size)
        return part, len(base) + total

    async def _chosen(
        self, choice: Choice, start: int, limit: int
    ) -> tuple[dict[str, Record], int]:
        """Returns some things of a choice that are not of the base world, and how many are."""
        found, total = await self._world.part(
            self.kind.name,
            self._where(choice),
            order=choice.order,
            start=start,
            limit=limit,
            without=(await self._base_keys()).values(),
        )
        return {_plain(key.rpartition("/")[2]): thing for key, thing in found.items()}, total

    def _where(self, choice: Choice) -> dict[Facet, Iterable[str]]:
        return {shown_in: (self._place,), **dict(choice.filters)}

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
        self._world.put(self.kind.name, self._place + ALL, {DELETED: True})
        self._is_known_cleared = True

    async def _is_cleared(self) -> bool:
        if self._is_known_cleared is None:
            found = await self._world.get(self.kind.name, self._place + ALL)
            self._is_known_cleared = found is not None
        return self._is_known_cleared

    async def _base_ids(self) -> tuple[str, ...]:
        if await self._is_cleared():
            return ()
        if self._listed is None:
            self._listed = self._base.listed(self.kind, self._world.seed, self.scope)
        return self._listed

    async def _base_keys(self) -> dict[str, str]:
        """Returns the keys of the things of the base world that a list shows, by id."""
        texts = await self._base_ids()
        if self._keys is None or len(self._keys) != len(texts):
            self._keys = {text: self._key(text) for text in texts}
        return self._keys

    async def _records(self) -> dict[str, Record]:
        """Returns the records of this scope by id, oldest first."""
        where = {kept_in: (self._place,)}
        found = await self._world.select(self.kind.name, where)
        return {_plain(key.rpartition("/")[2]): record for key, record in found.items()}

    def _key(self, text: str) -> str:
        return self._place + _escaped(text)


def _escaped(text: str) -> str:
    """Writes an id so that it holds no slash and is never mistaken for all of them."""
    if text.isalnum():
        return text
    text = text.replace("%", "%25").replace("/", "%2F")
    return "%2A" if text == ALL else text


def _plain(text: str) -> str:
    if "%" not in text:
        return text
    return text.replace("%2A", "*").replace("%2F", "/").replace("%25", "%")
