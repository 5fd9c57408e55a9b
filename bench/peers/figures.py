"""Figures from loads: medians, and ratios that are taken pair by pair before their median is."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.peers.wrk import Load
from specs.values import Record

Value = Callable[[Load], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """A load of the bare server and one of another server, a moment before or after it."""

    bare: Load
    other: Load


def median_ratio(pairs: Sequence[Pair], value: Value) -> float:
    """Returns the median of the ratios of all pairs, which is not the ratio of two medians.

    Args:
        pairs: At least one.
        value: What is compared.
    """
    return statistics.median(ratios(pairs, value))


def ratios(pairs: Sequence[Pair], value: Value) -> list[float]:
    """Returns the other server's value in units of the bare server's, pair by pair."""
    return [value(pair.other) / max(value(pair.bare), 1e-9) for pair in pairs]


def figures_of_pairs(pairs: Sequence[Pair]) -> Record:
    """Returns what is told of one kind of load under many connections."""
    return {
        **figures_of_loads([pair.other for pair in pairs]),
        "ratio": round(median_ratio(pairs, lambda load: load.per_second), 4),
        "ratios": [round(one, 4) for one in ratios(pairs, lambda load: load.per_second)],
        "cpu_ratio": round(median_ratio(pairs, lambda load: load.cpu_us), 4),
    }


def figures_of_loads(loads: Sequence[Load]) -> Record:
    """Returns what is told of loads without the bare server."""
    return {
        "per_second": round(_median(loads, lambda load: load.per_second), 1),
        "cpu_us": round(_median(loads, lambda load: load.cpu_us), 1),
        "cores": round(_median(loads, lambda load: load.cores), 2),
        "p50_us": _median(loads, lambda load: load.p50_us),
        "p99_us": _median(loads, lambda load: load.p99_us),
        "requests": sum(load.requests for load in loads),
        "failed": sum(load.failed for load in loads),
    }


def work_of_others(loads: Sequence[Load]) -> Record:
    """Returns how many processors somebody else used while loads ran."""
    shares = sorted(load.others_cores for load in loads) or [0.0]
    return {
        "loads": len(loads),
        "median": round(statistics.median(shares), 2),
        "nine_of_ten_below": round(shares[int(len(shares) * 0.9)], 2),
        "most": round(shares[-1], 2),
    }


def _median(loads: Sequence[Load], value: Value) -> float:
    return statistics.median(value(load) for load in loads)
