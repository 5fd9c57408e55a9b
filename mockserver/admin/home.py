"""Where the operations of the admin API run."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from mockserver.state import Sandbox, Situation, World

Result = TypeVar("Result")


class Home(Sandbox):
    """No sandbox that anybody can name: it has no records, so no call here disturbs another.

    What an admin operation does, it does to other sandboxes, each time in a transaction of theirs.
    """

    async def run(self, namespace: str, work: Callable[[World], Awaitable[Result]]) -> Result:
        """Runs work once; run again, it would move its sandbox twice."""
        return await work(self._world(namespace, (Situation(self._time()), 0)))
