"""The scenarios of every bundled API: there are some, and each fits its API."""

import asyncio

import pytest

from mockserver.faults import Fault, FaultRule, decide
from mockserver.state import MemoryStore
from specs.discovery import bundled_names
from tests.support.faults import world
from tests.support.scenarios import bundle_of, scenarios

EVERY = [(api, name) for api in bundled_names() for name in scenarios(api)]
FAULTY = [(api, name) for api, name in EVERY if scenarios(api)[name].faults]

SEQUENCES = {
    ("criteo", "rate_limited", "getCampaign"): [None] * 5 + ["429"] * 3 + [None],
    ("criteo", "search_slow", "searchCampaigns"): ["wait"] * 3,
    ("criteo", "search_slow", "getCampaign"): [None],
    ("criteo", "update_answer_lost", "updateCampaigns"): ["Truncate", None],
    ("criteo", "update_flaky", "updateCampaigns"): ["503", "503", None],
    ("criteo", "update_flaky", "searchCampaigns"): [None],
    ("sessionm", "lists_drip", "listEligibleCampaigns"): ["Drip"] * 3,
    ("sessionm", "lists_drip", "getEligibleCampaign"): ["Drip"] * 3,
    ("sessionm", "lists_drip", "getProgress"): [None],
    ("sessionm", "opt_in_flaky", "optIn"): ["503", "503", None],
    ("sessionm", "opt_in_flaky", "optInExternalUser"): ["503", "503", None],
    ("sessionm", "opt_in_flaky", "listCustomerCampaigns"): [None],
    ("sessionm", "progress_hangs", "getAnonymousProgressByPermalink"): ["Hang"] * 3,
    ("sessionm", "progress_hangs", "optIn"): [None],
    ("sessionm", "rate_limited", "optIn"): [None] * 5 + ["429"] * 3 + [None],
    ("spaaza", "answer_lost", "interactCampaign"): ["Truncate", None],
    ("spaaza", "interaction_flaky", "interactCampaign"): ["503", "503", None],
    ("spaaza", "rate_limited", "interactCampaign"): [None] * 5 + ["429"] * 3 + [None],
}
"""What the first calls of an operation meet."""


def met(rules: tuple[FaultRule, ...], api: str, operation_id: str, calls: int) -> list[str | None]:
    """What so many calls of an operation meet, in a word each."""
    store = MemoryStore()
    operations = {one.operation_id: one for one in bundle_of(api).operations}

    async def call() -> Fault | None:
        here = world(store, api=api)
        found = await decide(rules, operations[operation_id], api=api, world=here)
        await here.commit()
        return found

    return [word(asyncio.run(call())) for _ in range(calls)]


def word(fault: Fault | None) -> str | None:
    if fault is None:
        return None
    if fault.outcome is not None:
        return str(fault.outcome.status)
    return type(fault.effect).__name__ if fault.effect is not None else "wait"


@pytest.mark.parametrize("api", bundled_names())
def test_every_api_has_several_scenarios(api: str) -> None:
    assert len(scenarios(api)) >= 6


@pytest.mark.parametrize(("api", "name"), EVERY)
def test_a_scenario_says_what_it_is_and_what_one_sees(api: str, name: str) -> None:
    scenario = scenarios(api)[name]

    assert len(scenario.title) <= 60
    assert len(scenario.description) >= 60


@pytest.mark.parametrize(("api", "name"), EVERY)
def test_a_scenario_says_which_roles_it_takes_away(api: str, name: str) -> None:
    """Records that play a role in the seed may be missing only if the scenario says so."""
    scenario = scenarios(api)[name]
    gone = {
        id_
        for ids in (scenario.state.without.values() if scenario.state is not None else ())
        for id_ in ids or ()
    }
    played = {
        role
        for role, declared in bundle_of(api).roles.items()
        if str(declared.get("seed")) in gone and declared.get("resource")
    }

    assert played - set(scenario.roles) == set()


@pytest.mark.parametrize(("api", "name"), FAULTY)
def test_what_the_faults_of_a_scenario_do_is_known(api: str, name: str) -> None:
    assert {name} <= {known for of, known, _ in SEQUENCES if of == api}


@pytest.mark.parametrize(("api", "name", "operation"), SEQUENCES)
def test_the_first_calls_meet_what_the_scenario_says(api: str, name: str, operation: str) -> None:
    expected = SEQUENCES[api, name, operation]

    assert met(scenarios(api)[name].faults, api, operation, len(expected)) == expected


def test_a_bad_connection_breaks_off_now_and_then() -> None:
    rules = scenarios("sessionm")["lists_drip"].faults
    found = met(rules, "sessionm", "listCustomerCampaigns", 100)

    assert set(found) == {None, "Reset"}
    assert 10 <= found.count("Reset") <= 30
