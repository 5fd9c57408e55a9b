"""The world before any write: each id names a thing, made up from the seed and always the same."""

import re
from typing import Final

import orjson

from mockserver.replies.resources.fitting import CannotFit, Fitter
from mockserver.replies.resources.ids import SINGLE, Ids, Scope, number_of
from mockserver.replies.resources.records import put_at, remove_at
from mockserver.replies.resources.remembered import ShownBodies
from mockserver.replies.resources.written import WrittenThings
from mockserver.state.identity import random_source
from mockserver.state.store import compact
from specs.bundle import Bundle
from specs.resources import Inference, Kind
from specs.resources.words import words
from specs.values import ABSENT, Json, Record, pointer, split_pointer

_LISTED: Final = 3
"""Things that a list shows before any write, if no examples show more."""
_ATTEMPTS: Final = 3
_KEPT: Final = 2_000
"""Things that are remembered, to save the making."""
_SHARED: Final = 500
"""Those of lists that are remembered as values, to save the reading."""
_ENDED: Final = re.compile(
    "(deleted|removed|archived|canceled|cancelled|revoked|closed|trashed|banned|suspended)"
    "_(at|on|date|time)"
)


class BaseWorld:
    """The things of one document that nobody wrote."""

    def __init__(self, bundle: Bundle, inference: Inference) -> None:
        self._inference = inference
        self.bundle = bundle
        self.document = bundle.document
        self.shapes = inference.shapes
        self.fitter = Fitter(bundle, inference.shapes)
        self.ids = Ids(self.fitter, inference.shapes)
        self.bodies = ShownBodies()
        """Answers that were made of things before, to save the making."""
        self._written = WrittenThings(self.fitter, self.ids)
        self._impossible: dict[str, str] = {}
        self._things: dict[tuple[int, str, Scope, str], bytes | None] = {}
        self._next: dict[tuple[int, str, Scope], int | None] = {}
        self._shared: dict[tuple[int, str, Scope, str], Record] = {}
        self._listed: dict[tuple[int, str, Scope], tuple[str, ...]] = {}

    def likely(self, kind: Kind, seed: int, scope: Scope) -> tuple[str, ...]:
        """Returns the ids that a list may show before any write."""
        if kind.is_single:
            return (SINGLE,)
        found = dict.fromkeys(self._written.of(kind))
        for text in self.ids.made(kind, seed, scope):
            if len(found) >= _LISTED:
                break
            found[text] = None
        return tuple(found)

    def listed(self, kind: Kind, seed: int, scope: Scope) -> tuple[str, ...]:
        """Returns the ids of the things that a list shows before any write."""
        key = (seed, kind.name, scope)
        if key not in self._listed:
            if len(self._listed) >= _KEPT:
                self._listed.clear()
            self._listed[key] = tuple(
                text
                for text in self.likely(kind, seed, scope)
                if self.thing(kind, seed, scope, text) is not None
            )
        return self._listed[key]

    def thing(self, kind: Kind, seed: int, scope: Scope, text: str) -> Record | None:
        """Returns the thing with an id, a copy of its own; None if none can have it."""
        key = (seed, kind.name, scope, text)
        if key not in self._things:
            if len(self._things) >= _KEPT:
                self._things.clear()
            made = self._make(kind, seed, scope, text)
            self._things[key] = compact(orjson.dumps(made)) if made is not None else None
        kept = self._things[key]
        return orjson.loads(kept) if kept is not None else None

    def shared_thing(self, kind: Kind, seed: int, scope: Scope, text: str) -> Record | None:
        """Returns the same, but not a copy: whoever looks at it does not change it."""
        key = (seed, kind.name, scope, text)
        found = self._shared.get(key)
        if found is None:
            found = self.thing(kind, seed, scope, text)
            if found is None:
                return None
            if len(self._shared) >= _SHARED:
                self._shared.clear()
            self._shared[key] = found
        return found

    def next_number(self, kind: Kind, seed: int, scope: Scope) -> int | None:
        """Returns a number above the ids that are there; None if ids are not counted."""
        key = (seed, kind.name, scope)
        if key not in self._next:
            if len(self._next) >= _KEPT:
                self._next.clear()
            self._next[key] = self._number(kind, seed, scope)
        return self._next[key]

    def _number(self, kind: Kind, seed: int, scope: Scope) -> int | None:
        if not self.ids.are_counted(kind):
            return None
        known = [number_of(text) or 0 for text in self.likely(kind, seed, scope)]
        return max([*known, self.ids.first_number(kind) - 1]) + 1

    def sign(
        self, kind: Kind, thing: Record, scope: Scope, text: str, *, is_new: bool = False
    ) -> tuple[str, ...]:
        """Writes into a thing its id and the ids of what is around it, wherever it says them.

        Args:
            kind: The kind.
            thing: The thing, which is changed.
            scope: The ids of what is around it.
            text: Its id.
            is_new: Whether nobody has said anything yet of what else tells the id.

        Returns:
            The JSON pointers of what it must go on saying.
        """
        entity = kind.entity or ""
        for member, around in zip(kind.within, scope, strict=False):
            if member is not None:
                self._write(entity, thing, member, around)
        member, id_ = kind.identity.member, self.ids.read(kind, text)
        if member is None or kind.is_single or id_ is ABSENT:
            return ()
        put_at(thing, member, id_)
        for alias in kind.identity.aliases:
            if is_new or alias not in thing:
                self._write(entity, thing, pointer(alias), text)
        return (member,)

    def _write(self, where: str, thing: Record, member: str, text: str) -> None:
        """Writes an id into a member, in the form that its schema asks for."""
        inside = self.fitter.schema_at(where, member)
        readings: list[Json] = [number_of(text), text]
        for value in readings if inside is not None else ():
            if value is not None and self.fitter.is_valid(inside or "", value):
                put_at(thing, member, value)
                return

    def _make(self, kind: Kind, seed: int, scope: Scope, text: str) -> Record | None:
        if self.ids.read(kind, text) is ABSENT or (kind.is_single and text != SINGLE):
            return None
        if kind.entity is None:
            return {}
        for attempt in range(_ATTEMPTS):
            if kind.entity in self._impossible:
                return None
            source = random_source(seed, "/".join((kind.name, *scope, text)), attempt)
            try:
                made = self.fitter.made(kind.entity, source, given=self._given(kind, text))
                if not isinstance(made, dict):
                    return None
                self._forget_endings(kind.entity, made)
                self._link(kind, made, seed, text)
                fixed = self.sign(kind, made, scope, text, is_new=True)
                made = self.fitter.fit(kind.entity, made, source, fixed=fixed)
            except CannotFit:
                self._try_without(kind.entity)
                continue
            whole = {**made, **self._written.of(kind).get(text, {})}
            thing = whole if self.fitter.is_valid(kind.entity, whole) else made
            return {**thing, **self._belongings(kind, seed, text)}
        return None

    def _belongings(self, kind: Kind, seed: int, text: str) -> Record:
        """Returns what a thing stands in, where only paths tell: things that are there."""
        found: Record = {}
        for one in kind.belongings:
            parent = self._inference.kind_at(one.place)
            ids = self.likely(parent, seed, ()) if parent is not None else ()
            if ids:
                source = random_source(seed, f"{kind.name}/{text}{one.member}", 0)
                put_at(found, one.member, source.choice(ids))
        return found

    def _try_without(self, where: str) -> None:
        """Remembers a schema for which nothing can be made up, whatever the id: trying is slow."""
        try:
            self.fitter.made(where, random_source(0, where, 0))
        except CannotFit as error:
            self._impossible[where] = str(error)

    def why_not(self, kind: Kind) -> str:
        """Returns why nothing could be made up for a kind."""
        found = self._impossible.get(kind.entity or "")
        return found or f"none that fits the schema at {kind.entity} has such an id"

    def _given(self, kind: Kind, text: str) -> Record | None:
        """Returns the id as a member that a thing is made around; None if it stands deeper."""
        parts = split_pointer(kind.identity.member or "")
        if kind.is_single or len(parts) != 1 or kind.entity is None:
            return None
        is_there = parts[0] in self.shapes.at(kind.entity).members
        return {parts[0]: self.ids.read(kind, text)} if is_there else None

    def _forget_endings(self, where: str, made: Record) -> None:
        """Takes out the instants of a thing's end that it need not have: it is there."""
        for name, member in self.shapes.at(where).members.items():
            if not member.is_required and _ENDED.fullmatch("_".join(words(name))):
                remove_at(made, pointer(name))

    def _link(self, kind: Kind, made: Record, seed: int, text: str) -> None:
        """Lets the members that name other things name some that are there."""
        for name in made:
            *stem, last = words(name) or [""]
            many = last == "ids" and isinstance(made[name], list)
            others = self._inference.kinds_called("".join(stem)) if stem else ()
            if len(others) != 1 or others[0].place == kind.place or (last != "id" and not many):
                continue
            source = random_source(seed, f"{kind.name}/{text}/{name}", 0)
            ids = [self.ids.read(others[0], one) for one in self.likely(others[0], seed, ())]
            if not ids:
                continue
            chosen: Json = source.sample(ids, min(2, len(ids))) if many else source.choice(ids)
            where = self.fitter.schema_at(kind.entity or "", pointer(name))
            if where is not None and self.fitter.is_valid(where, chosen):
                made[name] = chosen
