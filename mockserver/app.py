"""Where the parts of the server meet."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
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
from mockserver.state import DEFAULT, MemoryStore, Sandbox, Sandboxes, Storage
from mockserver.state.clock import TimeSource, real_time
from mockserver.state.layer import layers_of
from mockserver.state.seed import Seed
from mockserver.storage import open_storage
from mockserver.stubkit import Stub, gather
from specs.bundle import Bundle
from specs.discovery import discover
from specs.errors import InvalidSpec, SpecError
from specs.lint import essential

_LOOPBACK_ORIGIN: Final = "https?://" + LOOPBACK_AUTHORITY
_ADMIN_NAME: Final = "_mock"
"""No folder of an API can have this name."""
_STOCK_BASE: Final = "/stock/"
_COMPILED_AT_START: Final = 300
"""An API with more operations is not compiled before it is served, but as it is called."""


class MockServer:
    """A mock of some APIs with one world; itself an ASGI application."""

    def __init__(
        self,
        settings: Settings,
        *,
        storage: Storage | None = None,
        time: TimeSource = real_time,
    ) -> None:
        """Loads and compiles the APIs.

        Args:
            settings: What to serve and how.
            storage: Keeps the records; in this process's memory by default.
            time: What every clock is set against; the machine's time by default.

        Raises:
            SpecError: A description, a seed or a stub cannot be used.
            PathCollision: Two APIs want the same path.
            StoreUnusable: The settings name a store that cannot be used.
        """
        self.settings = settings
        self._time = time
        self._seeds: dict[str, Seed] = {}
        self._sandboxes = Sandboxes(
            storage or open_storage(settings, time),
            seed=settings.seed,
            layers=layers_of(self._seeds),
            time=time,
        )
        self._apis = ServedApis(seed=settings.seed)
        self.broken: list[SpecError] = []
        """What is wrong with operations that are served all the same: they answer 501."""
        for bundle in discover(settings.apis):
            self._add(bundle)
        self._add_admin()
        self._asgi = self._compose()

    @property
    def sandboxes(self) -> Sandboxes:
        """The worlds that requests meet."""
        return self._sandboxes

    @property
    def sandbox(self) -> Sandbox:
        """The world of the requests that name none."""
        return self._sandboxes.get()

    def time(self) -> datetime:
        """Returns what every clock is set against, in UTC."""
        return self._time()

    def served(self) -> Iterable[ServedApi]:
        """Returns the APIs that are served, the admin API left out."""
        return [api for api in self._apis if api.name in self._seeds]

    def seed_of(self, api: str) -> Seed:
        """Returns the starting state of an API."""
        return self._seeds[api]

    async def reset(self, api: str | None = None, *, sandbox: str = DEFAULT) -> None:
        """Puts one API of a sandbox, or all of it but its clock, back to the start."""
        home = self._sandboxes.get(sandbox)
        await home.reset(*(self._seeds if api is None else (api,)), all_of_it=api is None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one ASGI connection."""
        await self._asgi(scope, receive, send)

    def _add(self, bundle: Bundle) -> None:
        _refuse_flaws(bundle)
        seed = Seed(bundle)
        seed.at(self._time())
        module = bundle.load_module("stub")
        ids = [operation.operation_id or "" for operation in bundle.operations]
        stub = (
            gather(module, operation_ids=ids, schemes=bundle.schemes)
            if module is not None
            else Stub()
        )
        prefix = f"/{bundle.name}" if self.settings.prefixed else ""
        api = self._apis.add(bundle, stub, prefix=prefix)
        self._seeds[bundle.name] = seed
        if len(api.operations) <= _COMPILED_AT_START:
            self._compile(api)

    def _compile(self, api: ServedApi) -> None:
        """Compiles an API now, so that what is wrong with its schemas is said at the start."""
        for operation in api.operations:
            try:
                operation.prepare()
            except SpecError as error:
                if self.settings.strict or api.bundle.folder is not None:
                    raise
                self.broken.append(error)

    def _add_admin(self) -> None:
        access = Access(self.settings.admin_token, self.settings.is_loopback)
        stub = admin_stub(self, access)
        # Its operations move sandboxes, so they run in none of these.
        home = Sandbox(MemoryStore(), name=_ADMIN_NAME, time=self._time)
        self._apis.add(replace(Bundle.load(ADMIN), name=_ADMIN_NAME), stub, home=home)

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
            sandboxes=self._sandboxes,
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
