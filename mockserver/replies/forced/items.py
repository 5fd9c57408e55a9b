"""What a batch says of single items on demand: failures and warnings with a documented code."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.failing_items import entries_by_item, items_of, listed, pointed
from mockserver.replies.forced.described import json_media
from mockserver.replies.forced.placing import is_placed
from mockserver.replies.forced.words import ErrorWords, Unworded
from mockserver.stubkit import Call, Json, Record, Reply, WantedError
from specs.batch import BatchPolicy


@dataclass(frozen=True, slots=True)
class ItemWords:
    """Words the entries of one operation's batches."""

    policy: BatchPolicy
    words: ErrorWords

    def entries(self, call: Call, error: WantedError, beside: Reply | None) -> Mapping[int, Record]:
        """Returns an entry for each item of a request, by its index.

        Args:
            call: The request.
            error: The error, or the warning, that each entry carries.
            beside: What the operation answers for the other items.

        Raises:
            Unworded: Neither stub nor description has such an entry.
        """
        policy = self.policy
        where = error.at.partition("/*/")[0]
        reply = self.words.of_items(call, replace(error, beside=beside))
        carrying = [entry for entry in listed(reply.body, where) if _carries(entry, error, where)]
        if not carrying:
            raise Unworded(f"no entry at {where} has the code {error.code}")
        own = entries_by_item(replace(reply, body={"own": carrying}), policy, "/own")
        count = len(items_of(call, policy) or ())
        return {
            index: pointed(own.get(index, carrying[0]), policy, index) for index in range(count)
        }

    def nameless(self, call: Call) -> Mapping[int, Record]:
        """Returns failures for all items where no code for one is documented."""
        entry = self._shown() or {}
        count = len(items_of(call, self.policy) or ())
        return {index: pointed(entry, self.policy, index) for index in range(count)}

    def _shown(self) -> Record | None:
        """Returns the first failure that an example, or else a generated answer, lists."""
        status = self.policy.statuses["mixed"]
        media = json_media(self.words.operation, status)
        bodies = [value for item in media for value in item.examples.values()]
        try:
            bodies.append(self.words.maker.reply(status=status, dynamic=True).reply.body)
        except CannotGenerate:
            bodies.append(None)
        entries = [entry for body in bodies for entry in listed(body, self.policy.failures)]
        return next((entry for entry in entries if isinstance(entry, dict)), None)


def _carries(entry: Json, error: WantedError, where: str) -> bool:
    """Whether an entry of a list has the error's code at its place."""
    inner = replace(error, at=error.at.removeprefix(where + "/*"))
    return isinstance(entry, dict) and is_placed(inner, entry)
