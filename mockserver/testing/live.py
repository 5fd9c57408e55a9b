"""A mock for the time of a test or of a run: in a thread of its own, or one that runs already."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import Final

from mockserver.app import MockServer
from mockserver.serving import server_for, take_port, url_of
from mockserver.settings import Settings
from mockserver.testing.admin import AdminClient
from mockserver.testing.in_loop import InLoop
from mockserver.testing.sandbox import MockSandbox

_START_SECONDS: Final = 60


class RunningMock:
    """A mock that answers, with as many sandboxes as there are names."""

    def __init__(self, url: str, *, token: str | None = None, app: InLoop | None = None) -> None:
        """Names a mock.

        Args:
            url: Its base URL.
            token: Its admin token, if it has one.
            app: The mock itself, if it runs in this process.
        """
        self.url = url.rstrip("/")
        self._admin = AdminClient(self.url, token)
        self._app = app

    @property
    def apis(self) -> tuple[str, ...]:
        """Names of the APIs that it serves.

        Raises:
            NoMockThere: Nothing, or no mock, answers at the URL.
        """
        return tuple(self._admin.call("GET", "/health")["apis"])

    def sandbox(self, name: str) -> MockSandbox:
        """Returns the sandbox of a name; as a context manager it is dropped at the end.

        Raises:
            ValueError: Nothing can have this name.
        """
        return MockSandbox(name, self.url, admin=self._admin, app=self._app)

    def close(self) -> None:
        """Closes the connections to the admin API."""
        self._admin.close()


def asgi_app(*apis: str, seed: int = 0) -> MockServer:
    """Returns an ASGI application that serves the APIs named, or all bundled ones."""
    return MockServer(Settings(apis=apis, seed=seed))


@contextmanager
def running(app: MockServer) -> Iterator[str]:
    """Serves a mock on a free loopback port, in a thread, and gives its base URL."""
    # The socket listens already: a request that comes early waits for the loop.
    with _serving(app, lambda: None) as url:
        yield url


@contextmanager
def running_mock(*apis: str, seed: int = 0) -> Iterator[RunningMock]:
    """Serves the APIs named, or all bundled ones, on a free loopback port, in a thread.

    Raises:
        SpecError: An API cannot be used.
        PathCollision: Two APIs want the same path.
    """
    app = asgi_app(*apis, seed=seed)
    loop: Future[asyncio.AbstractEventLoop] = Future()
    with _serving(app, lambda: loop.set_result(asyncio.get_running_loop())) as url:
        mock = RunningMock(url, app=InLoop(app, loop.result(_START_SECONDS)))
        try:
            yield mock
        finally:
            mock.close()


@contextmanager
def mock_at(url: str, *, token: str | None = None) -> Iterator[RunningMock]:
    """Gives a mock that somebody else runs.

    Args:
        url: Its base URL.
        token: Its admin token, if it has one.

    Raises:
        NoMockThere: Nothing, or no mock, answers there.
    """
    mock = RunningMock(url, token=token)
    try:
        _ = mock.apis
        yield mock
    finally:
        mock.close()


@contextmanager
def _serving(app: MockServer, announce: Callable[[], None]) -> Iterator[str]:
    listener = take_port("127.0.0.1", 0)
    server = server_for(app, announce)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield url_of(listener)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()
