"""Waiting times come from the distribution that is named, and never run away."""

from random import Random
from statistics import mean, median, pstdev

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mockserver.faults.latency import LONGEST_SECONDS, Latency
from tests.support.faults import DELAYS


def drawn(record, times: int = 4000) -> list[float]:
    latency = Latency.from_record(record)
    return [latency.draw(Random(number)) for number in range(times)]


@settings(deadline=None)
@given(DELAYS, st.integers(0, 2**32))
@example({"normal": {"mean": 0, "deviation": 60}}, 1)
@example({"lognormal": {"median": 60, "sigma": 5}}, 1)
@example({"lognormal": {"median": 0, "sigma": 5}}, 1)
def test_no_wait_is_negative_or_endless(record, seed):
    assert 0 <= Latency.from_record(record).draw(Random(seed)) <= LONGEST_SECONDS


@settings(deadline=None)
@given(DELAYS)
def test_a_latency_is_written_as_it_is_read(record):
    latency = Latency.from_record(record)

    assert Latency.from_record(latency.to_record()) == latency


@settings(deadline=None)
@given(DELAYS, st.integers(0, 2**32))
def test_the_same_seed_waits_as_long(record, seed):
    latency = Latency.from_record(record)

    assert latency.draw(Random(seed)) == latency.draw(Random(seed))


@pytest.mark.parametrize("record", [0.3, {"fixed": 0.3}])
def test_a_fixed_time_is_always_the_same(record):
    assert set(drawn(record, 20)) == {0.3}
    assert not Latency.from_record(record).is_drawn


@pytest.mark.parametrize("bounds", [[0.1, 0.5], [0.5, 0.1]])
def test_uniform_times_fill_the_span_between_their_bounds(bounds):
    found = drawn({"uniform": bounds})

    assert 0.1 <= min(found) < 0.11
    assert 0.49 < max(found) <= 0.5
    assert mean(found) == pytest.approx(0.3, abs=0.01)


def test_normal_times_have_their_mean_and_deviation():
    found = drawn({"normal": {"mean": 10, "deviation": 2}})

    assert mean(found) == pytest.approx(10, abs=0.1)
    assert pstdev(found) == pytest.approx(2, abs=0.1)


def test_lognormal_times_have_their_median_and_a_long_tail():
    found = drawn({"lognormal": {"median": 1, "sigma": 0.5}})

    assert median(found) == pytest.approx(1, abs=0.05)
    assert 0.03 < sum(one > 2.28 for one in found) / len(found) < 0.07
    assert mean(found) > median(found)
