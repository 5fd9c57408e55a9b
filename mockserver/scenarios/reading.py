"""Scenario files -> scenarios: those in the folder of an API, and any other one."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from mockserver.faults import named, read_rules
from mockserver.scenarios.judging import scenario_violations
from mockserver.scenarios.scenario import ClockMove, ControlStep, Scenario
from mockserver.scenarios.state_plan import StatePlan
from mockserver.state.seed import Seed
from mockserver.stubkit import Control
from specs.bundle import Bundle
from specs.errors import InvalidPart
from specs.schemas import SchemaViolation
from specs.values import Json, Record
from specs.yaml_reader import read_text

SCENARIOS: Final = "scenarios"
"""The folder of an API's scenarios."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,47}")


def scenarios_of(
    bundle: Bundle, *, seed: Seed | None = None, controls: Mapping[str, Control] | None = None
) -> tuple[Scenario, ...]:
    """Returns the scenarios in the folder of an API, by name.

    Args:
        bundle: The API.
        seed: Its starting state, if it is read already.
        controls: Its control actions by name; None leaves them unjudged.

    Raises:
        SpecError: One of the files cannot be used; the message says where and why.
    """
    paths = bundle.files(f"{SCENARIOS}/*.yaml")
    seed = seed or Seed(bundle) if paths else seed
    return tuple(read_scenario(path, bundle, seed=seed, controls=controls) for path in paths)


def read_scenario(
    path: Path,
    bundle: Bundle,
    *,
    seed: Seed | None = None,
    controls: Mapping[str, Control] | None = None,
) -> Scenario:
    """Reads one scenario, wherever its file is.

    Args:
        path: The file.
        bundle: The API that it is for.
        seed: The API's starting state, if it is read already.
        controls: The API's control actions by name; None leaves them unjudged.

    Raises:
        UnreadableFile: It is not there, or not YAML or JSON.
        InvalidPart: It is no scenario, or names what the API has not.
    """
    source = read_text(path)
    if not _NAME.fullmatch(path.stem):
        raise InvalidPart(
            f"a scenario cannot be called {path.stem!r}",
            file=path,
            expected="letters, digits, `_` and `-`, at most 48",
            do="Rename the file",
        )
    seed = seed or Seed(bundle)
    found = scenario_violations(source.value, bundle, seed=seed, controls=controls)
    if found:
        more = f" ({len(found) - 1} more)" if len(found) > 1 else ""
        raise InvalidPart(
            f"at {found[0].pointer or '/'}: {found[0].message}{more}",
            file=path,
            line=source.line(found[0].pointer),
            do="Correct the entry",
        )
    return _scenario(source.value, path, bundle.name)


def scenario_of(
    value: Json,
    bundle: Bundle,
    name: str,
    *,
    seed: Seed,
    controls: Mapping[str, Control],
) -> Scenario | tuple[SchemaViolation, ...]:
    """Returns the scenario that a value says, or what is wrong with it.

    Args:
        value: What a file would say.
        bundle: The API that it is for.
        name: What it is called.
        seed: The API's starting state.
        controls: The API's control actions by name.
    """
    found = scenario_violations(value, bundle, seed=seed, controls=controls)
    return found or _scenario(value, Path(name), bundle.name)


def api_named_in(path: Path) -> str | None:
    """Returns the API that a scenario file names, None if it names none.

    Raises:
        UnreadableFile: The file is not there, or not YAML or JSON.
    """
    value = read_text(path).value
    api = value.get("api") if isinstance(value, dict) else None
    return api if isinstance(api, str) else None


def _scenario(value: Record, path: Path, api: str) -> Scenario:
    rules = (replace(rule, api=api) for rule in read_rules(value.get("faults", ())))
    steps = value.get("controls", ())
    return Scenario(
        name=path.stem,
        api=api,
        path=path,
        title=value["title"],
        description=value.get("description", ""),
        roles=value.get("roles", {}),
        clock=ClockMove.from_record(value["clock"]) if "clock" in value else None,
        state=StatePlan.from_record(value["state"]) if "state" in value else None,
        controls=tuple(ControlStep(step["action"], step["json"]) for step in steps),
        faults=named(rules, stem=path.stem),
    )
