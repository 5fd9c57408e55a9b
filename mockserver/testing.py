"""The mock without a socket, for tests and for whoever speaks ASGI."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from mockserver.app import MockServer
from mockserver.serving import server_for, take_port, url_of
from mockserver.settings import Settings


def asgi_app(*apis: str, seed: int = 0) -> MockServer:
    """Returns an ASGI application that serves the APIs named, or all bundled ones."""
    return MockServer(Settings(apis=apis, seed=seed))


@contextmanager
def running(app: MockServer) -> Iterator[str]:
    """Serves a mock on a free loopback port, in a thread, and gives its base URL."""
    listener = take_port("127.0.0.1", 0)
    server = server_for(app)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        # The socket listens already: a request that comes early waits for the loop.
        yield url_of(listener)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()
