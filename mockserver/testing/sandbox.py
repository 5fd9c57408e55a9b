"""One sandbox of a running mock, as a test uses it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from types import TracebackType
from typing import Final, Self, Unpack
from urllib.parse import quote

import httpx2

from mockserver.state.sandboxes import NAME
from mockserver.testing.admin import (
    ANSWER_SECONDS,
    AdminClient,
    ClockReading,
    NotAsExpected,
    is_tls,
)
from mockserver.testing.in_loop import InLoop
from mockserver.testing.journal_query import JournalQuery, as_parameters, check_names
from specs.values import Json, Record

_MOST_ENTRIES: Final = 1000


class MockSandbox:
    """A world of its own in a running mock: its records, clock, faults and journal."""

    def __init__(
        self, name: str, server: str, *, admin: AdminClient, app: InLoop | None = None
    ) -> None:
        """Names a sandbox; it is born when something happens in it.

        Args:
            name: What it is called.
            server: Base URL of the mock.
            admin: The mock's admin API.
            app: The mock itself, if it runs in this process.

        Raises:
            ValueError: Nothing can have this name.
        """
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a sandbox")
        self.name = name
        self.url = f"{server}/~{name}"
        """Base URL of every API, for this sandbox only."""
        self.headers: Mapping[str, str] = {"Mock-Sandbox": name}
        """Chooses the sandbox where the mock's own base URL is used."""
        self._admin = admin
        self._app = app

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.drop()

    @cached_property
    def client(self) -> httpx2.Client:
        """A client whose paths begin at the sandbox; `drop` closes it."""
        return httpx2.Client(base_url=self.url, trust_env=False, verify=is_tls(self.url))

    def async_client(self) -> httpx2.AsyncClient:
        """Returns a client for asyncio; without a socket if the mock runs in this process."""
        transport = httpx2.ASGITransport(self._app) if self._app is not None else None
        return httpx2.AsyncClient(
            base_url=self.url, trust_env=False, verify=is_tls(self.url), transport=transport
        )

    def clock(
        self,
        *,
        advance: str | timedelta | None = None,
        now: str | datetime | None = None,
        frozen: bool | None = None,
    ) -> ClockReading:
        """Stops or starts the clock, sets it, moves it, in this order; without arguments reads it.

        Args:
            advance: How far to go, such as `90m`, `2d`, or a span of whole seconds.
            now: The instant to go to, with its offset from UTC.
            frozen: Whether time stands still.

        Raises:
            NoMockThere: The mock refuses, or is gone.
        """
        __tracebackhide__ = True
        move = {"advance": _span(advance), "now": _instant(now), "frozen": frozen}
        move = {name: value for name, value in move.items() if value is not None}
        found = self._call("PATCH" if move else "GET", "/clock", move or None)
        return ClockReading(datetime.fromisoformat(found["now"]), found["frozen"])

    def scenario(self, scenario: str | Mapping[str, Json]) -> None:
        """Loads a scenario by its name, `api/name`, or one that is handed over, with its `api`.

        Raises:
            NoMockThere: There is none of this name, it does not fit, or the mock is gone.
        """
        __tracebackhide__ = True
        if isinstance(scenario, str):
            self._call("POST", f"/scenarios/{quote(scenario)}")
        else:
            self._call("POST", "/scenarios", dict(scenario))

    def fault(self, **rule: Json) -> Record:
        """Adds a fault rule behind the others and returns it with its id.

        Raises:
            NoMockThere: This is no rule, or the mock is gone.
        """
        __tracebackhide__ = True
        added: Record = self._call("POST", "/faults", rule)
        return added

    def clear_faults(self) -> None:
        """Removes all fault rules."""
        self._call("DELETE", "/faults")

    def state(self, api: str) -> Record:
        """Returns the records of an API: kind -> id -> record."""
        __tracebackhide__ = True
        found: Record = self._call("GET", f"/state/{quote(api, safe='')}")
        return found

    def put_state(self, api: str, records: Mapping[str, Mapping[str, Record]]) -> None:
        """Replaces the records of an API; nothing changes if one of them does not fit."""
        __tracebackhide__ = True
        self._call("PUT", f"/state/{quote(api, safe='')}", records)

    def control(self, api: str, action: str, /, **body: Json) -> Json:
        """Makes something happen that no documented operation reaches; returns its effect."""
        __tracebackhide__ = True
        path = f"/control/{quote(api, safe='')}/{quote(action, safe='')}"
        return self._call("POST", path, body)

    def keep(self, name: str) -> None:
        """Keeps records, clock and fault rules under a name."""
        __tracebackhide__ = True
        self._call("PUT", f"/snapshots/{quote(name, safe='')}")

    def restore(self, name: str) -> None:
        """Puts the sandbox back to what was kept under a name."""
        __tracebackhide__ = True
        self._call("POST", f"/snapshots/{quote(name, safe='')}/restore")

    def reset(self) -> None:
        """Goes back to the machine's time and to the starting state; snapshots stay."""
        __tracebackhide__ = True
        # Records are seeded relative to the clock, so the clock goes first.
        self._call("DELETE", "/clock")
        self._call("POST", "/reset")

    def journal(self, **query: Unpack[JournalQuery]) -> tuple[Record, ...]:
        """Returns what the sandbox was asked, the oldest first, no more than the first 1,000."""
        __tracebackhide__ = True
        asked = {**as_parameters(query), "order": "oldest", "limit": _MOST_ENTRIES}
        found = self._admin.call("GET", "/journal", sandbox=self.name, params=asked)
        return tuple(found["entries"])

    def entry(self, number: int) -> Record:
        """Returns an entry with headers, bodies, and why it was refused."""
        __tracebackhide__ = True
        found: Record = self._call("GET", f"/journal/{number}")
        return found

    def wait(
        self, *, count: int = 1, timeout: float = 5, **query: Unpack[JournalQuery]
    ) -> tuple[Record, ...]:
        """Waits until so many entries have come that fit; those that are there already count.

        Args:
            count: How many have to come.
            timeout: After how many seconds to give up.
            **query: Which entries are meant.

        Raises:
            NotAsExpected: They have not come in time; it says what came nearest.
        """
        __tracebackhide__ = True
        found = self._admin.call(
            "GET",
            "/journal/wait",
            sandbox=self.name,
            params={**as_parameters(query), "count": count, "timeout": timeout},
            timeout_seconds=timeout + ANSWER_SECONDS,
        )
        if not found["met"]:
            raise NotAsExpected(found["says"])
        return tuple(found["matched"])

    def verify(
        self,
        *,
        exactly: int | None = None,
        at_least: int | None = None,
        at_most: int | None = None,
        **query: Unpack[JournalQuery],
    ) -> None:
        """Holds what the sandbox was asked against what was expected; at least once, if unsaid.

        Raises:
            NotAsExpected: It is not so; it says what came nearest.
        """
        __tracebackhide__ = True
        check_names(query)
        counts = {"exactly": exactly, "atLeast": at_least, "atMost": at_most}
        counts = {name: value for name, value in counts.items() if value is not None}
        found = self._call("POST", "/journal/verify", {"expectations": [{**query, **counts}]})
        if not found["met"]:
            (verdict,) = found["verdicts"]
            near = [f"Entry {one['number']}: {one['difference']}." for one in verdict["nearest"]]
            raise NotAsExpected(" ".join([verdict["says"], *near]))

    def drop(self) -> None:
        """Forgets the sandbox, its snapshots and its journal; its next use begins anew."""
        __tracebackhide__ = True
        if "client" in self.__dict__:
            self.__dict__.pop("client").close()
        self._admin.drop(self.name)

    def _call(self, method: str, path: str, body: Json = None) -> Json:
        __tracebackhide__ = True
        return self._admin.call(method, path, sandbox=self.name, body=body)


def _span(advance: str | timedelta | None) -> str | None:
    if not isinstance(advance, timedelta):
        return advance
    if advance % timedelta(seconds=1):
        raise ValueError(f"the clock moves by whole seconds, not by {advance}")
    return f"{advance // timedelta(seconds=1)}s"


def _instant(now: str | datetime | None) -> str | None:
    if not isinstance(now, datetime):
        return now
    if now.tzinfo is None:
        raise ValueError(f"{now} does not say its offset from UTC; give it a tzinfo")
    return now.isoformat()
