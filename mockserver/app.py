"""Where the parts of the server meet."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mockserver.admin import ADMIN, Access, admin_stub
from mockserver.admin.events import JournalStream
from mockserver.admin.home import Home
from mockserver.admin.scenarios import enter, find_scenario
from mockserver.admin.served_names import ServedNames
from mockserver.admin.static import METHODS, PATHS, StaticPage
from mockserver.express import Express, answer_asgi
from mockserver.express.asgi import Answering
from mockserver.faults import transport_of, with_connection
from mockserver.journal import Journal, MemoryJournal, mask
from mockserver.journal.journal import Timer
from mockserver.lane.answers import Answer
from mockserver.lane.delivery import Delivery
from mockserver.lane.lane import Lane, Passed
from mockserver.lane.request import Receive, Request, Scope, Send
from mockserver.lane.served import ADMIN_NAME, Front, ServedApi, ServedApis
from mockserver.loading import Loaded, load
from mockserver.pages import Application, Pages
from mockserver.problems import problem
from mockserver.reloading import follow_files
from mockserver.scenarios import Scenario
from mockserver.settings import Settings
from mockserver.state import DEFAULT, MemoryStore, Sandbox, Sandboxes, Storage
from mockserver.state.clock import TimeSource, real_time, stopwatch
from mockserver.state.layer import layers_of
from mockserver.state.seed import Seed
from mockserver.storage import open_journal, open_storage
from mockserver.stubkit import Refused
from specs.bundle import Bundle

if TYPE_CHECKING:
    from mockserver.resolver import StockStack


class _LateStock:
    """The stock stack, loaded and built when the first request needs it: that takes a while."""

    def __init__(self, apis: ServedApis) -> None:
        self._apis = apis
        self._stack: StockStack | None = None

    async def answer(self, passed: Passed) -> Answer:
        """Answers a request whose body has been read."""
        if self._stack is None:
            from mockserver.resolver import StockStack

            self._stack = StockStack(self._apis)
        return await self._stack.answer(passed)


class MockServer:
    """A mock of some APIs with one world; itself an ASGI application."""

    def __init__(
        self,
        settings: Settings,
        *,
        storage: Storage | None = None,
        time: TimeSource = real_time,
        timer: Timer = asyncio.timeout,
        front: Front | None = None,
    ) -> None:
        """Loads and compiles the APIs.

        Args:
            settings: What to serve and how.
            storage: Keeps the records; in this process's memory by default.
            time: What every clock is set against; the machine's time by default.
            timer: Gives up what waits for the journal; after real seconds by default.
            front: Stands before the APIs.

        Raises:
            SpecError: A description, a seed or a stub cannot be used.
            PathCollision: Two APIs want the same path.
            StoreUnusable: The settings name a store that cannot be used.
        """
        self.settings = settings
        self._time = time
        self._timer = timer
        self._front = front
        self._loaded = load(settings, time())
        self._layers = layers_of(self._loaded.seeds)
        self._sandboxes = Sandboxes(
            storage or open_storage(settings, time),
            seed=settings.seed,
            layers=lambda api, told_at: self._layers(api, told_at),
            time=time,
        )
        names = ServedNames(self.served)
        self._journal = open_journal(
            self._sandboxes.storage, lambda entry: mask(entry, names.secrets), timer=timer
        )
        self._entering = asyncio.Lock()
        self._access = Access(settings.admin_token, settings.is_loopback)
        self._asgi = self._compose(self._loaded)
        self._express = self._new_express(self._loaded)
        self._shared_express = self._new_shared_express(self._loaded)

    @property
    def express(self) -> Express | None:
        """What answers plain valid calls at once; None where all of them take the lane."""
        return self._express

    @property
    def sandboxes(self) -> Sandboxes:
        """The worlds that requests meet."""
        return self._sandboxes

    @property
    def sandbox(self) -> Sandbox:
        """The world of the requests that name none."""
        return self._sandboxes.get()

    @property
    def journal(self) -> Journal:
        """What the sandboxes were asked."""
        return self._journal

    @property
    def broken(self) -> tuple[str, ...]:
        """What could not be used of the files that are served, one paragraph each."""
        return tuple(self._loaded.broken)

    def time(self) -> datetime:
        """Returns what every clock is set against, in UTC."""
        return self._time()

    def served(self) -> Iterable[ServedApi]:
        """Returns the APIs that are served, the admin API left out."""
        return self._loaded.served()

    def files(self) -> Iterable[Path]:
        """Returns the folders and files that the APIs were read from."""
        return self._loaded.files()

    def seed_of(self, api: str) -> Seed:
        """Returns the starting state of an API."""
        return self._loaded.seeds[api]

    def scenarios_of(self, api: str) -> tuple[Scenario, ...]:
        """Returns the scenarios in an API's folder."""
        return self._loaded.scenarios[api]

    async def reset(self, api: str | None = None, *, sandbox: str = DEFAULT) -> None:
        """Puts one API of a sandbox, or all of it but its clock, back to the start."""
        home = self._sandboxes.get(sandbox)
        apis = self._loaded.seeds if api is None else (api,)
        await home.reset(*apis, all_of_it=api is None)

    async def reload(self) -> tuple[str, ...]:
        """Reads all files again and serves what they say now; records stay as they are.

        Returns:
            What no longer fits: records that the new schema of their API does not allow.

        Raises:
            SpecError, PathCollision: They cannot be used; what was served before still is.
        """
        loaded = load(self.settings, self._time())
        asgi = self._compose(loaded)
        self._loaded, self._layers, self._asgi = loaded, layers_of(loaded.seeds), asgi
        self._sandboxes.forget_layers()
        self._express = self._new_express(loaded)
        self._shared_express = self._new_shared_express(loaded)
        return tuple([text async for text in self._misfits()])

    async def _enter(self, key: str, request: Request) -> None:
        """Loads a scenario, `api/name`, into a request's sandbox if that is not in it yet.

        Raises:
            Refused: There is no such scenario, it cannot be applied, or a page from elsewhere asks.
        """
        why = self._access.foreign(request.headers)
        if not self.settings.is_loopback:
            why = (
                "The server listens beyond this machine, so `Mock-Scenario` is not heard; load the"
                " scenario through the admin API, with its token."
            )
        if why is not None:
            raise Refused(problem("forbidden", 403, why))
        sandbox = request.sandbox.name
        api, _, name = key.strip().partition("/")
        scenario = find_scenario(self, api, name)
        # Requests that come at once find it loaded, not half of it.
        async with self._entering:
            if scenario.key not in (await self._sandboxes.get(sandbox).situation()).scenarios:
                await enter(self, scenario, sandbox)

    async def _misfits(self) -> AsyncIterator[str]:
        for name in await self._sandboxes.names():
            for api, seed in self._loaded.seeds.items():
                state = await self._sandboxes.get(name).state(api)
                for item in seed.violations(state):
                    yield f"{name}: {api}{item.pointer}: {item.message}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one ASGI connection."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
            return
        # What came over a socket of our own has met the express there.
        express = self._shared_express
        if self._express is not None and transport_of(scope) is None:
            express = self._express
        if express is not None:
            left = await answer_asgi(express, scope, receive, send)
            if left is None:
                return
            receive = left
        await with_connection(self._asgi, scope, receive, send)

    def _new_express(self, loaded: Loaded) -> Express | None:
        """Returns an express; None where it may not answer, or could answer nothing."""
        journal = self._journal
        if not self.settings.compile or self._front is not None:
            return None
        if not isinstance(journal, MemoryJournal):
            return None
        return Express(loaded.apis, self._sandboxes, journal, stopwatch)

    def _new_shared_express(self, loaded: Loaded) -> Answering | None:
        """Returns an express over records that lie elsewhere; None where it may not answer."""
        if not self.settings.compile or self._front is not None:
            return None
        if isinstance(self._journal, MemoryJournal):
            return None
        from mockserver.express.shared import shared_express

        return shared_express(loaded.apis, self._sandboxes, self._journal, stopwatch)

    def _add_admin(self, apis: ServedApis) -> None:
        stub = admin_stub(self, self._access)
        # Its operations move sandboxes, so they run in none of these.
        home = Home(MemoryStore(), name=ADMIN_NAME, time=self._time)
        apis.add(replace(Bundle.load(ADMIN), name=ADMIN_NAME), stub, home=home)
        page = StaticPage(self._access)
        for path in PATHS:
            apis.add_target(path, METHODS, page)
        apis.wrap(
            ADMIN_NAME,
            "streamJournal",
            lambda target: JournalStream(target, self, timer=self._timer),
        )

    def _compose(self, loaded: Loaded) -> Application:
        """Puts the parts together that a request passes through."""
        self._add_admin(loaded.apis)
        front = self._front
        lane = Lane(
            front.before(loaded.apis) if front is not None else loaded.apis,
            self._sandboxes,
            Delivery(self._journal, stopwatch, heed=front.heed if front else None),
            enter=self._enter,
            stock=_LateStock(loaded.apis),
        )
        return Pages(lane, is_refusing=front is None)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Tells the server loop that the mock has started, and that it has ended."""
        await receive()
        async with self._lifespan():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    @asynccontextmanager
    async def _lifespan(self) -> AsyncIterator[None]:
        following = asyncio.create_task(follow_files(self)) if self.settings.reload else None
        yield
        if following is not None:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
        if self._front is not None:
            await self._front.aclose()
        await self._sandboxes.storage.close()
