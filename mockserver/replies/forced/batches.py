"""Items of a batch that fail, or are warned of, on demand."""

from collections.abc import Mapping
from dataclasses import dataclass

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.failing_items import ItemPlan, failing_items, is_batch, items_of
from mockserver.replies.forced.documented import fails_items, warns_of_items
from mockserver.replies.forced.items import ItemWords
from mockserver.replies.forced.made_batch import MadeBatch
from mockserver.replies.forced.notes import Asking, listing
from mockserver.replies.forced.words import Unworded
from mockserver.stubkit import Call, Json, Record, Reply, WantedError
from specs.batch import BatchPolicy


@dataclass(frozen=True, slots=True)
class Batches:
    """What one operation with a batch policy can be made to say of its items."""

    policy: BatchPolicy
    errors: tuple[WantedError, ...]
    """All errors that the operation documents."""
    words: ItemWords
    made: MadeBatch

    def is_of_items(self, error: WantedError) -> bool:
        """Whether an error or a warning is about single items."""
        return fails_items(error, self.policy) or warns_of_items(error, self.policy)

    async def force(self, asking: Asking, error: WantedError | None) -> Reply | None:
        """Returns the answer to a batch; None if no item is to be treated specially.

        Args:
            asking: The call and what it prefers.
            error: The documented error that is asked for.

        Raises:
            CannotGenerate: Passed on from what the operation does.
        """
        of_items = error if error is not None and self.is_of_items(error) else None
        try:
            plan = self._plan(asking, of_items)
            if plan is None:
                return None
            # Words are tried before anything is changed.
            plan.failures(None)
            plan.warnings(None)
        except Unworded as unworded:
            asking.leave_out(str(unworded), "fail-items", *(("error",) if of_items else ()))
            return None
        handler = asking.handler or self.made.answer
        try:
            reply = await failing_items(asking.call, asking.world, plan, handler)
        except CannotGenerate as failure:
            if asking.handler is not None:
                raise
            asking.leave_out(f"nothing valid can be made: {failure}", "fail-items", "error")
            return None
        self._note(asking, error, reply)
        return reply

    def _plan(self, asking: Asking, error: WantedError | None) -> ItemPlan | None:
        asked = asking.asked.fail_items
        if asked is None and error is None:
            return None
        count = len(items_of(asking.call, self.policy) or ())
        if not count:
            raise Unworded("the request has no item")
        if asked is not None and asked[-1] >= count:
            raise Unworded(f"the last item of the request is {count - 1}")
        if asked is None:
            is_failure = error is not None and error.severity == "error"
            asked = tuple(range(count)) if is_failure else ()
        return self._worded(asking.call, frozenset(asked), error)

    def _worded(self, call: Call, failing: frozenset[int], error: WantedError | None) -> ItemPlan:
        documented = next((one for one in self.errors if fails_items(one, self.policy)), None)
        warning = error if error is not None and error.severity == "warning" else None
        failure = error if warning is None and error is not None else documented

        def failures(beside: Reply | None) -> Mapping[int, Record]:
            if not failing:
                return {}
            if failure is None:
                return self.words.nameless(call)
            return self.words.entries(call, failure, beside)

        def warnings(beside: Reply | None) -> Mapping[int, Record]:
            return self.words.entries(call, warning, beside) if warning is not None else {}

        return ItemPlan(self.policy, failing, failures, warnings)

    def _note(self, asking: Asking, error: WantedError | None, reply: Reply) -> None:
        asked, notes = asking.asked, asking.notes
        if not is_batch(reply, self.policy):
            why = f"the operation answers the other items with the status {reply.status}"
            asking.leave_out(why, "code", "example", "dynamic", "error", "fail-items")
            return
        if asked.fail_items is not None:
            notes.met("fail-items", ",".join(map(str, asked.fail_items)))
        if error is not None and self.is_of_items(error):
            notes.met("error", asked.error or "")
        elif error is not None:
            codes = listing(one.code for one in self.errors if fails_items(one, self.policy))
            asking.leave_out(f"it fails the whole request; for items {codes}", "error")
        if asked.code == reply.status:
            notes.met("code", str(reply.status))
        else:
            asking.leave_out(f"such a batch has the status {reply.status}", "code")
        asking.leave_out("the items say what is answered", "example", "dynamic")


def undeclared_batch(asking: Asking) -> None:
    """Notes that items of an operation without a policy cannot be made to fail."""
    if asking.asked.fail_items is None:
        return
    why = f"{asking.call.operation.label} declares no x-batch policy"
    where = _only_list(asking.call.body)
    if where is not None:
        why += f"; its items seem to stand at {where or 'the root of the body'}"
    asking.leave_out(why, "fail-items")


def _only_list(body: Json) -> str | None:
    """Returns the pointer of the only list that a body holds at its root, or is."""
    if isinstance(body, list):
        return ""
    members = body.items() if isinstance(body, dict) else ()
    found = [f"/{name}" for name, value in members if isinstance(value, list)]
    return found[0] if len(found) == 1 else None
