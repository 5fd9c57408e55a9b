"""The servers that are measured: how each of them is started, and what it needs for that."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

from bench.peers.installed import Installed
from bench.peers.mockoon import import_for_mockoon
from bench.peers.settling import settle_common, settle_criteo
from bench.peers.wiremock import write_stubs
from bench.running import script

ROOT: Final = Path(__file__).parents[2]
BARE: Final = "bare"
OURS: Final = "mockserver-criteo"
"""The row of the goal: a bundled API with its stub, and every check switched on."""
_TOKEN: Final = "demo-token"  # noqa: S105 - a published example

Prepare = Callable[[Path, Path], object]
"""Is given the file to serve and a folder for what is made of it."""


class Kind(Enum):
    """What a server is to the comparison."""

    FLOOR = "floor"
    PEER = "peer"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Server:
    """One server. In its words {port}, {spec} and {work}, a folder of its own, are filled in."""

    name: str
    title: str
    """What the tables call it."""
    command: tuple[str, ...]
    kind: Kind = Kind.PEER
    environment: dict[str, str] = field(default_factory=dict)
    needs: tuple[Path, ...] = ()
    """Files without which it cannot be started."""
    prepare: Prepare | None = None
    settle: Callable[[str], object] | None = None
    """Is given the URL of the running server; puts its records so that it does the common work."""
    token: str | None = None
    """Sent as credentials with every request."""
    warm: int = 1
    """Rounds that are not counted; just-in-time compilers need more."""
    pinned: bool = True
    """Whether it gets one processor; a Java machine with one takes a poor collector."""
    reads_spec: bool = True
    """Whether it answers from the file that it is given."""
    narrow: tuple[str, ...] = ()
    """More words of the command, with which no answer of GET fits its description."""
    fixed: bool = False
    """Answers the same bytes whatever is asked."""
    scales: bool = False
    """Measured with more operations, too."""
    slower: bool = False
    """A slower variant of another one; left out of a quick look."""
    on_request: bool = False
    """Measured only if it is named."""
    note: str = ""

    @property
    def missing(self) -> Path | None:
        """The first file that it needs and that is not there."""
        return next((path for path in self.needs if not path.exists()), None)


def catalogue(installed: Installed) -> tuple[Server, ...]:
    """Returns all servers; the first one is the bare server."""
    return (*_floors(installed), *_ours(), _connexion(), *_node(installed), *_java(installed))


def _uvicorn(app: str) -> tuple[str, ...]:
    options = ("--host", "127.0.0.1", "--port", "{port}", "--no-access-log", "--log-level", "error")
    loops = ("--loop", "uvloop", "--http", "httptools", "--app-dir", str(ROOT))
    return (script("uvicorn"), *options, *loops, f"bench.peers.servers.{app}:app")


def _floors(installed: Installed) -> tuple[Server, ...]:
    granian = installed.granian

    def on_granian(title: str, interface: str, app: str) -> Server:
        options = ("--host", "127.0.0.1", "--port", "{port}", "--interface", interface)
        command = (str(granian), *options, "--no-access-log", "--working-dir", str(ROOT))
        return Server(
            title.lower().replace(" ", "-"),
            title,
            (*command, f"bench.peers.servers.{app}:app"),
            Kind.FLOOR,
            needs=(granian,),
            reads_spec=False,
            fixed=app != "parsed_json",
            on_request=True,
        )

    return (
        Server(
            BARE,
            "bare uvicorn",
            _uvicorn("hello"),
            Kind.FLOOR,
            reads_spec=False,
            fixed=True,
            note="answers the same bytes",
        ),
        Server(
            "parsed-json",
            "parsed JSON",
            _uvicorn("parsed_json"),
            Kind.FLOOR,
            reads_spec=False,
            note="parses JSON, answers JSON, nothing else",
        ),
        on_granian("bare granian asgi", "asgi", "hello"),
        on_granian("bare granian rsgi", "rsgi", "hello_rsgi"),
        on_granian("parsed JSON on granian", "asgi", "parsed_json"),
    )


def _node(installed: Installed) -> tuple[Server, ...]:
    node = str(installed.node)
    prism = installed.module("@stoplight/prism-cli/dist/index.js")
    mockoon = installed.module("@mockoon/cli/bin/run.js")
    backend = installed.module("openapi-backend/package.json")
    at = ("-h", "127.0.0.1", "-p", "{port}", "{spec}")
    listen = ("-l", "127.0.0.1", "-p", "{port}")
    own = (node, str(Path(__file__).with_name("servers") / "openapi_backend.js"))
    environment = {"BENCH_PEERS": str(installed.folder)}
    return (
        Server(
            "prism",
            "Prism",
            (node, str(prism), "mock", *at),
            needs=(installed.node, prism),
            warm=3,
            slower=True,
            note="as it is",
        ),
        Server(
            "prism-silent",
            "Prism, silent",
            (node, str(prism), "mock", "-v", "silent", *at),
            needs=(installed.node, prism),
            warm=3,
            scales=True,
            note="log switched off",
        ),
        Server(
            "mockoon",
            "Mockoon",
            (node, str(mockoon), "start", "-X", *listen, "-d", "{work}/environment.json"),
            needs=(installed.node, mockoon),
            prepare=lambda spec, work: import_for_mockoon(
                (node, str(mockoon)), spec, work / "environment.json"
            ),
            warm=3,
            note="told to answer the examples",
        ),
        Server(
            "openapi-backend",
            "openapi-backend",
            (*own, "{port}", "{spec}"),
            environment=environment,
            needs=(installed.node, backend),
            warm=3,
            scales=True,
            note="a library, on node's own server",
        ),
    )


def _java(installed: Installed) -> tuple[Server, ...]:
    java = (str(installed.java), "-jar")
    wiremock = installed.wiremock
    specmatic = installed.module("specmatic/specmatic.jar")
    at = ("--bind-address", "127.0.0.1", "--port", "{port}", "--root-dir", "{work}")
    listen = ("--host", "127.0.0.1", "--port", "{port}")
    quiet = ("--no-request-journal", "--disable-request-logging")
    return (
        Server(
            "wiremock",
            "WireMock",
            (*java, str(wiremock), *at),
            needs=(installed.java, wiremock),
            prepare=lambda spec, work: write_stubs(spec, work, schemas=False),
            warm=8,
            pinned=False,
            slower=True,
            note="written stubs, as it is",
        ),
        Server(
            "wiremock-schemas",
            "WireMock, schemas",
            (*java, str(wiremock), *at, *quiet),
            needs=(installed.java, wiremock),
            prepare=lambda spec, work: write_stubs(spec, work, schemas=True),
            warm=8,
            pinned=False,
            note="written stubs with request schemas, journal off",
        ),
        Server(
            "specmatic",
            "Specmatic",
            (*java, str(specmatic), "mock", "--noConsoleLog", *listen, "{spec}"),
            environment={"SPECMATIC_DISABLE_TELEMETRY": "true"},
            needs=(installed.java, specmatic),
            warm=8,
            pinned=False,
        ),
    )


def _connexion() -> Server:
    return Server(
        "connexion",
        "Connexion",
        (*_uvicorn("stock_connexion"), "--lifespan", "on"),
        environment={"SPEC": "{spec}"},
        scales=True,
        note="stock, both validations on, handlers answer the example",
    )


def all_bundled() -> Server:
    """Returns our server with all bundled APIs, as it starts without any words."""
    command = (sys.executable, "-m", "mockserver", "serve", "-p", "{port}")
    return Server("mockserver", "mockserver", command, Kind.OURS, token=_TOKEN, reads_spec=False)


def _ours() -> tuple[Server, ...]:
    command = (sys.executable, "-m", "mockserver", "serve", "-p", "{port}")
    return (
        Server(
            OURS,
            "mockserver criteo",
            (*command, "criteo"),
            Kind.OURS,
            settle=settle_criteo,
            token=_TOKEN,
            reads_spec=False,
            narrow=("--overlay", str(Path(__file__).with_name("narrow.overlay.yaml"))),
            note="bundled API with its stub; security, state, journal, sandboxes, faults on",
        ),
        Server(
            "mockserver-file",
            "mockserver FILE",
            (*command, "{spec}"),
            Kind.OURS,
            settle=settle_common,
            scales=True,
            note="the common file; what it remembers is inferred",
        ),
    )
