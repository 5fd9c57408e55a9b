"""A Redis server of one's own, on a free loopback port, without a file on disk."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

READY = "Ready to accept connections"


class RedisServer:
    """A server that can be killed and started again on its port."""

    def __init__(self, port: int, folder: str) -> None:
        self.port = port
        self.folder = folder
        self.process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        program = shutil.which("redis-server")
        assert program, (
            "redis-server is missing: install it, on Debian `apt-get install redis-server`"
        )
        options = {
            "--port": str(self.port),
            "--bind": "127.0.0.1",
            "--dir": self.folder,
            "--save": "",
            "--appendonly": "yes",
            "--appendfsync": "always",
        }
        arguments = [word for option in options.items() for word in option]
        self.process = subprocess.Popen(
            [program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self.process.stdout is not None
        said = []
        for line in self.process.stdout:
            said.append(line)
            if READY in line:
                return
        raise AssertionError("redis-server did not start: " + "".join(said))

    def kill(self) -> None:
        """Ends it without warning."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None


@contextmanager
def redis_server(folder: str) -> Iterator[RedisServer]:
    """Runs a server, keeping what it needs in a folder, until the block ends."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    server = RedisServer(port, folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()
