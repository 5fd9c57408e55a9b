"""What becomes of a thing when a client makes, replaces or changes it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Final

from mockserver.replies.resources.base_world import BaseWorld
from mockserver.replies.resources.fitting import CannotFit
from mockserver.replies.resources.ids import Scope
from mockserver.replies.resources.instants import Moment, moments, said_as
from mockserver.replies.resources.patching import merged
from mockserver.replies.resources.records import is_hidden, put_at
from mockserver.state.identity import random_source
from specs.resources import Kind, Member
from specs.resources.words import plain
from specs.values import ABSENT, Json, Missing, Record, find, pointer, split_pointer

_PARTS: Final = ("attributes", "metadata", "properties")
"""Members that hold a part of the thing itself, not another thing."""


class Writing:
    """Puts together the things of one kind, as one operation writes them.

    What clients can send is as they send it. What they cannot, the server says: the id, the
    instants of birth and change, and members that are read-only or are in no request.
    """

    def __init__(self, kind: Kind, base: BaseWorld, sent: Iterable[str]) -> None:
        """Names the kind.

        Args:
            kind: The kind.
            base: The world before any write.
            sent: JSON pointers of the schemas in which this operation takes a thing.
        """
        self._kind = kind
        self._base = base
        self._shapes = base.shapes
        self._sent = tuple(sent)
        self._defaults: dict[tuple[str, ...], Json | Missing] = {}

    def made(self, body: Record, likely: Record, *, now: datetime) -> Record:
        """Returns a new thing.

        Args:
            body: What is sent.
            likely: The thing as the server would make it up.
            now: The mock's time.
        """
        self._tell(likely, ("born", "changed"), now)
        thing = self._whole(self._kind.entity, self._sent, body, likely)
        where = self._kind.entity
        if where is None or self._base.fitter.ready(where, thing) is not ABSENT:
            return thing
        other = self._around(body, thing)
        if other is None:
            return thing
        self._tell(other, ("born", "changed"), now)
        return self._whole(where, self._sent, body, other)

    def _around(self, body: Record, thing: Record) -> Record | None:
        """Returns a thing that is made up around what is sent, None if there is none.

        It is of the form that what is sent is of, where things have several.
        """
        members = self._members(self._kind.entity)
        sent = {
            name: item
            for name, item in body.items()
            if name in members and not members[name].is_read_only
        }
        name = split_pointer(self._kind.identity.member or "/")[0]
        given = {**sent, **({name: thing[name]} if name in thing else {})}
        source = random_source(0, self._kind.name, 0)
        try:
            made = self._base.fitter.made(self._kind.entity or "", source, given=given)
        except CannotFit:
            return None
        return made if isinstance(made, dict) else None

    def replaced(self, body: Record, before: Record, *, now: datetime) -> Record:
        """Returns what stands in the place of a thing; what clients cannot send stays."""
        self._tell(before, ("changed",), now)
        notes = {name: item for name, item in before.items() if is_hidden(name)}
        return {**self._whole(self._kind.entity, self._sent, body, before), **notes}

    def changed(
        self, body: Record, before: Record, *, now: datetime, is_merge_patch: bool
    ) -> Record:
        """Returns a thing with what is sent merged into it.

        Args:
            body: What is sent; null takes a member out.
            before: The thing as it was.
            now: The mock's time.
            is_merge_patch: Whether null takes out a member that can be null as well.
        """
        allowed = self._sendable(self._kind.entity, body)
        self._tell(before, ("changed",), now)
        thing: Record = merged(before, allowed)
        if not is_merge_patch:
            empty = [name for name, item in allowed.items() if item is None]
            thing |= {name: None for name in empty if self._may_be_null(name)}
        return thing

    def patched(self, thing: Record, before: Record, *, now: datetime) -> Record:
        """Returns a thing as a patch left it, but for what clients cannot change."""
        members = self._members(self._kind.entity)
        kept = [name for name, one in members.items() if one.is_read_only and name in before]
        whole = {**thing, **{name: before[name] for name in kept}}
        self._tell(whole, ("changed",), now)
        return whole

    def settled(
        self, thing: Record, scope: Scope, text: str, *, sent: Iterable[str] = ()
    ) -> Record:
        """Returns a thing as it is kept: valid as it is shown, and what is never shown.

        Args:
            thing: The thing.
            scope: The ids of what is around it.
            text: Its id.
            sent: Names of the members that are to stay as they are, if they can.

        Raises:
            CannotFit: No valid thing is near enough.
        """
        fixed = self._base.sign(self._kind, thing, scope, text)
        if self._kind.entity is None:
            return thing
        members = self._members(self._kind.entity)
        hidden = {
            name: item
            for name, item in thing.items()
            if name not in members or members[name].is_write_only
        }
        shown: Json = self._base.fitter.ready(self._kind.entity, thing)
        if shown is ABSENT:
            prefer = tuple(pointer(name) for name in sent)
            source = random_source(0, "/".join((self._kind.name, *scope, text)), 0)
            shown = self._base.fitter.fit(
                self._kind.entity, thing, source, fixed=fixed, prefer=prefer
            )
        return {**hidden, **shown}

    def _whole(
        self, where: str | None, sent: tuple[str, ...], body: Record, likely: Record
    ) -> Record:
        """Returns what is sent with all that the server says beside it."""
        members = self._members(where)
        thing: Record = {}
        for name, member in members.items():
            inner = tuple(one.where for one in self._sent_members(sent, name))
            if name in body and not member.is_read_only:
                thing[name] = self._inside(member, inner, body[name], likely.get(name))
            elif member.is_read_only or not inner:
                if name in likely:
                    thing[name] = likely[name]
            elif (default := self._default(member, inner)) is not ABSENT:
                thing[name] = default
            elif member.is_required and name in likely:
                thing[name] = likely[name]
        return {**{name: item for name, item in body.items() if name not in members}, **thing}

    def _inside(self, member: Member, sent: tuple[str, ...], body: Json, likely: Json) -> Json:
        """Returns what is sent for a member; one that holds most of a thing is filled up."""
        is_part = isinstance(body, dict) and isinstance(likely, dict)
        if not is_part or plain(member.name) not in _PARTS or not self._members(member.where):
            return body
        return self._whole(member.where, sent, body, likely)

    def _sent_members(self, sent: tuple[str, ...], name: str) -> list[Member]:
        found = [self._shapes.at(where).members.get(name) for where in sent]
        return [one for one in found if one is not None and not one.is_read_only]

    def _default(self, member: Member, sent: tuple[str, ...]) -> Json | Missing:
        places = (*sent, member.where)
        if places not in self._defaults:
            self._defaults[places] = self._written_default(places)
        return self._defaults[places]

    def _written_default(self, places: tuple[str, ...]) -> Json | Missing:
        for where in places:
            schema = self._shapes.schema(where)
            if "default" in schema and self._base.fitter.is_valid(places[-1], schema["default"]):
                return schema["default"]
        return ABSENT

    def _sendable(self, where: str | None, body: Record) -> Record:
        """Returns a body without what only the server says."""
        members = self._members(where)
        found: Record = {}
        for name, item in body.items():
            member = members.get(name)
            if member is not None and member.is_read_only:
                continue
            is_inside = member is not None and isinstance(item, dict)
            found[name] = self._sendable(member.where, item) if member and is_inside else item
        return found

    def _may_be_null(self, name: str) -> bool:
        member = self._members(self._kind.entity).get(name)
        return member is not None and self._base.fitter.is_valid(member.where, None)

    def _tell(self, thing: Record, wanted: tuple[Moment, ...], now: datetime) -> None:
        """Writes the time into the members that say such a moment."""
        for place, moment, where in self._moments:
            value = said_as(self._shapes, where, now)
            is_there = moment == "born" or find(thing, place) is not ABSENT
            if moment in wanted and is_there and self._base.fitter.is_valid(where, value):
                put_at(thing, place, value)

    @cached_property
    def _moments(self) -> tuple[tuple[str, Moment, str], ...]:
        return tuple(moments(self._shapes, self._kind.entity or ""))

    def _members(self, where: str | None) -> Mapping[str, Member]:
        return self._shapes.at(where).members if where is not None else {}
