"""Ratios are medians of pairs; everything else is told as it was measured."""

from bench.peers.figures import (
    Pair,
    figures_of_loads,
    figures_of_pairs,
    median_ratio,
    work_of_others,
)
from bench.peers.wrk import Load


def load(per_second: int, *, cpu_us: float = 50, refused: int = 0, others: float = 0) -> Load:
    return Load(
        requests=per_second,
        seconds=1,
        refused=refused,
        broken=0,
        p50_us=100,
        p99_us=900,
        cpu_seconds=per_second * cpu_us / 1e6,
        others_cores=others,
        cores=0.9,
    )


NOISY = [
    Pair(bare=load(10_000), other=load(5_000)),
    Pair(bare=load(2_000), other=load(1_200)),
    Pair(bare=load(8_000), other=load(5_600)),
]
"""A machine that was slow for a while: 0.5, 0.6 and 0.7 of the bare server."""


def test_ratio_is_the_median_of_the_ratios_of_pairs() -> None:
    of_medians = 5_000 / 8_000

    assert median_ratio(NOISY, lambda load: load.per_second) == 0.6 != of_medians


def test_every_ratio_is_kept_so_that_noise_can_be_seen() -> None:
    told = figures_of_pairs(NOISY)

    assert (told["ratio"], told["ratios"]) == (0.6, [0.5, 0.6, 0.7])


def test_processor_time_of_a_request_is_compared_pair_by_pair() -> None:
    pairs = [Pair(load(100, cpu_us=20), load(100, cpu_us=50)) for _ in range(3)]

    assert figures_of_pairs(pairs)["cpu_ratio"] == 2.5
    assert figures_of_pairs(pairs)["cpu_us"] == 50


def test_failures_of_all_loads_are_counted() -> None:
    told = figures_of_loads([load(100, refused=3), load(100), load(100, refused=4)])

    assert (told["failed"], told["requests"]) == (7, 300)


def test_a_load_without_any_answer_is_told_and_not_divided_by() -> None:
    nothing = load(0)

    assert figures_of_pairs([Pair(load(100), nothing)])["ratio"] == 0
    assert nothing.cpu_us == 0


def test_what_others_used_of_the_machine_is_told() -> None:
    told = work_of_others([load(1, others=share / 10) for share in range(11)])

    assert told == {"loads": 11, "median": 0.5, "nine_of_ten_below": 0.9, "most": 1.0}
