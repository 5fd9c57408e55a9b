"""Where the parts of the server meet."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final

from connexion import AsyncApp
from connexion.middleware import MiddlewarePosition
from connexion.options import SwaggerUIOptions
from starlette.middleware.cors import CORSMiddleware

from mockserver.admin import ADMIN, Access, admin_stub
from mockserver.lane.request import Receive, Scope, Send
from mockserver.lane.served import ServedApi, ServedApis
from mockserver.lane.stock import stock_document
from mockserver.resolver import LaneMiddleware, StockResolver
from mockserver.settings import LOOPBACK_AUTHORITY, Settings
from mockserver.state import Clock, MemoryStore, Sandbox, Store
from mockserver.state.seed import Seed
from mockserver.stubkit import Stub, gather
from specs.bundle import Bundle
from specs.discovery import discover
from specs.errors import InvalidSpec
from specs.lint import essential

_LOOPBACK_ORIGIN: Final = "https?://" + LOOPBACK_AUTHORITY
_ADMIN_NAME: Final = "_mock"
"""No folder of an API can have this name."""
_STOCK_BASE: Final = "/stock/"


class MockServer:
    """A mock of some APIs with one world; itself an ASGI application."""

    def __init__(
        self, settings: Settings, *, store: Store | None = None, clock: Clock | None = None
    ) -> None:
        """Loads and compiles the APIs.

        Args:
            settings: What to serve and how.
            store: Keeps the records; in this process's memory by default.
            clock: Tells the time; the machine's by default.

        Raises:
            SpecError: A description, a seed or a stub cannot be used.
            PathCollision: Two APIs want the same path.
        """
        self.settings = settings
        self._sandbox = Sandbox(store or MemoryStore(), clock or Clock(), seed=settings.seed)
        self._apis = ServedApis()
        self._seeds: dict[str, Seed] = {}
        self._is_seeded = False
        self._seeding = asyncio.Lock()
        for bundle in discover(settings.apis):
            self._add(bundle)
        self._add_admin()
        self._asgi = self._compose()

    @property
    def sandbox(self) -> Sandbox:
        """The world that every request meets."""
        return self._sandbox

    def served(self) -> Iterable[ServedApi]:
        """Returns the APIs that are served, the admin API left out."""
        return [api for api in self._apis if api.name in self._seeds]

    def seed_of(self, api: str) -> Seed:
        """Returns the starting state of an API."""
        return self._seeds[api]

    async def reset(self, api: str | None = None) -> None:
        """Puts one API, or every one, back to its starting state."""
        now = self._sandbox.clock.now()
        for name, seed in self._seeds.items():
            if api in (None, name):
                await self._sandbox.replace_state(name, seed.at(now))
        self._is_seeded = self._is_seeded or api is None

    async def prepare(self) -> None:
        """Fills in the starting state, once, before the first request."""
        if not self._is_seeded:
            async with self._seeding:
                if not self._is_seeded:
                    await self.reset()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one ASGI connection."""
        await self._asgi(scope, receive, send)

    def _add(self, bundle: Bundle) -> None:
        _refuse_flaws(bundle)
        seed = Seed(bundle)
        seed.at(self._sandbox.clock.now())
        module = bundle.load_module("stub")
        ids = [operation.operation_id or "" for operation in bundle.operations]
        stub = (
            gather(module, operation_ids=ids, schemes=bundle.schemes)
            if module is not None
            else Stub()
        )
        prefix = f"/{bundle.name}" if self.settings.prefixed else ""
        self._apis.add(bundle, stub, self._sandbox, prefix=prefix)
        self._seeds[bundle.name] = seed

    def _add_admin(self) -> None:
        access = Access(self.settings.admin_token, self.settings.is_loopback)
        stub = admin_stub(self, access)
        self._apis.add(
            replace(Bundle.load(ADMIN), name=_ADMIN_NAME), stub, self._sandbox, prefix=""
        )

    def _compose(self) -> AsyncApp:
        """Puts the middlewares together; the first one added is the outermost."""
        app = AsyncApp("mockserver", lifespan=_lifespan)
        app.add_middleware(
            CORSMiddleware,
            MiddlewarePosition.BEFORE_EXCEPTION,
            allow_origin_regex=_LOOPBACK_ORIGIN,
            allow_methods=["*"],
            allow_headers=["*"],
            allow_credentials=True,
            expose_headers=["Mock-Answer", "Location", "Link", "Retry-After", "Allow"],
        )
        app.add_middleware(
            LaneMiddleware,
            MiddlewarePosition.BEFORE_EXCEPTION,
            apis=self._apis,
            prepare=self.prepare,
        )
        for api in self._apis:
            document = stock_document(api)
            if document is not None:
                app.add_api(
                    document,
                    base_path=_STOCK_BASE + api.name,
                    name=api.name,
                    resolver=StockResolver(api),
                    swagger_ui_options=SwaggerUIOptions(swagger_ui=False, serve_spec=False),
                )
        return app


def _refuse_flaws(bundle: Bundle) -> None:
    """Refuses a folder that misuses the words it adds to OpenAPI; a vendor's file may say them."""
    flaws = essential(bundle) if bundle.folder is not None else ()
    if flaws:
        first = flaws[0]
        raise InvalidSpec(
            first.message,
            file=first.file,
            line=first.line,
            do=f"`python -m specs.lint {bundle.folder}` lists all {len(flaws)} flaws"
            if len(flaws) > 1
            else "",
        )


@asynccontextmanager
async def _lifespan(_: object) -> AsyncIterator[None]:
    yield
