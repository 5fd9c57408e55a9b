"""A scenario, done to a sandbox."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from mockserver.faults import forget
from mockserver.scenarios.scenario import Scenario
from mockserver.state import Sandbox, Sandboxes, Situation, World
from mockserver.state.clock import TimeSource
from mockserver.state.store import OF
from mockserver.stubkit import Control

_BEFORE: Final = "~before-scenario"
"""Where a sandbox is kept while a scenario is applied; no snapshot can be called so."""


async def apply(
    scenario: Scenario, sandboxes: Sandboxes, name: str, *, controls: Mapping[str, Control]
) -> None:
    """Makes a sandbox what a scenario says: clock, records, control actions, fault rules.

    Args:
        scenario: What is applied; it has been judged.
        sandboxes: The sandboxes of the server.
        name: Which of them.
        controls: The control actions of the scenario's API by name.

    Raises:
        ControlError: A control action cannot be done; the sandbox is as it was before.
    """
    kept = name + OF + _BEFORE
    await sandboxes.keep(name, _BEFORE)
    try:
        await _apply(scenario, sandboxes.get(name), controls, sandboxes.time)
    except BaseException:
        # Also where the request is cancelled midway: half a scenario is none.
        await sandboxes.storage.copy(kept, name)
        raise
    finally:
        await sandboxes.storage.drop(kept)


async def _apply(
    scenario: Scenario, sandbox: Sandbox, controls: Mapping[str, Control], time: TimeSource
) -> None:
    plan, api = scenario.state, scenario.api

    def edit(before: Situation) -> Situation:
        source = time()
        clock = before.clock
        if scenario.clock is not None:
            clock = scenario.clock.moved(clock, source)
        after = replace(before, clock=clock)
        if plan is None or plan.mode == "merge":
            return after
        told_at = clock.at(source).replace(microsecond=0) if plan.mode == "seed" else None
        return replace(after, rebased={**after.rebased, api: told_at})

    drops = plan is not None and plan.mode != "merge"
    await sandbox.change(edit, drop=(api,) if drops else ())

    async def work(world: World) -> None:
        for rule in scenario.faults:
            forget(rule.id, world)
        if plan is not None:
            await plan.lay(world)
        for step in scenario.controls:
            await controls[step.action].action(step.body, world)

    await sandbox.run(api, work)
    await sandbox.change(lambda before: _with_rules(before, scenario))


def _with_rules(before: Situation, scenario: Scenario) -> Situation:
    """Adds the rules and the name of a scenario; rules of an earlier loading give way."""
    rules = tuple(rule.to_record() for rule in scenario.faults)
    ids = {rule["id"] for rule in rules}
    others = tuple(rule for rule in before.faults if rule["id"] not in ids)
    loaded = tuple(dict.fromkeys((*before.scenarios, scenario.key)))
    return replace(before, faults=(*others, *rules), scenarios=loaded)
