"""What one operation answers when a client asks for an outcome."""

from functools import cached_property

from mockserver.replies.forced.batches import Batches, undeclared_batch
from mockserver.replies.forced.choices import Choices
from mockserver.replies.forced.documented import documented_errors, named
from mockserver.replies.forced.items import ItemWords
from mockserver.replies.forced.made_batch import MadeBatch
from mockserver.replies.forced.making import Maker
from mockserver.replies.forced.notes import Asking, Forced, Notes, listing
from mockserver.replies.forced.outage import with_demanded_headers
from mockserver.replies.forced.preferences import Preferences
from mockserver.replies.forced.words import ErrorWords, Unworded
from mockserver.state import World
from mockserver.stubkit import Call, Reply, Stub, WantedError
from mockserver.stubkit.stub import Handler
from specs.bundle import Bundle
from specs.operation import Operation


class Outcomes:
    """All that one operation can be made to answer. Nothing is read before it is needed."""

    def __init__(self, bundle: Bundle, operation: Operation, *, stub: Stub, maker: Maker) -> None:
        self._bundle = bundle
        self._operation = operation
        self._stub = stub
        self._maker = maker

    async def force(
        self, asked: Preferences, call: Call, *, world: World, handler: Handler | None
    ) -> Forced:
        """Returns what a call is answered that prefers something.

        Args:
            asked: What it prefers.
            call: The call, already found valid.
            world: What the handler reads and changes; generated values are drawn from it.
            handler: What the operation does; None where nothing but its description is known.

        Raises:
            StubDefect: The stub words another error than it is asked for.
        """
        asking = Asking(asked, call, world, handler, Notes(asked.unmet))
        reply = await self._reply(asking)
        if reply is not None:
            reply = with_demanded_headers(reply, call, bundle=self._bundle, stub=self._stub)
        if asked.delay_seconds is not None:
            asking.notes.met("delay", f"{asked.delay_seconds:.9g}")
        return Forced(
            reply=reply,
            applied=asking.notes.applied,
            hints=asking.notes.hints,
            is_undeclared=reply is not None and self._operation.response(reply.status) is None,
            delay_seconds=asked.delay_seconds or 0.0,
        )

    @cached_property
    def errors(self) -> tuple[WantedError, ...]:
        """The documented errors."""
        return documented_errors(self._bundle, self._operation)

    @cached_property
    def _words(self) -> ErrorWords:
        return ErrorWords(self._bundle, self._operation, self._stub, self._maker)

    @cached_property
    def _choices(self) -> Choices:
        return Choices(self._words, self.errors)

    @cached_property
    def _batches(self) -> Batches | None:
        policy = self._operation.batch
        if policy is None:
            return None
        made = MadeBatch(self._bundle, policy, self._maker)
        return Batches(policy, self.errors, ItemWords(policy, self._words), made)

    async def _reply(self, asking: Asking) -> Reply | None:
        error = self._wanted(asking)
        if self._batches is None:
            undeclared_batch(asking)
        else:
            reply = await self._batches.force(asking, error)
            if reply is not None:
                return reply
            if error is not None and self._batches.is_of_items(error):
                error = None
        reply = self._error(asking, error) if error is not None else None
        return reply or await self._choices.reply(asking)

    def _wanted(self, asking: Asking) -> WantedError | None:
        """Returns the documented error that is asked for: one of the status asked for, if any."""
        text, code = asking.asked.error, asking.asked.code
        if text is None:
            return None
        found = named(self.errors, text)
        if not found:
            codes = listing((error.code for error in self.errors), near=text)
            asking.leave_out(f"of documented errors {codes}", "error")
            return None
        batches = self._batches if asking.asked.fail_items is not None else None
        return min(
            found,
            key=lambda error: (
                code is not None and error.status != code,
                batches is not None and not batches.is_of_items(error),
                error.severity != "error",
            ),
        )

    def _error(self, asking: Asking, error: WantedError) -> Reply | None:
        reply = self._worded(asking, error)
        if reply is None:
            return None
        asking.notes.met("error", asking.asked.error or "")
        if asking.asked.code == error.status:
            asking.notes.met("code", str(error.status))
        else:
            asking.leave_out(f"this error comes with the status {error.status}", "code")
        asking.leave_out("the error decides what is answered", "example")
        return reply

    def _worded(self, asking: Asking, error: WantedError) -> Reply | None:
        if asking.asked.dynamic:
            try:
                reply = self._words.made(error, dynamic=True)
            except Unworded as unworded:
                asking.leave_out(str(unworded), "dynamic")
            else:
                asking.notes.met("dynamic", "true")
                return reply
        try:
            return self._words.reply(asking.call, error)
        except Unworded as unworded:
            asking.leave_out(str(unworded), "error")
            return None
