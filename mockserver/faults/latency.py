"""How long an answer waits: a fixed time, or one drawn from a distribution."""

import math
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from specs.values import Json, Record

LONGEST_SECONDS: Final = 60.0
"""No answer waits longer, whatever is drawn."""

Distribution = Literal["fixed", "uniform", "normal", "lognormal"]

_SECONDS: Final[Record] = {"type": "number", "minimum": 0, "maximum": LONGEST_SECONDS}

LATENCY_SCHEMA: Final[Record] = {
    "description": f"How long the answer waits, in seconds; never longer than {LONGEST_SECONDS:g}.",
    "type": ["number", "object"],
    "minimum": 0,
    "maximum": LONGEST_SECONDS,
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
    "properties": {
        "fixed": {**_SECONDS, "description": "Always as long."},
        "uniform": {
            "description": "Anything between two times is equally likely.",
            "type": "array",
            "minItems": 2,
            "maxItems": 2,
            "items": _SECONDS,
        },
        "normal": {
            "description": "The bell curve; what would be negative is no wait.",
            "type": "object",
            "required": ["mean", "deviation"],
            "additionalProperties": False,
            "properties": {"mean": _SECONDS, "deviation": _SECONDS},
        },
        "lognormal": {
            "description": "Mostly near the median, now and then far beyond, as networks are.",
            "type": "object",
            "required": ["median", "sigma"],
            "additionalProperties": False,
            "properties": {
                "median": _SECONDS,
                "sigma": {
                    "description": "Deviation of the logarithm: 0 is always the median; with 0.5 "
                    "one answer in twenty waits more than twice as long.",
                    "type": "number",
                    "minimum": 0,
                    "maximum": 5,
                },
            },
        },
    },
}
"""JSON Schema of `delay`: a number of seconds, or an object that names one distribution."""

_MEMBERS: Final = {"normal": ("mean", "deviation"), "lognormal": ("median", "sigma")}


@dataclass(frozen=True, slots=True)
class Latency:
    """A distribution of waiting times."""

    kind: Distribution
    first: float
    """The time itself, the lower bound, the mean or the median, in seconds."""
    second: float = 0.0
    """The upper bound or the deviation in seconds, or sigma; 0 for a fixed time."""

    @classmethod
    def from_record(cls, record: Json) -> "Latency":
        """Reads what `LATENCY_SCHEMA` allows."""
        if not isinstance(record, dict):
            return cls("fixed", float(record))
        ((kind, said),) = record.items()
        match kind:
            case "fixed":
                return cls("fixed", float(said))
            case "uniform":
                return cls("uniform", float(min(said)), float(max(said)))
            case "normal" | "lognormal":
                first, second = (float(said[name]) for name in _MEMBERS[kind])
                return cls(kind, first, second)
        raise ValueError(f"{kind!r} is no distribution")

    def to_record(self) -> Json:
        """Returns it as it is written in a rule."""
        match self.kind:
            case "fixed":
                return self.first
            case "uniform":
                return {"uniform": [self.first, self.second]}
            case _:
                values = (self.first, self.second)
                return {self.kind: dict(zip(_MEMBERS[self.kind], values, strict=True))}

    @property
    def is_drawn(self) -> bool:
        """Whether it depends on chance."""
        return self.kind != "fixed"

    def draw(self, source: Random) -> float:
        """Returns a waiting time in seconds, from 0 to `LONGEST_SECONDS`."""
        return min(max(self._drawn(source), 0.0), LONGEST_SECONDS)

    def _drawn(self, source: Random) -> float:
        match self.kind:
            case "uniform":
                return source.uniform(self.first, self.second)
            case "normal":
                return source.normalvariate(self.first, self.second)
            case "lognormal":
                # Of a median of 0 every quantile is 0; its logarithm would be none.
                return self.first * math.exp(source.normalvariate(0.0, self.second))
            case _:
                return self.first
