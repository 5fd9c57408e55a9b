"""Rate, budget and end of time, for one process and for several; no clock of the machine."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from contracts.run.limits import Limits, OutOfBudget, OwnLimits, SharedLimits
from contracts.target import Rate

Make = Callable[..., Limits]


@dataclass
class Time:
    """Time that passes only where somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.slept.append(round(seconds, 6))
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(params=["own", "shared"])
def make(request: pytest.FixtureRequest, time: Time, tmp_path: Path) -> Make:
    def made(**more: Any) -> Limits:
        clock: dict[str, Any] = {"now": lambda: time.now, "sleep": time.sleep}
        if request.param == "own":
            return OwnLimits(**clock, **more)
        return SharedLimits(tmp_path / "limits.sqlite", **clock, **more)

    return made


def sent_within(times: list[float], seconds: float) -> int:
    """The most requests in any span of so many seconds."""
    return max(sum(start <= at < start + seconds for at in times) for start in times)


def test_no_limit_never_waits(make: Make, time: Time) -> None:
    limits = make()

    for _ in range(100):
        limits.take()

    assert time.slept == []


def test_rate_holds_in_every_span(make: Make, time: Time) -> None:
    limits = make(rate=Rate(3, 1.0))
    times = []
    for number in range(20):
        time.now += 0.07 * (number % 5)
        limits.take()
        times.append(time.now)

    assert sent_within(times, 1.0 - 1e-9) == 3


def test_rate_is_used_up_whole_before_anybody_waits(make: Make, time: Time) -> None:
    limits = make(rate=Rate(5, 60.0))

    for _ in range(5):
        limits.take()
    assert time.slept == []
    limits.take()

    assert time.slept == [60.0]


def test_nobody_waits_where_time_has_passed(make: Make, time: Time) -> None:
    limits = make(rate=Rate(2, 1.0))

    for _ in range(10):
        limits.take()
        time.now += 0.6

    assert time.slept == []


def test_budget_is_spent_to_the_last_request(make: Make) -> None:
    limits = make(budget=3)

    for _ in range(3):
        limits.take()
    for _ in range(2):
        with pytest.raises(OutOfBudget, match="budget"):
            limits.take()


def test_no_request_is_sent_when_time_is_up(make: Make, time: Time) -> None:
    limits = make(ends_at=1010.0, rate=Rate(5, 1.0))

    limits.take()
    time.now = 1010.0

    with pytest.raises(OutOfBudget, match="time"):
        limits.take()


def test_waiting_for_a_turn_does_not_outlast_the_end(make: Make, time: Time) -> None:
    limits = make(ends_at=1010.0, rate=Rate(1, 60.0))
    limits.take()

    with pytest.raises(OutOfBudget, match="time"):
        limits.take()

    assert time.now <= 1010.0


def test_pause_waits_as_the_target_says(make: Make, time: Time) -> None:
    make().pause(7)

    assert time.slept == [7]


def test_pause_is_two_minutes_at_most(make: Make, time: Time) -> None:
    make().pause(86400)

    assert time.slept == [120]


def test_pause_does_not_outlast_the_end(make: Make, time: Time) -> None:
    make(ends_at=1010.0).pause(100)

    assert time.now <= 1010.0


def test_workers_share_the_budget(tmp_path: Path) -> None:
    file = tmp_path / "limits.sqlite"
    workers = [SharedLimits(file, budget=5) for _ in range(3)]

    for number in range(5):
        workers[number % 3].take()

    for worker in workers:
        with pytest.raises(OutOfBudget):
            worker.take()


def test_workers_share_the_rate(tmp_path: Path) -> None:
    clocks = [Time(), Time()]
    first, second = (
        SharedLimits(
            tmp_path / "l", rate=Rate(2, 10.0), now=lambda c=clock: c.now, sleep=clock.sleep
        )
        for clock in clocks
    )

    first.take()
    second.take()
    second.take()
    first.take()

    assert (clocks[0].slept, clocks[1].slept) == ([10.0], [10.0])


def test_order_of_turns_holds_over_several_waits(tmp_path: Path) -> None:
    clocks = [Time() for _ in range(6)]
    for clock in clocks:
        SharedLimits(
            tmp_path / "l", rate=Rate(2, 10.0), now=lambda c=clock: c.now, sleep=clock.sleep
        ).take()

    assert [clock.slept for clock in clocks] == [[], [], [10.0], [10.0], [20.0], [20.0]]


@pytest.mark.parametrize("more", [{}, {"budget": 100}, {"rate": Rate(100, 1.0)}])
def test_pause_of_one_worker_holds_for_all(tmp_path: Path, more: dict[str, Any]) -> None:
    pausing, other = Time(), Time()
    first = SharedLimits(tmp_path / "l", now=lambda: pausing.now, sleep=pausing.sleep, **more)
    second = SharedLimits(tmp_path / "l", now=lambda: other.now, sleep=other.sleep, **more)

    first.pause(30)
    second.take()

    assert other.slept == [30]
