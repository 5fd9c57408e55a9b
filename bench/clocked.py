"""`contracts`, with clocks around server, checks and drawing: `python -m bench.clocked FILE ARGS`.

The clocks count processor time of this process, so that other work on the machine hardly matters.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis.strategies import DataObject

from contracts.cli import main as contracts
from contracts.run.book import Book
from contracts.run.bridge import Generator
from contracts.run.transport import AsgiTransport

Timed = Callable[..., Any]


class Clocks:
    """Processor seconds by part; a part inside another one counts for the outer one only.

    `start` is what the process took until the first clock ran.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._is_running = False

    def around(self, owner: type, method: str, part: Callable[..., str]) -> None:
        """Puts a clock around a method; `part` names the part from the method's arguments."""
        inner: Timed = getattr(owner, method)

        def outer(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the method takes
            if self._is_running:
                return inner(*args, **kwargs)
            self._is_running = True
            started = time.process_time()
            self.seconds.setdefault("start", started)
            try:
                return inner(*args, **kwargs)
            finally:
                self._is_running = False
                name = part(*args)
                self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - started

        setattr(owner, method, outer)


def main() -> None:
    """Runs the command and writes what the clocks say."""
    file = Path(sys.argv.pop(1))
    clocks = Clocks()
    clocks.around(AsgiTransport, "send", _server_part)
    clocks.around(Book, "judge", lambda *args: "checks")
    clocks.around(DataObject, "draw", lambda *args: "generation")
    clocks.around(Generator, "examples", lambda *args: "generation")
    clocks.around(Generator, "coverage", lambda *args: "generation")
    try:
        contracts()
    finally:
        told = {"seconds": clocks.seconds, "all": time.process_time()}
        file.write_text(json.dumps(told), "utf-8")


def _server_part(transport: AsgiTransport, base: str, *_: object) -> str:
    return "server, control" if base.endswith("/_mock") else "server"


if __name__ == "__main__":
    main()
