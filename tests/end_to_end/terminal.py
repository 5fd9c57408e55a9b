"""The program as a person at a terminal runs it."""

import multiprocessing
import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tests.end_to_end.wire import request

TIMEOUT_SECONDS: Final = 15
_FORKS: Final = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["mockserver.cli", "mockserver.serving", "mockserver.app"])
URL: Final = re.compile(r"http://[^\s/]+:\d+")
FILES: Final = MappingProxyType(
    {
        "openapi.yaml": """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders/{orderId}:
    parameters: [{name: orderId, in: path, required: true, schema: {type: string}}]
    get:
      operationId: getOrder
      responses:
        "200":
          description: An order.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Order"}
              examples: {one: {value: {total: 5}}}
components:
  schemas:
    Order: {type: object, required: [total], properties: {total: {type: integer}}}
""",
        "state.schema.yaml": """\
$schema: https://json-schema.org/draft/2020-12/schema
type: object
additionalProperties: false
properties:
  order:
    additionalProperties: {$ref: "openapi.yaml#/components/schemas/Order"}
""",
        "seed.yaml": """\
order:
  "1": {total: 5}
""",
        "stub/__init__.py": '''\
"""Orders."""

from mockserver.stubkit import Call, Reply, World, operation


@operation("getOrder")
async def get_order(call: Call, world: World) -> Reply:
    return Reply(200, await world.get("order", call.path["orderId"]) or {"total": 0})
''',
    }
)
"""A working API folder; line numbers in tests count on these texts."""


@dataclass(frozen=True, slots=True)
class Finished:
    code: int
    out: str
    err: str


def run(folder: Path, *arguments: str) -> Finished:
    """Runs the program in a new process, forked from one that has its modules loaded."""
    with tempfile.TemporaryDirectory() as place:
        out, err = Path(place, "out"), Path(place, "err")
        process = _FORKS.Process(target=_main, args=(folder, out, err, arguments))
        process.start()
        process.join(TIMEOUT_SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise AssertionError(f"does not end: {arguments} {out.read_text()}{err.read_text()}")
        return Finished(process.exitcode, out.read_text(), err.read_text())


def run_program(folder: Path, *arguments: str) -> Finished:
    """Runs `python -m mockserver`, from nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "mockserver", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    return Finished(done.returncode, done.stdout, done.stderr)


def assert_one_paragraph(done: Finished, *parts: str) -> None:
    """Checks a user's error: exit code 2, and one paragraph on stderr that holds the parts."""
    assert_no_traceback(done)
    assert done.code == 2, done
    paragraph = done.err.strip()
    assert paragraph.startswith("Error: "), done.err
    assert "\n" not in paragraph, done.err
    assert paragraph.endswith((".", "?")), done.err
    for part in parts:
        assert part in paragraph, done.err


def assert_usage_error(done: Finished, *parts: str) -> None:
    """Checks an error in the words of the command line itself, which may show the usage first."""
    assert_no_traceback(done)
    assert done.code == 2, done
    *usage, message = done.err.strip().splitlines()
    assert message.startswith("Error: "), done.err
    assert not usage or usage[0].startswith("Usage: "), done.err
    for part in parts:
        assert part in message, done.err


def assert_no_traceback(done: Finished) -> None:
    for text in (done.out, done.err):
        assert "Traceback" not in text, text
        assert 'File "' not in text, text
        assert "Warning" not in text, text


def make_api(folder: Path, name: str = "shop", **changed: str) -> Path:
    """Writes an API folder; a keyword `seed_yaml` replaces the text of `seed.yaml`, and so on."""
    api = folder / name
    for file, text in FILES.items():
        path = api / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(re.sub(r"\W", "_", file), text), encoding="utf-8")
    return api


@dataclass(frozen=True, slots=True)
class Server:
    """A mock in a process of its own."""

    process: "subprocess.Popen[bytes]"
    url: str

    def stop(self, number: int = signal.SIGINT) -> Finished:
        self.process.send_signal(number)
        self.process.wait(TIMEOUT_SECONDS)
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        # Read from the same streams as before: they may hold text that is read already.
        out, err = self.process.stdout.read(), self.process.stderr.read()
        return Finished(self.process.returncode, out.decode(), err.decode())


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[Server]:
    """Starts a mock on a free port and hands it over when it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mockserver", "serve", *arguments, "-p", "0"],
        cwd=folder,
        bufsize=0,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        url = _first_url(process)
        assert request(url, "GET", "/_mock/health").status in (200, 403)
        yield Server(process, url)
    finally:
        with process:
            process.kill()


def _first_url(process: "subprocess.Popen[bytes]") -> str:
    assert process.stdout is not None
    assert process.stderr is not None
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        assert selector.select(TIMEOUT_SECONDS), "the server says nothing"
    line = process.stdout.readline().decode()
    found = URL.search(line)
    assert found, line or process.stderr.read().decode()
    return found[0].replace("0.0.0.0", "127.0.0.1")


def _main(folder: Path, out: Path, err: Path, arguments: tuple[str, ...]) -> None:
    os.chdir(folder)
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.argv = ["mockserver", *arguments]
    from mockserver.cli import main

    sys.exit(main())
