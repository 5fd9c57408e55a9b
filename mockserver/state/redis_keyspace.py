"""The keys of one prefix in a Redis server, and what this process remembers of them."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, Final, NamedTuple

from mockserver.state import redis_scripts as scripts
from mockserver.state.redis_connection import Words
from mockserver.state.redis_link import RedisLink
from mockserver.state.redis_scripts import Script
from mockserver.state.remembered import Remembered
from mockserver.state.store import DEFAULT, OF, Collection, VersionedCollection

MOST_REMEMBERED_BYTES: Final = 32 * 1024 * 1024
"""Of one process, all sandboxes together."""


class Text(NamedTuple):
    """A text that is added to a stream of a sandbox."""

    part: str
    """Which stream."""
    most: int
    """How many texts it keeps."""
    text: bytes
    lost: Callable[[Exception], None]
    """Is called if it may not have been added, and nobody else is told."""


class RedisKeyspace:
    """What all sandboxes in one server have in common."""

    def __init__(
        self, url: str, *, prefix: str, idle: timedelta | None, most_remembered_bytes: int
    ) -> None:
        """Names a server; nothing is sent yet.

        Args:
            url: Its URL.
            prefix: Begins every key.
            idle: After how long unused a sandbox expires, the default one never; None keeps all.
            most_remembered_bytes: How much of it this process remembers.

        Raises:
            ValueError: The URL is not one of Redis.
        """
        self.prefix = prefix
        self._idle_ms = 0 if idle is None else max(1, idle // timedelta(milliseconds=1))
        self._remembered: OrderedDict[str, Remembered] = OrderedDict()
        self.remembered_bytes = 0
        """About how much is remembered."""
        self.most_remembered_bytes = most_remembered_bytes
        self._asking: dict[tuple[str, Collection], asyncio.Task[VersionedCollection]] = {}
        self.link = RedisLink(url, prefix, self._forget)
        """The server."""
        self.link.load(scripts.COMMIT, scripts.APPEND, scripts.READ_ALL, scripts.REPLACE)

    async def ping(self) -> None:
        """Does nothing, if the server answers."""
        await self.link.ask(("PING",), is_harmless=True)

    async def run(
        self, script: Script, name: str, words: Words, *, only_reads: bool = False
    ) -> Any:  # noqa: ANN401 - Redis says
        """Runs a script over a sandbox and returns what it says.

        Args:
            script: Is handed the prefix as its key; the name, the idle time in milliseconds (0 for
                ever) and the words as its arguments.
            name: The sandbox.
            words: What else it needs.
            only_reads: Whether it changes nothing, so that it may be run again.

        Raises:
            StoreUnreachable: No answer comes.
        """
        whole = (name, self.idle_ms(name), *words)
        return await self.link.run(script, whole, is_harmless=only_reads)

    async def append(self, name: str, text: Text) -> None:
        """Adds a text to a stream of a sandbox; it is on its way when this returns.

        Raises:
            StoreUnreachable: It cannot be sent.
        """
        words = (name, self.idle_ms(name), *text[:3])
        await self.link.tell(scripts.APPEND, words, text.lost)

    async def stream(
        self, name: str, part: str, *, after: int, count: int | None = None, block_ms: int = 0
    ) -> list[tuple[int, bytes]]:
        """Returns numbered texts of a stream, the oldest first.

        Args:
            name: The sandbox.
            part: Which stream of it.
            after: Only those with a greater number.
            count: How many at most.
            block_ms: How long to wait for the first; 0 does not wait.

        Raises:
            StoreUnreachable: No answer comes.
        """
        key = f"{self.prefix}:{name}:{part}"
        limit: Words = ("COUNT", count) if count is not None else ()
        if block_ms:
            words = ("XREAD", *limit, "BLOCK", block_ms, "STREAMS", key, f"{after}-0")
            said = await self.link.wait_for(words)
            found = said[0][1] if said else []
        else:
            words = ("XRANGE", key, f"({after}-0", "+", *limit)
            found = await self.link.ask(words, is_harmless=True)
        return [(int(id_.partition(b"-")[0]), fields[1]) for id_, fields in found]

    async def once(
        self,
        name: tuple[str, Collection],
        ask: Callable[[], Coroutine[Any, Any, VersionedCollection]],
    ) -> VersionedCollection:
        """Lists a collection, or waits for somebody who does so already."""
        asking = self._asking.get(name)
        if asking is None or asking.get_loop() is not asyncio.get_running_loop():
            asking = self._asking[name] = asyncio.create_task(ask())
            asking.add_done_callback(lambda done: self._asked(name, done))
        return await asyncio.shield(asking)

    def _asked(
        self, name: tuple[str, Collection], done: "asyncio.Task[VersionedCollection]"
    ) -> None:
        if self._asking.get(name) is done:
            del self._asking[name]
        if not done.cancelled():
            done.exception()  # Whoever waited has heard of it.

    def place(self, name: str, collection: Collection) -> str:
        """Returns the key of a collection."""
        return f"{self.prefix}:{name}:c:{collection}"

    def idle_ms(self, name: str) -> int:
        """Returns after how long unused a sandbox expires, 0 for never."""
        return 0 if name.partition(OF)[0] == DEFAULT else self._idle_ms

    def remembered(self, name: str) -> Remembered:
        """Returns what is remembered of a sandbox."""
        found = self._remembered.get(name)
        if found is None:
            found = self._remembered[name] = Remembered()
        self._remembered.move_to_end(name)
        return found

    def weigh(self, name: str) -> None:
        """Takes note of what a sandbox has grown by; forgets others if all are too much."""
        found = self._remembered.get(name)
        self.remembered_bytes += found.grown_bytes() if found is not None else 0
        while self.remembered_bytes > self.most_remembered_bytes and self._remembered:
            _, oldest = self._remembered.popitem(last=False)  # used the longest ago
            oldest.clear()
            self.remembered_bytes += oldest.grown_bytes()

    def _forget(self) -> None:
        for remembered in self._remembered.values():
            remembered.clear()
        self._remembered.clear()
        self.remembered_bytes = 0
