"""What a scenario is made of, and how it moves a clock."""

from datetime import timedelta
from pathlib import Path

import pytest

from mockserver.faults import FaultRule
from mockserver.scenarios.scenario import ClockMove, ControlStep, Scenario
from mockserver.scenarios.state_plan import StatePlan
from mockserver.state import Clock
from tests.support.worlds import NOW

LATER = NOW + timedelta(days=9)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("move", "at", "a_day_on"),
    [
        (ClockMove(), NOW, NOW + DAY),
        (ClockMove(now=LATER), LATER, LATER + DAY),
        (ClockMove(advance=DAY), NOW + DAY, NOW + 2 * DAY),
        (ClockMove(now=LATER, advance=-DAY), LATER - DAY, LATER),
        (ClockMove(frozen=True), NOW, NOW),
        (ClockMove(now=LATER, advance=DAY, frozen=True), LATER + DAY, LATER + DAY),
    ],
)
def test_a_clock_is_moved_as_it_is_said(move, at, a_day_on):
    moved = move.moved(Clock(), NOW)

    assert moved.at(NOW) == at
    assert moved.at(NOW + DAY) == a_day_on


def test_a_frozen_clock_can_be_let_run():
    frozen = Clock().frozen(NOW)

    moved = ClockMove(frozen=False).moved(frozen, NOW + DAY)

    assert moved.at(NOW + DAY) == NOW
    assert moved.at(NOW + 2 * DAY) == NOW + DAY


def test_a_clock_cannot_leave_the_calendar():
    with pytest.raises(OverflowError):
        ClockMove(advance=timedelta(days=999_999_999)).moved(Clock(), NOW)


@pytest.mark.parametrize(
    ("parts", "changes"),
    [
        ({"clock": ClockMove(frozen=True)}, ["clock"]),
        ({"state": StatePlan()}, ["state"]),
        ({"faults": (FaultRule(id="a"),), "state": StatePlan()}, ["state", "faults"]),
        ({"controls": (ControlStep("pay", {}),)}, ["controls"]),
    ],
)
def test_a_list_shows_what_a_scenario_changes(parts, changes):
    scenario = Scenario("sale", "shop", Path("sale.yaml"), "Sale", "Red.", **parts)

    assert scenario.to_record() == {
        "api": "shop",
        "name": "sale",
        "title": "Sale",
        "description": "Red.",
        "changes": changes,
    }
