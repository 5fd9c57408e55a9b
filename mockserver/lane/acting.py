"""What a valid call is answered: as a fault rule says, as it prefers, or as the API behaves.

All of it happens inside the call's transaction, the judgement of the answer too: a stub that lies
leaves no trace.
"""

from dataclasses import replace
from typing import Final, NamedTuple

from mockserver.errors import LyingStub
from mockserver.faults import Fault, decide, read_rules
from mockserver.lane.answers import JSON, NO_ANSWER, Answer, render
from mockserver.lane.parts import OperationParts
from mockserver.lane.request import Request
from mockserver.problems import defect_problem, problem
from mockserver.replies.errors import CannotGenerate, GivenUp, NotAcceptable
from mockserver.replies.forced import Forced, Preferences
from mockserver.state import World
from mockserver.stubkit import Call, Refused, Reply
from mockserver.stubkit.call import Speaker
from specs.values import ABSENT

_LONGEST_HINT: Final = 500


class Spoken(NamedTuple):
    """A reply and who speaks in it."""

    reply: Reply
    speaker: Speaker


class Action:
    """Answers the valid calls of one operation."""

    def __init__(self, parts: OperationParts) -> None:
        self._parts = parts

    async def answer(self, request: Request, call: Call, world: World) -> Answer:
        """Answers a valid call, and notes on the request what has influenced the answer."""
        parts, trace = self._parts, request.trace
        trace.fault = await self._fault(world)
        if trace.fault is not None and not trace.fault.is_handled:
            return await self._faulty(trace.fault, call, world)
        trace.forced = None
        if request.preferences is not None and parts.home is None:
            handler = parts.handler or parts.remembering
            trace.forced = await parts.outcomes.force(
                request.preferences, call, world=world, handler=handler
            )
            if trace.forced.reply is not None:
                return self._forced(trace.forced, trace.forced.reply)
        return parts.check.render(*await self._behave(call, world))

    async def meet(self, world: World) -> None:
        """Counts a call for the fault rules although nothing of it remains."""
        await self._fault(world)

    async def _fault(self, world: World) -> Fault | None:
        """Returns what a valid call meets."""
        if not world.fault_rules:
            return None
        rules = read_rules(world.fault_rules)
        parts = self._parts
        return await decide(rules, parts.operation, api=parts.bundle.name, world=world)

    async def _faulty(self, fault: Fault, call: Call, world: World) -> Answer:
        """Returns the answer that a fault gives in place of the real one."""
        if fault.outcome is None:
            return NO_ANSWER
        outcome, parts = fault.outcome, self._parts
        asked = Preferences(code=outcome.status, error=outcome.error)
        forced = await parts.outcomes.force(asked, call, world=world, handler=None)
        reply = forced.reply
        if reply is None:
            why = "; ".join(forced.hints) or "it says no outcome"
            detail = f"The fault rule {fault.rule} asks for what cannot be answered: {why}"
            reply = defect_problem("impossible_fault", parts.operation.label, detail, ())
        if outcome.body is not ABSENT:
            reply = Reply(reply.status, outcome.body)
        undeclared = {"Mock-Undeclared": "true"} if forced.is_undeclared else {}
        headers = {**reply.headers, **undeclared, **outcome.headers}
        return render(replace(reply, headers=headers), "fault", self._kind_of(reply.status))

    def _forced(self, forced: Forced, reply: Reply) -> Answer:
        if forced.is_undeclared:
            return render(reply, "forced")
        return self._parts.check.render(reply, "forced")

    async def _behave(self, call: Call, world: World) -> Spoken:
        """Returns what the stub, what is remembered, or the description alone says."""
        parts = self._parts
        if parts.handler is not None:
            return Spoken(await parts.handler(call, world), "stub")
        if parts.remembering is not None:
            try:
                return Spoken(await parts.remembering(call, world), "state")
            except GivenUp as error:
                # Nothing was written; the description answers.
                spoken = self._described(call)
                hint = {"Mock-Hint": " ".join(str(error).split())[:_LONGEST_HINT]}
                headers = {**spoken.reply.headers, **hint}
                return spoken._replace(reply=replace(spoken.reply, headers=headers))
        return self._described(call)

    def _described(self, call: Call) -> Spoken:
        parts = self._parts
        try:
            made = parts.responder.reply(accept=call.raw_headers.get("accept"))
        except NotAcceptable as error:
            label = parts.operation.label
            refused = problem("not_acceptable", 406, f"{label}: {error}", offered=list(error.known))
            raise Refused(refused) from error
        except CannotGenerate as error:
            where = parts.bundle.document.place(parts.operation.pointer)
            wrong = f"{error} ({where}). Give the response an example."
            raise LyingStub(parts.operation.label, wrong) from error
        return Spoken(made.reply, made.speaker)

    def _kind_of(self, status: int) -> str:
        """Returns the content type of an answer that names none."""
        response = self._parts.operation.response(status)
        media = response.media if response is not None else ()
        return next((one.content_type for one in media if "*" not in one.content_type), JSON)
