"""What one operation does with the things that it works on."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from mockserver.replies.errors import GivenUp, Unanswerable
from mockserver.replies.headers import ReplyHeaders
from mockserver.replies.resources.answering import Answering
from mockserver.replies.resources.asking import agrees, said
from mockserver.replies.resources.base_world import BaseWorld
from mockserver.replies.resources.documented import Documented
from mockserver.replies.resources.fitting import CannotFit
from mockserver.replies.resources.ids import Scope
from mockserver.replies.resources.listing import Listing
from mockserver.replies.resources.patching import BadPatch, patched
from mockserver.replies.resources.reading import Reading, content_type, path_text
from mockserver.replies.resources.records import put_at
from mockserver.replies.resources.shelf import Shelf
from mockserver.replies.resources.writing import Writing
from mockserver.state import World
from mockserver.stubkit import Call, Refusal, Reply
from mockserver.stubkit.call import RefusalKind
from specs.resources import Resource
from specs.resources.resource import Action
from specs.values import Record

_ATTEMPTS: Final = 50


class _Worded(Exception):
    """Ends a call with a refusal that the description has words for."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        super().__init__(reply)


class ResourceHandler:
    """Answers the calls of one operation."""

    def __init__(self, resource: Resource, base: BaseWorld, *, seed: int) -> None:
        """Names the operation.

        Args:
            resource: What it does.
            base: The world before any write.
            seed: Seeds what is made up besides things.
        """
        operation, bundle = resource.operation, base.bundle
        self._resource = resource
        self._kind = resource.kind
        self._base = base
        self._documented = Documented(bundle, operation, base.fitter, seed=seed)
        headers = ReplyHeaders(bundle, operation, seed)
        self._answering = Answering(resource, base, self._documented, headers)
        self._listing = Listing(resource, base, self._answering)
        self._reading = Reading(resource, base)
        self._writing = Writing(resource.kind, base, (one.thing for one in resource.takes))
        acts: dict[Action, Callable[[Call, World, Shelf], Awaitable[Reply]]] = {
            "create": self._create,
            "read": self._read,
            "list": self._list,
            "replace": self._replace,
            "update": self._update,
            "delete": self._delete,
            "clear": self._clear,
        }
        self._act = acts[resource.action]

    async def __call__(self, call: Call, world: World) -> Reply:
        """Answers a call.

        Raises:
            GivenUp: No answer fits the description; nothing was written.
            Unanswerable: It has to be refused, and the description says no such status.
        """
        try:
            if self._resource.parents:
                await self._check_parents(call, world)
            shelf = Shelf(self._base, self._kind, self._reading.scope(call), world)
            return await self._act(call, world, shelf)
        except CannotFit as error:
            raise GivenUp(str(error)) from error
        except _Worded as refusal:
            return refusal.reply

    def show(self, call: Call, things: Mapping[str, Record], scope: Scope) -> Reply:
        """Returns the answer about some things, or about the first of them.

        Raises:
            GivenUp: They cannot be shown as described.
        """
        if self._resource.action == "list":
            return self._listing.reply(call, things, scope)
        text, thing = next(iter(things.items()), ("1", {}))
        return self._answering.thing(call, thing, scope, text)

    async def _create(self, call: Call, world: World, shelf: Shelf) -> Reply:
        body = self._reading.body(call)
        text = self._reading.given_id(body)
        if text is not None and await shelf.shows(text) and "409" in call.operation.responses:
            raise self._refused(call, (409,), f"There is one with the id {text[:80]!r} already.")
        text = text if text is not None else await self._new_id(shelf, world)
        likely = self._base.thing(self._kind, world.seed, shelf.scope, text) or {}
        thing = self._writing.made(body, likely, now=world.now)
        return self._keep(call, shelf, text, thing, sent=body)

    async def _read(self, call: Call, world: World, shelf: Shelf) -> Reply:
        del world
        text = self._reading.id(call, {})
        thing = await self._found(call, shelf, text)
        return self._answering.stored(call, thing, shelf.scope, text)

    def _list(self, call: Call, world: World, shelf: Shelf) -> Awaitable[Reply]:
        del world
        return self._listing.answer(call, shelf)

    async def _replace(self, call: Call, world: World, shelf: Shelf) -> Reply:
        body = self._reading.body(call)
        text = self._reading.id(call, body)
        before = await shelf.get(text)
        if before is not None:
            self._check_place(call, before, text)
            thing = self._writing.replaced(body, before, now=world.now)
            return self._keep(call, shelf, text, thing, sent=body)
        likely = self._base.thing(self._kind, world.seed, shelf.scope, text)
        responses = call.operation.responses
        if likely is None or ("404" in responses and "201" not in responses):
            raise self._missing(call, text)
        thing = self._writing.made(body, likely, now=world.now)
        return self._keep(call, shelf, text, thing, sent=body, is_new=True)

    async def _update(self, call: Call, world: World, shelf: Shelf) -> Reply:
        kind, writing = content_type(call), self._writing
        is_patch = "json-patch" in kind and isinstance(call.body, list)
        body = {} if is_patch else self._reading.body(call)
        text = self._reading.id(call, body)
        before = await self._found(call, shelf, text)
        if is_patch:
            thing = writing.patched(self._patched(call, before), before, now=world.now)
        else:
            is_merge = "merge-patch" in kind
            thing = writing.changed(body, before, now=world.now, is_merge_patch=is_merge)
        return self._keep(call, shelf, text, thing, sent=body)

    async def _delete(self, call: Call, world: World, shelf: Shelf) -> Reply:
        del world
        text = self._reading.id(call, {})
        thing = await self._found(call, shelf, text)
        reply = self._answering.thing(call, thing, shelf.scope, text)
        shelf.remove(text)
        return reply

    async def _clear(self, call: Call, world: World, shelf: Shelf) -> Reply:
        del world
        reply = self._answering.thing(call, {}, shelf.scope, "")
        if not self._listing.is_narrow(call):
            await shelf.clear()
            return reply
        for text in self._listing.narrowed(call, await shelf.all()):
            shelf.remove(text)
        return reply

    def _keep(
        self,
        call: Call,
        shelf: Shelf,
        text: str,
        thing: Record,
        *,
        sent: Record | None = None,
        is_new: bool = False,
    ) -> Reply:
        """Keeps a thing once its answer is sure."""
        for one in self._resource.around:
            put_at(thing, one.member, said(call, one.source))
        kept = self._writing.settled(thing, shelf.scope, text, sent=sent or ())
        reply = self._answering.thing(call, dict(kept), shelf.scope, text, is_new=is_new)
        shelf.put(text, kept)
        return reply

    async def _check_parents(self, call: Call, world: World) -> None:
        for parent in self._resource.parents:
            *around, last = (path_text(call, name) for name in parent.parameters)
            shelf = Shelf(self._base, parent.kind, tuple(around), world)
            if await shelf.get(last) is None:
                raise self._missing(call, last)

    async def _found(self, call: Call, shelf: Shelf, text: str) -> Record:
        thing = await shelf.get(text)
        if thing is None:
            raise self._missing(call, text)
        self._check_place(call, thing, text)
        return thing

    def _check_place(self, call: Call, thing: Record, text: str) -> None:
        """Refuses a thing that is not among those that the path speaks of."""
        around = self._resource.around
        if not all(agrees(thing, one, said(call, one.source)) for one in around):
            raise self._missing(call, text)

    def _missing(self, call: Call, text: str) -> Exception:
        detail = f"There is nothing with the id {text[:80]!r} here."
        return self._refused(call, (404, 410), detail)

    def _refused(
        self,
        call: Call,
        statuses: tuple[int, ...],
        detail: str,
        kind: RefusalKind = "unknown_resource",
    ) -> Exception:
        reply = self._documented.refusal(call, statuses, detail)
        return _Worded(reply) if reply else Unanswerable(Refusal(kind, detail, call=call))

    def _patched(self, call: Call, before: Record) -> Record:
        try:
            thing = patched(before, call.body)
        except BadPatch as bad:
            raise self._refused(call, (409, 422, 400), str(bad), "invalid_request") from bad
        if not isinstance(thing, dict):
            raise self._refused(call, (422, 400), "A thing is an object.", "invalid_request")
        return thing

    async def _new_id(self, shelf: Shelf, world: World) -> str:
        """Draws an id that nothing has.

        Raises:
            GivenUp: Nothing says what ids look like.
        """
        ids, kind = self._base.ids, self._kind
        first = self._base.next_number(kind, world.seed, shelf.scope)
        for _ in range(_ATTEMPTS):
            if first is not None:
                text: str | None = str(await world.next_id(kind.name, first))
            else:
                text = ids.drawn(kind, await world.random())
            if text is not None and ids.may_name(kind, text) and not await shelf.knows(text):
                return text
        raise GivenUp(f"no new id was found for one of the {kind.name}")
