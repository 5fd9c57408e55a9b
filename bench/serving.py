"""A test server, correct or with flaws, on a free port: `python -m bench.serving`."""

import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn

from tests.support.judging import flawed_server


@contextmanager
def served(api: str, flaws: Sequence[str] = ()) -> Iterator[str]:
    """Runs a test server in a process of its own and gives its URL."""
    command = [sys.executable, "-m", "bench.serving", api, *flaws]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server.stdout.readline().strip() if server.stdout else ""
        finally:
            server.kill()


def main() -> None:
    """Serves until it is killed; tells the URL first."""
    api, *flaws = sys.argv[1:]
    app = flawed_server(api, flaws)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        config = uvicorn.Config(app, log_level="critical", access_log=False)
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
