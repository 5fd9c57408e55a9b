"""What is true of a sandbox as a whole: its birth, its clock, its fault rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import orjson

from mockserver.state.clock import Clock
from mockserver.state.store import Key
from specs.values import Record

SITUATION: Final = Key("$sandbox", "situation")
"""Where a store keeps it. Every transaction names its version, so none outlives a change."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything about a sandbox that no API's records say."""

    born: datetime
    """The instant, on its own clock, that the starting state was told at."""
    rebased: Mapping[str, datetime | None] = field(default_factory=dict)
    """APIs whose starting state was told at another instant; None where none lies beneath."""
    clock: Clock = field(default_factory=Clock)
    faults: tuple[Record, ...] = ()
    """Fault rules in the order in which they are tried."""
    scenarios: tuple[str, ...] = ()
    """Names of the scenarios loaded since the last reset, as `api/name`."""

    def base(self, api: str) -> datetime | None:
        """Returns the instant of an API's starting state, None if none lies beneath."""
        return self.rebased.get(api, self.born)

    def dumped(self) -> bytes:
        """Returns it as JSON text."""
        return orjson.dumps(
            {
                "born": self.born,
                "rebased": self.rebased,
                "clock": self.clock.to_record(),
                "faults": self.faults,
                "scenarios": self.scenarios,
            }
        )

    @classmethod
    def loaded(cls, text: bytes) -> "Situation":
        """Returns what `dumped` wrote."""
        record = orjson.loads(text)
        return cls(
            born=datetime.fromisoformat(record["born"]),
            rebased={
                api: datetime.fromisoformat(told) if told is not None else None
                for api, told in record["rebased"].items()
            },
            clock=Clock.from_record(record["clock"]),
            faults=tuple(record["faults"]),
            scenarios=tuple(record["scenarios"]),
        )
