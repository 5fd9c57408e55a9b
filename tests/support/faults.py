"""Fault rules that anybody might write, what they are put to, and sleeps that take no time."""

import asyncio
from collections.abc import Mapping
from queue import Queue
from threading import Semaphore
from typing import Any

from hypothesis import strategies as st

from mockserver.faults import FaultRule, named, read_rules
from mockserver.faults.rule_schema import CONNECTIONS
from mockserver.state import MemoryStore, World
from specs.operation import Operation
from specs.values import Json, Record
from tests.support.worlds import NOW

SECONDS = st.integers(0, 60) | st.floats(0, 60)
BOUNDS = st.lists(SECONDS, min_size=2, max_size=2)
DELAYS = st.one_of(
    SECONDS,
    st.fixed_dictionaries({"fixed": SECONDS}),
    st.fixed_dictionaries({"uniform": BOUNDS}),
    st.fixed_dictionaries(
        {"normal": st.fixed_dictionaries({"mean": SECONDS, "deviation": SECONDS})}
    ),
    st.fixed_dictionaries(
        {"lognormal": st.fixed_dictionaries({"median": SECONDS, "sigma": st.floats(0, 5)})}
    ),
)
BODIES = st.none() | st.booleans() | st.integers() | st.text() | st.just({"errors": [{"code": 6}]})
HEADERS = st.dictionaries(st.sampled_from(["X-Page", "retry-after", "Vary"]), st.just("1"))
_OFTEN: Mapping[str, Any] = {
    "id": st.sampled_from(["slow", "a.b-1"]),
    "operation": st.sampled_from(["*", "GET /things", "readThing", "* /things/*"]),
    "api": st.just("shop"),
    "percent": st.integers(0, 100) | st.floats(0, 100),
    "skip": st.integers(0, 5),
    "count": st.integers(1, 5),
}
_ANSWER: Mapping[str, Any] = {"headers": HEADERS, "retry_after": st.integers(0, 100)}


def _rule(effect: Mapping[str, Any], **optional: Any) -> st.SearchStrategy[Record]:
    more = {**_OFTEN, "delay": DELAYS, **optional}
    more = {name: values for name, values in more.items() if name not in effect}
    return st.fixed_dictionaries(dict(effect), optional=more)


SPOILT = st.sampled_from(["truncate", "garble", "drip"])
RULES = st.one_of(
    _rule({"delay": DELAYS}),
    _rule({"connection": st.sampled_from(CONNECTIONS)}),
    _rule({"status": st.integers(400, 599)}, connection=SPOILT, body=BODIES, **_ANSWER),
    _rule({"error": st.just("closed")}, connection=SPOILT, **_ANSWER),
)
"""Records of rules that may be given."""


def rules_of(*records: Record) -> tuple[FaultRule, ...]:
    """Rules as a server has them: each with an id."""
    return named(read_rules(records))


def rule_of(**record: Json) -> FaultRule:
    """One rule as a server has it."""
    return rules_of(record)[0]


def thing(method: str = "GET", path: str = "/things/{id}", name: str | None = None) -> Operation:
    """An operation without anything but its names."""
    return Operation(method, path, name, "", (), None, {}, (), {}, {})


def world(store: MemoryStore | None = None, *, seed: int = 7, api: str = "shop") -> World:
    """A world of one API, for one transaction."""
    return World(store or MemoryStore(), namespace=api, now=NOW, seed=seed)


class Sleeps(list[float]):
    """Sleeps that take no time and are remembered."""

    async def __call__(self, seconds: float) -> None:
        """Remembers how long it should have slept."""
        self.append(seconds)


class Gate:
    """Sleeps on a server in another thread, each until it is let go on."""

    def __init__(self) -> None:
        self._asked: Queue[float] = Queue()
        self._passes = Semaphore(0)

    async def __call__(self, seconds: float) -> None:
        """Waits for a pass."""
        self._asked.put(seconds)
        await asyncio.to_thread(self._passes.acquire)

    def asked(self, timeout: float) -> float:
        """Waits until the server sleeps, and returns how long it wants to."""
        return self._asked.get(timeout=timeout)

    def let_one_pass(self) -> None:
        """Ends one sleep."""
        self._passes.release()

    def open(self) -> None:
        """Ends all sleeps, those to come included."""
        self._passes.release(1000)
