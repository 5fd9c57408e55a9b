"""The first rule that matches and still fires is met; counts and draws are the world's."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.faults import Fault, FaultRule, count_of, decide, forget
from mockserver.faults.decide import Count
from mockserver.faults.fault import Drip, Hang, Reset
from mockserver.state import MemoryStore
from tests.support.faults import RULES, rule_of, rules_of, thing, world

CALL = thing("GET", "/things/{id}", "readThing")


def met(
    rules: Sequence[FaultRule],
    calls: int = 1,
    *,
    store: MemoryStore | None = None,
    seed: int = 7,
    kept: bool = True,
    api: str = "shop",
) -> list[Fault | None]:
    """What so many calls meet, each in a transaction of its own; `kept` commits them."""

    async def all_calls() -> list[Fault | None]:
        found = []
        for _ in range(calls):
            here = world(store, seed=seed, api=api)
            found.append(await decide(rules, CALL, api=api, world=here))
            if kept:
                assert await here.commit()
        return found

    store = store if store is not None else MemoryStore()
    return asyncio.run(all_calls())


def hit(rules: Sequence[FaultRule], calls: int, **options) -> list[str | None]:
    """Ids of the rules that so many calls meet."""
    found = met(rules, calls, **options)
    return [fault.rule if fault is not None else None for fault in found]


def test_without_rules_nothing_is_met():
    assert met(()) == [None]


def test_a_rule_for_another_operation_is_not_met():
    assert met(rules_of({"operation": "POST *", "status": 503})) == [None]


def test_the_first_rule_that_matches_wins():
    rules = rules_of({"api": "other", "delay": 1}, {"delay": 2}, {"status": 503})

    assert met(rules) == [Fault("fault-2", 2.0)]


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ({"delay": 1.5}, {"delay_seconds": 1.5}),
        ({"connection": "reset"}, {"effect": Reset()}),
        ({"connection": "hang", "delay": 1}, {"effect": Hang(), "delay_seconds": 1.0}),
    ],
)
def test_a_fault_is_what_its_rule_says(record, fault):
    assert met(rules_of(record)) == [Fault("fault-1", **fault)]


def test_an_answer_of_a_rule_is_carried_along():
    rule = rule_of(error="closed", retry_after=3, connection="drip")

    (fault,) = met([rule])

    assert fault.outcome is rule.outcome
    assert isinstance(fault.effect, Drip)


def test_counted_rules_make_a_sequence():
    rules = rules_of(
        {"id": "down", "status": 503, "skip": 1, "count": 2},
        {"id": "busy", "status": 429, "skip": 1, "count": 1},
    )

    assert hit(rules, 6) == [None, "down", "down", "busy", None, None]


def test_a_rule_sees_only_calls_that_no_earlier_rule_took():
    rules = rules_of({"id": "down", "status": 503, "count": 2}, {"id": "slow", "delay": 1})

    assert hit(rules, 4) == ["down", "down", "slow", "slow"]


def test_a_call_that_is_not_kept_is_not_counted():
    store = MemoryStore()
    rules = rules_of({"status": 503, "count": 1})

    assert hit(rules, 3, store=store, kept=False) == ["fault-1"] * 3
    assert hit(rules, 2, store=store) == ["fault-1", None]


def test_a_call_that_is_run_again_counts_once():
    store = MemoryStore()
    rules = rules_of({"status": 503, "count": 2})

    async def race() -> tuple[bool, bool]:
        one, other = world(store), world(store)
        await decide(rules, CALL, api="shop", world=one)
        await decide(rules, CALL, api="shop", world=other)
        return await one.commit(), await other.commit()

    assert asyncio.run(race()) == (True, False)
    assert hit(rules, 2, store=store) == ["fault-1", None]


def test_calls_of_each_api_are_counted_apart():
    store = MemoryStore()
    rules = rules_of({"status": 503, "count": 1})

    assert hit(rules, 2, store=store, api="shop") == ["fault-1", None]
    assert hit(rules, 2, store=store, api="depot") == ["fault-1", None]


def test_counts_can_be_shown_and_forgotten():
    store = MemoryStore()
    (rule,) = rules_of({"status": 503, "skip": 1, "count": 1})
    met([rule], 5, store=store)

    async def look() -> tuple[Count, Count]:
        here = world(store)
        before = await count_of(rule, here)
        forget(rule.id, here)
        await here.commit()
        return before, await count_of(rule, world(store))

    assert asyncio.run(look()) == (Count(seen=2, fired=1), Count())


def test_a_spent_rule_writes_nothing_more():
    store = MemoryStore()
    rules = rules_of({"status": 503, "count": 1})
    met(rules, 1, store=store)
    before = asyncio.run(store.read_all("shop/$faults"))

    met(rules, 3, store=store)

    assert asyncio.run(store.read_all("shop/$faults")) == before


@pytest.mark.parametrize(("percent", "least", "most"), [(0, 0, 0), (100, 400, 400), (25, 70, 130)])
def test_a_percentage_of_the_calls_is_hit(percent, least, most):
    rules = rules_of({"status": 503, "percent": percent, "skip": 0, "count": 1000})

    assert least <= sum(one is not None for one in hit(rules, 400)) <= most


def test_another_percentage_hits_more_of_the_same_calls():
    few = hit(rules_of({"status": 503, "percent": 20}), 50)
    many = hit(rules_of({"status": 503, "percent": 60}), 50)

    assert {place for place, one in enumerate(few) if one} < {
        place for place, one in enumerate(many) if one
    }


@settings(deadline=None)
@given(st.lists(RULES, max_size=3), st.integers(0, 9), st.integers(0, 5))
def test_the_same_seed_and_calls_meet_the_same(records, seed, calls):
    rules = rules_of(*({**record, "id": f"r{place}"} for place, record in enumerate(records)))

    assert met(rules, calls, seed=seed) == met(rules, calls, seed=seed)


def test_another_seed_draws_otherwise():
    rules = rules_of({"delay": {"uniform": [0, 60]}})

    assert met(rules, 5, seed=1) != met(rules, 5, seed=2)


def test_each_call_draws_anew():
    delays = [fault.delay_seconds for fault in met(rules_of({"delay": {"uniform": [0, 60]}}), 20)]

    assert len(set(delays)) == 20


def test_rules_do_not_share_their_draws():
    rule = {"delay": {"uniform": [0, 60]}}

    (one,), (other,) = met(rules_of({"id": "a", **rule})), met(rules_of({"id": "b", **rule}))

    assert one.delay_seconds != other.delay_seconds


def test_apis_do_not_share_their_draws():
    rules = rules_of({"delay": {"uniform": [0, 60]}})

    assert met(rules, 3, api="shop") != met(rules, 3, api="depot")


def test_a_fault_moves_no_other_draw():
    async def next_uuid(rules: Sequence[FaultRule]) -> str:
        here = world()
        await decide(rules, CALL, api="shop", world=here)
        return await here.new_uuid()

    noisy = rules_of({"delay": {"uniform": [0, 1]}, "percent": 50})

    assert asyncio.run(next_uuid(noisy)) == asyncio.run(next_uuid(()))
