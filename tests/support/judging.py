"""The suite against a test server or the mock, in this process, as tests and tables need it."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from itertools import count
from typing import Literal

from contracts.finding import Kind, RunResult
from contracts.run.limits import OwnLimits
from contracts.run.options import KINDS, RunOptions
from contracts.run.suite import Setting, Suite
from contracts.run.transport import AsgiTransport, Transport
from contracts.target import ApiTarget, Target, in_process_target
from specs.bundle import Bundle
from specs.discovery import discover
from tests.support.servers.kernel import FlawedServer

STARTED = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
APIS = ("criteo", "sessionm", "spaaza")


@cache
def bundle_of(api: str) -> Bundle:
    """Returns a bundled API, loaded once."""
    return discover([api])[0]


def flawed_server(api: str, flaws: Collection[str] = ()) -> FlawedServer:
    """Returns the test server of an API with some flaws switched on."""
    server: FlawedServer = import_module(f"tests.support.servers.{api}").server(flaws)
    return server


def server_target(api: str, *, timeout_seconds: float = 10.0) -> Target:
    """Returns the test server of an API as a target with all roles."""
    roles = import_module(f"tests.support.servers.{api}").ROLES
    return Target(
        name=f"test-{api}",
        apis={api: ApiTarget(url="asgi://test", roles=roles, control="asgi://test/_mock")},
        safety="writes",
        isolation="reset",
        is_exclusive=True,
        timeout_seconds=timeout_seconds,
    )


@contextmanager
def prepared(
    api: str,
    server: Literal["correct", "mock"] | FlawedServer,
    options: RunOptions,
    *,
    flaws: Collection[str] = (),
    target: Target | None = None,
) -> Iterator[Suite]:
    """Gives a suite for one API; what it holds open is closed in the end."""
    bundle = bundle_of(api)
    transports: dict[str, Transport] | None = None
    if server == "mock":
        target = target or in_process_target([bundle])
    else:
        app = flawed_server(api, flaws) if isinstance(server, str) else server
        transports = {bundle.name: AsgiTransport(app)}
        # A flaw may be an answer that never comes; a correct server may take its time.
        target = target or server_target(api, timeout_seconds=1.0 if flaws else 10.0)
    ticks = count()
    setting = Setting(
        run="ck-test",
        started=STARTED,
        now=lambda: float(next(ticks)),
        limits=OwnLimits(),
        transports=transports,
    )
    suite = Suite([bundle], target, options, setting)
    try:
        yield suite
    finally:
        suite.close()
        for transport in (transports or {}).values():
            transport.close()


def judge(
    api: str,
    *,
    server: Literal["correct", "mock"] | FlawedServer = "correct",
    flaws: Collection[str] = (),
    laws: Sequence[str] = (),
    kinds: Sequence[Kind] = KINDS,
    items: Collection[str] | None = None,
    seed: int = 0,
    max_examples: int = 20,
    target: Target | None = None,
) -> RunResult:
    """Runs the suite for one API and returns the result.

    Args:
        api: Name of a bundled API.
        server: The correct test server (with `flaws`), the kit's own mock, or a given server.
        flaws: Ids of flaws to switch on in the test server.
        laws: Ids of laws; none means all.
        kinds: Kinds of items to run.
        items: Ids of items to run; None means all.
        seed: Of all that is drawn.
        max_examples: Examples of each law.
        target: Instead of the server's own.
    """
    options = RunOptions(seed=seed, max_examples=max_examples, laws=tuple(laws), kinds=tuple(kinds))
    with prepared(api, server, options, flaws=flaws, target=target) as suite:
        chosen = [item for item in suite.items if items is None or item.id in items]
        return suite.result([suite.run(item) for item in chosen])


def told(result: RunResult) -> list[str]:
    """Returns each finding in one line, for the message of a failing test."""
    return [
        f"{f.severity} {f.judge} {f.operation} {f.pointer}: {f.expected} | {f.got}"
        for f in result.findings
    ] + [f"broken {i.id}: {i.reason}" for i in result.items if i.outcome == "broken"]
