"""The way of a request on the express: found, read, answered, applied, taken down."""

from typing import Final

from mockserver.errors import TooManySandboxes
from mockserver.express.arrived import Arrived
from mockserver.express.finding import Finding, Found
from mockserver.express.note import Note
from mockserver.express.operation import Left
from mockserver.express.ready import Ready
from mockserver.journal import MemoryJournal
from mockserver.journal.entry import OWN_BYTES, cut, size_of
from mockserver.lane.delivery import Stopwatch
from mockserver.lane.served import ServedApis
from mockserver.state import Sandboxes
from mockserver.state.instant import at_once


class Express:
    """Answers what it is sure of."""

    def __init__(
        self,
        apis: ServedApis,
        sandboxes: Sandboxes,
        journal: MemoryJournal,
        stopwatch: Stopwatch,
    ) -> None:
        """Compiles nothing yet: an operation is when it is first called.

        Args:
            apis: What is served.
            sandboxes: The worlds.
            journal: Takes every answer down.
            stopwatch: Tells seconds from some fixed moment on.
        """
        self._finding = Finding(apis)
        self._sandboxes = sandboxes
        self._journal = journal
        self._limit = journal.limits.body_bytes
        self._stopwatch = stopwatch
        self.find: Final = self._finding.find
        """Returns what a request is for as far as its head tells; None leaves it to the lane."""

    def answer(self, found: Found, body: bytes) -> Ready | None:
        """Answers a request at once; None leaves it to the lane, and nothing has happened.

        Args:
            found: The request as `find` has found it.
            body: All of its body.
        """
        begun = self._stopwatch()
        operation, values, name, method, path, query_string, head = found
        if head.body_bytes and not body:
            return None
        arrived = Arrived(method, path, query_string, head, body)
        try:
            typed = operation.read(arrived, values)
            if typed is None:
                return None
            sandbox = self._sandboxes.at_hand(name) or self._sandboxes.get(name)
            world = sandbox.instant_world(operation.api)
            if world is None:
                return None
            (form, said), remains = at_once(
                operation.answer(arrived, values, typed, world=world, sandbox=name)
            )
        except (Left, TooManySandboxes):
            return None
        except BaseException:  # noqa: BLE001 - the lane meets it again, and tells of it
            operation.give_up()
            return None
        if remains:
            world.apply()
        seconds = self._stopwatch() - begun
        note = Note(
            world.now, name, method, path, query_string, head, body,
            operation.operation, operation.api, form, said, seconds,
        )  # fmt: skip
        if len(said) > self._limit:
            entry = cut(note.entry(0), self._limit)
            self._journal.take(name, entry, size_of(entry))
        else:
            size = OWN_BYTES + head.bytes + len(path) + len(query_string) + len(body)
            self._journal.take(name, note, size + form.size(len(said)))
        return form, said
