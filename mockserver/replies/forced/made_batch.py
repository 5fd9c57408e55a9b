"""A batch of which every item succeeds, for an operation that no stub handles."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace

from mockserver.replies.failing_items import items_of, listed, put_list
from mockserver.replies.forced.described import is_valid, json_media
from mockserver.replies.forced.making import Maker
from mockserver.state import World
from mockserver.stubkit import Call, Json, Record, Reply
from specs.batch import BatchPolicy
from specs.bundle import Bundle
from specs.values import ABSENT, find, split_pointer

Form = Callable[[Json], Json]


@dataclass(frozen=True, slots=True)
class MadeBatch:
    """Answers a batch with the success that the description shows, once for each item."""

    bundle: Bundle
    policy: BatchPolicy
    maker: Maker

    async def answer(self, call: Call, world: World) -> Reply:
        """Answers with one success an item, the item's own id in it where its schema allows that.

        Raises:
            CannotGenerate: Nothing valid can be made.
        """
        del world
        status = self.policy.statuses["all-good"]
        reply = self.maker.reply(status=status).reply
        media = json_media(call.operation, status)
        bodies = list(self._bodies(reply.body, items_of(call, self.policy) or []))
        valid = (body for body in bodies if all(is_valid(self.bundle, one, body) for one in media))
        return replace(reply, status=status, body=next(valid, bodies[-1]))

    def _bodies(self, shown: Json, items: list[Json]) -> Iterator[Json]:
        """Yields answers, the one that says most of the items first."""
        policy = self.policy
        entry: Json = next(iter(listed(shown, policy.successes)), {})
        forms: tuple[Form | None, ...] = (_as_sent, str, None)
        for form in forms:
            body: Record = dict(shown) if isinstance(shown, dict) else {}
            successes = [_success(entry, item, policy, form) for item in items]
            put_list(body, policy.successes, successes)
            put_list(body, policy.failures, [])
            if policy.warnings is not None:
                put_list(body, policy.warnings, [])
            yield body


def _as_sent(value: Json) -> Json:
    return value


def _success(shown: Json, item: Json, policy: BatchPolicy, form: Form | None) -> Json:
    """Returns a success with the id of its item, in some form; None leaves it as it is shown."""
    entry = deepcopy(shown)
    if form is None or policy.request_identity is None or policy.response_identity is None:
        return entry
    identity = find(item, policy.request_identity)
    where, _, name = policy.response_identity.rpartition("/")
    holder = find(entry, where)
    if identity is not ABSENT and isinstance(holder, dict):
        holder.update({part: form(identity) for part in split_pointer("/" + name)})
    return entry
