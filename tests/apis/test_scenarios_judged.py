"""The contract suite finds nothing in any scenario that keeps to the contract."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from contracts.target import Target, in_process_target
from mockserver.app import MockServer
from mockserver.scenarios import Scenario
from mockserver.settings import Settings
from mockserver.state.seed import Seed
from specs.discovery import BUNDLED, bundled_names
from tests.support.judging import bundle_of, judge, told
from tests.support.scenarios import scenarios
from tests.support.worlds import NOW, HandSet

KEPT = [
    (api, name)
    for api in bundled_names()
    for name, scenario in scenarios(api).items()
    if not scenario.faults
]


def mock_in(scenario: Scenario, folder: Path) -> MockServer:
    """A mock whose starting state is a scenario's, so that a reset comes back to it."""
    home = folder / scenario.api
    # The other scenarios are laid over the seed, not over this one.
    shutil.copytree(BUNDLED / scenario.api, home, ignore=shutil.ignore_patterns("scenarios"))
    assert scenario.state is not None
    assert not scenario.controls
    base = Seed(bundle_of(scenario.api)).templates
    laid = scenario.state.laid(base, None)
    (home / "seed.yaml").write_text(json.dumps(laid), encoding="utf-8")
    starts = scenario.clock.now if scenario.clock is not None else None
    return MockServer(Settings(apis=(str(home),)), time=HandSet(starts or NOW))


def target_in(scenario: Scenario) -> Target:
    """The mock as a target, with the roles that are played in a scenario."""
    target = in_process_target([bundle_of(scenario.api)])
    api = target.apis[scenario.api]
    played = {**api.roles, **scenario.roles}
    roles = {name: value for name, value in played.items() if value is not None}
    return replace(target, apis={scenario.api: replace(api, roles=roles)})


@pytest.mark.parametrize(("api", "name"), KEPT)
def test_the_suite_is_content_with_a_scenario(api: str, name: str, tmp_path: Path) -> None:
    scenario = scenarios(api)[name]

    result = judge(
        api,
        server=mock_in(scenario, tmp_path),  # type: ignore[arg-type] # any application will do
        target=target_in(scenario),
        kinds=["law", "error-code", "examples"],
        max_examples=2,
    )

    assert told(result) == []
    outcomes = [item.outcome for item in result.items]
    assert outcomes.count("passed") > len(outcomes) / 3
