"""Scenarios: named situations of one API, as files that are read and judged."""

from mockserver.scenarios.applying import apply
from mockserver.scenarios.reading import (
    SCENARIOS,
    api_named_in,
    read_scenario,
    scenario_of,
    scenarios_of,
)
from mockserver.scenarios.scenario import ClockMove, ControlStep, Scenario
from mockserver.scenarios.schema import SCENARIO_SCHEMA
from mockserver.scenarios.state_plan import StatePlan
from mockserver.scenarios.targets import target_violations

__all__ = [
    "SCENARIOS",
    "SCENARIO_SCHEMA",
    "ClockMove",
    "ControlStep",
    "Scenario",
    "StatePlan",
    "api_named_in",
    "apply",
    "read_scenario",
    "scenario_of",
    "scenarios_of",
    "target_violations",
]
