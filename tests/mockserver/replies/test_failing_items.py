"""Items that are made to fail change nothing; the others fare as if they had come alone."""

import asyncio
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.replies.failing_items import ItemPlan, failing_items, items_of
from mockserver.stubkit import (
    ABSENT,
    Applied,
    Call,
    Failed,
    Refused,
    Reply,
    batch_reply,
)
from specs.batch import BatchPolicy
from specs.values import find, split_pointer
from tests.support.documents import api, bundle_of, operation
from tests.support.worlds import sandbox

OPERATION = bundle_of(api({"/things": {"post": operation("add")}})).operations[0]

POLICIES = {
    "always_200": {
        "preset": "always-200",
        "items": "/data",
        "successes": "/data",
        "failures": "/errors",
        "warnings": "/warnings",
        "reference": {"member": "instance", "template": "@data/{index}"},
    },
    "mixed_207": {
        "preset": "200-or-207",
        "items": "/in/things",
        "successes": "/out/good",
        "failures": "/out/bad",
        "reference": {"member": "row", "template": "{index}"},
    },
    "bare_list": {
        "preset": "always-207",
        "items": "",
        "successes": "/ok",
        "failures": "/failed",
        "warnings": "/notes",
        "reference": {"member": "at", "template": "[{index}]."},
        "statuses": {"all-bad": 422},
    },
}
ATOMIC = POLICIES["always_200"] | {"preset": "all-or-none"}


def policy_of(name):
    return BatchPolicy.read(POLICIES[name])


def call_with(items, policy):
    body = items
    for name in reversed(split_pointer(policy.items)):
        body = {name: body, "beside": [1]}
    return Call(OPERATION, "POST", "/things", {}, {}, {}, {}, body, (), {})


def adding(policy):
    """Stores items; a negative amount or an id that comes twice fails, a large one is warned of."""

    async def add(call, world):
        items = items_of(call, policy)
        times = Counter(item["id"] for item in items)
        outcomes = []
        for item in items:
            if item["amount"] < 0 or times[item["id"]] > 1:
                outcomes.append(Failed({"code": "bad", "of": item["id"]}))
                continue
            number = await world.next_id("row")
            world.put("thing", item["id"], {"amount": item["amount"]})
            warning = {"code": "large", "of": item["id"]} if item["amount"] > 50 else None
            outcomes.append(Applied({"id": item["id"], "number": number}, warning))
        return batch_reply(policy, outcomes)

    return add


def planned(policy, items, failing, **more):
    def entries(code):
        named = enumerate(items)
        return lambda beside: {
            index: {
                "code": code,
                "of": item["id"],
                policy.reference_member: policy.reference(index),
            }
            for index, item in named
        }

    warnings = {"warnings": entries("odd")} if more.get("warned") else {}
    return ItemPlan(policy, frozenset(failing), entries("forced"), **warnings)


def run(work):
    """What work answers, and the state that it leaves."""

    async def play():
        world = sandbox()
        reply = await world.run("shop", work)
        return reply, await world.state("shop"), await world.run("shop", lambda w: w.next_id("row"))

    return asyncio.run(play())


def run_failing(policy, items, failing, handler=None, **more):
    plan = planned(policy, items, failing, **more)
    call = call_with(items, policy)
    return run(lambda world: failing_items(call, world, plan, handler or adding(policy)))


def run_plain(policy, items):
    return run(lambda world: adding(policy)(call_with(items, policy), world))


_ITEMS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from("abcdef"), "amount": st.sampled_from([-1, 5, 99])}
    ),
    min_size=1,
    max_size=6,
)
_CASES = _ITEMS.flatmap(
    lambda items: st.tuples(st.just(items), st.sets(st.integers(0, len(items) - 1)))
)
_NAMES = st.sampled_from(sorted(POLICIES))


@settings(deadline=None)
@given(_NAMES, _CASES)
def test_the_others_fare_as_if_they_had_come_alone(name, case):
    (items, failing), policy = case, policy_of(name)
    kept = [item for index, item in enumerate(items) if index not in failing]
    found, state, drawn = run_failing(policy, items, failing)
    alone, alone_state, alone_drawn = run_plain(policy, kept)

    assert find(found.body, policy.successes) == find(alone.body, policy.successes)
    assert (state, drawn) == (alone_state, alone_drawn)


@settings(deadline=None)
@given(_NAMES, _CASES)
def test_every_item_is_told_of_once_and_in_order(name, case):
    (items, failing), policy = case, policy_of(name)
    found, state, _ = run_failing(policy, items, failing)
    failures = find(found.body, policy.failures)
    successes = find(found.body, policy.successes)
    references = [entry[policy.reference_member] for entry in failures]
    places = [place for place in range(len(items)) if policy.reference(place) in references]

    assert references == [policy.reference(place) for place in places]
    assert [entry["of"] for entry in failures] == [items[place]["id"] for place in places]
    assert {p for p in places if failures[places.index(p)]["code"] == "forced"} == failing
    left = [item["id"] for place, item in enumerate(items) if place not in places]
    assert [entry["id"] for entry in successes] == left
    assert set(state.get("thing", {})) == set(left)
    assert found.status == policy.status(succeeded=len(left), failed=len(places))


@settings(deadline=None)
@given(_NAMES, _CASES)
def test_warnings_name_the_items_of_the_whole_request(name, case):
    (items, failing), policy = case, policy_of(name)
    if policy.warnings is None:
        return
    found, state, _ = run_failing(policy, items, failing)
    warnings = find(found.body, policy.warnings)

    large = [
        (policy.reference(place), item["id"])
        for place, item in enumerate(items)
        if item["id"] in state.get("thing", {}) and item["amount"] > 50 and place not in failing
    ]
    assert [(entry[policy.reference_member], entry["of"]) for entry in warnings] == large


def test_without_failing_items_it_is_the_handlers_answer():
    policy = policy_of("always_200")
    items = [{"id": "a", "amount": 99}, {"id": "b", "amount": -1}]

    assert run_failing(policy, items, ()) == run_plain(policy, items)


def test_nothing_is_called_where_every_item_fails():
    def handler(call, world):
        raise AssertionError("called")

    policy = policy_of("bare_list")
    found, state, drawn = run_failing(policy, [{"id": "a", "amount": 5}], {0}, handler)

    assert (found.status, state, drawn) == (422, {}, 1)
    assert found.body == {
        "ok": [],
        "failed": [{"code": "forced", "of": "a", "at": "[0]."}],
        "notes": [],
    }


def test_nothing_is_applied_where_one_bad_item_spoils_all():
    policy = BatchPolicy.read(ATOMIC)
    items = [{"id": "a", "amount": 5}, {"id": "b", "amount": 5}]
    found, state, _ = run_failing(policy, items, {1})

    assert (found.status, state) == (400, {})
    assert [entry["of"] for entry in found.body["errors"]] == ["b"]
    assert found.body["data"] == []


@settings(deadline=None)
@given(_CASES)
def test_applied_items_can_be_warned_of(case):
    (items, failing), policy = case, policy_of("bare_list")
    found, state, _ = run_failing(policy, items, failing, warned=True)
    odd = [entry["of"] for entry in found.body["notes"] if entry["code"] == "odd"]

    assert odd == [entry["id"] for entry in found.body["ok"]]
    assert set(odd) == set(state.get("thing", {}))


def test_the_request_itself_is_left_alone():
    policy = policy_of("mixed_207")
    items = [{"id": "a", "amount": 5}, {"id": "b", "amount": 5}]
    call = call_with(items, policy)
    plan = planned(policy, items, {0})
    seen = []

    async def handler(narrowed, world):
        seen.append(narrowed.body)
        return await adding(policy)(narrowed, world)

    run(lambda world: failing_items(call, world, plan, handler))

    assert seen == [{"in": {"things": items[1:], "beside": [1]}, "beside": [1]}]
    assert call.body["in"]["things"] == items


@pytest.mark.parametrize("reply", [Reply(503, {"message": "no"}), Reply(200), Reply(200, [])])
def test_an_answer_that_is_none_of_a_batch_is_passed_on(reply):
    policy = policy_of("always_200")

    async def handler(call, world):
        return reply

    items = [{"id": "a", "amount": 5}, {"id": "b", "amount": 5}]
    assert run_failing(policy, items, {0}, handler)[0] is reply


def test_a_refusal_of_the_handler_is_a_refusal():
    async def handler(call, world):
        raise Refused(Reply(403))

    items = [{"id": "a", "amount": 5}, {"id": "b", "amount": 5}]
    with pytest.raises(Refused):
        run_failing(policy_of("always_200"), items, {0}, handler)


def test_references_keep_their_own_form():
    policy = policy_of("always_200")
    told = [{"instance": 1}, {"instance": "@data/0/price"}, {"instance": "elsewhere"}, {"a": 1}]

    async def handler(call, world):
        return Reply(200, {"data": [], "errors": told, "more": "kept"}, {"x-page": "1"})

    items = [{"id": name, "amount": 5} for name in "abc"]
    found, _, _ = run_failing(policy, items, {1}, handler)

    forced = {"code": "forced", "of": "b", "instance": "@data/1"}
    assert found.body["errors"] == [
        {"instance": "@data/0/price"},
        forced,
        {"instance": 2},
        *told[2:],
    ]
    assert (found.body["more"], found.headers) == ("kept", {"x-page": "1"})


def test_items_are_found_only_where_they_are_a_list():
    policy = policy_of("always_200")

    assert items_of(call_with([1], policy), policy) == [1]
    assert items_of(call_with({"a": 1}, policy), policy) is None
    absent = Call(OPERATION, "POST", "/things", {}, {}, {}, {}, ABSENT, (), {})
    assert items_of(absent, policy) is None
