"""The express where several processes share records and journal: one round trip a request.

The answer is made from what this process remembers, at once as a rule. Then one call asks the
keeper of the records whether all of that still holds, and if so applies what was written and takes
the answer down. Only then does the answer leave.
"""

import logging
from typing import Final

from mockserver.errors import StoreUnreachable, TooManySandboxes
from mockserver.express.arrived import Arrived
from mockserver.express.finding import Finding, Found
from mockserver.express.note import Note
from mockserver.express.operation import Left
from mockserver.express.ready import Ready, ready
from mockserver.journal import Journal
from mockserver.journal.redis_journal import RedisJournal
from mockserver.lane.answers import render
from mockserver.lane.delivery import Stopwatch
from mockserver.lane.operation import unreachable
from mockserver.lane.refusals import worded
from mockserver.lane.served import ServedApis
from mockserver.state import Sandboxes
from mockserver.state.redis_store import RedisStorage

_LOGGER: Final = logging.getLogger("mockserver.journal")
_MOST_ATTEMPTS: Final = 3
"""Who loses more races than that goes on in the lane."""


class _Overtaken(Exception):
    """Another call has changed what this one read."""


class SharedExpress:
    """Answers what it is sure of, once the keeper of the records agrees."""

    def __init__(
        self,
        apis: ServedApis,
        sandboxes: Sandboxes,
        storage: RedisStorage,
        journal: RedisJournal,
        stopwatch: Stopwatch,
    ) -> None:
        """Compiles nothing yet: an operation is when it is first called.

        Args:
            apis: What is served.
            sandboxes: The worlds.
            storage: Keeps their records.
            journal: Words what is taken down.
            stopwatch: Tells seconds from some fixed moment on.
        """
        self._sandboxes = sandboxes
        self._storage = storage
        self._journal = journal
        self._stopwatch = stopwatch
        self.find: Final = Finding(apis).find
        """Returns what a request is for as far as its head tells; None leaves it to the lane."""

    async def answer(self, found: Found, body: bytes) -> Ready | None:
        """Answers a request; None leaves it to the lane, and nothing has happened.

        Args:
            found: The request as `find` has found it.
            body: All of its body.
        """
        begun = self._stopwatch()
        if found.head.body_bytes and not body:
            return None
        request = Arrived(found.method, found.path, found.query_string, found.head, body)
        try:
            for _ in range(_MOST_ATTEMPTS):
                try:
                    return await self._attempt(found, request, begun)
                except _Overtaken:
                    continue
        except (Left, TooManySandboxes):
            return None
        except StoreUnreachable as error:
            # What was written may have been applied, so nobody tries once more.
            _LOGGER.error("An entry of the journal is lost: %s", error)
            return _outage(error, found, request)
        except Exception:  # noqa: BLE001 - the lane meets it again, and tells of it
            found.operation.give_up()
        return None

    async def _attempt(self, found: Found, request: Arrived, begun: float) -> Ready:
        """Answers upon what is remembered.

        Raises:
            Left: The lane has to answer.
            _Overtaken: What is remembered is no longer so.
        """
        operation, name = found.operation, found.sandbox
        typed = operation.read(request, found.values)
        store = self._storage.store(name)
        world = self._sandboxes.get(name).known_world(operation.api, store)
        if typed is None or world is None:
            raise Left
        try:
            answer, remains = await operation.answer(
                request, found.values, typed, world=world, sandbox=name
            )
        except (Left, StoreUnreachable):
            raise
        except Exception as error:
            # Whoever stumbles over half of another call's change has to look again.
            if await world.is_current():
                raise
            raise _Overtaken from error
        seconds = self._stopwatch() - begun
        note = Note(
            world.now, name, found.method, found.path, found.query_string, found.head,
            request.body, operation.operation, operation.api, *answer, seconds,
        )  # fmt: skip
        store.text = self._journal.text(note.entry(0))
        if not await (world.commit() if remains else world.is_current()):
            raise _Overtaken
        return answer


def shared_express(
    apis: ServedApis, sandboxes: Sandboxes, journal: Journal, stopwatch: Stopwatch
) -> SharedExpress | None:
    """Returns an express for records and a journal in Redis, None if they lie elsewhere."""
    storage = sandboxes.storage
    if not isinstance(storage, RedisStorage) or not isinstance(journal, RedisJournal):
        return None
    return SharedExpress(apis, sandboxes, storage, journal, stopwatch)


def _outage(error: StoreUnreachable, found: Found, request: Arrived) -> Ready | None:
    """Returns the refusal of a call whose records cannot be reached, in the words of the API."""
    parts = found.operation.parts
    call = found.operation.bare(request, found.values, found.sandbox)
    return ready(render(worded(parts.stub, unreachable(error, call)), "refusal"), "refusal")
