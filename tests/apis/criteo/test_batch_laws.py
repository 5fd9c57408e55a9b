"""Laws of the partial update, over random batches."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.apis.criteo.desk import Desk, limited

IDS = [
    *("50001", "50002", "50003", "50004", "50005", "50006", "50007", "50008"),
    *("50009", "50010", "50011", "50012", "88888", "99999", "40404", "none"),
]
amounts = st.one_of(
    st.sampled_from([None, 0, -9000, "5", True, {"value": 60}, 50, 110, 500, 2500.5, 20000]),
    st.floats(min_value=-10, max_value=30000, allow_nan=False),
)
limits = st.fixed_dictionaries(
    {},
    optional={
        "spendLimitAmount": amounts,
        "spendLimitRenewal": st.sampled_from(["daily", "monthly", "lifetime", "undefined", "x"]),
        "spendLimitType": st.sampled_from(["capped", "uncapped", "x"]),
    },
)
items = st.builds(
    lambda id_, limit: (
        limited(id_, limit) if limit is not None else {"type": "Campaign", "id": id_}
    ),
    st.sampled_from(IDS),
    limits,
)
batches = st.lists(items, max_size=8)
distinct_batches = st.lists(items, max_size=8, unique_by=lambda item: item["id"])


def outcomes(body):
    """Returns the code of each failed item by index, and the ids of the others."""
    failed = {int(entry["instance"].split("/")[1]): entry["code"] for entry in body["errors"]}
    return failed, [entry["id"] for entry in body["data"]]


@settings(deadline=None)
@given(batch=batches)
def test_outcomes_partition_the_items(batch):
    """R154: every item is in data or in errors, once, in the order of the request."""

    async def story():
        desk = await Desk().open()
        body = await desk.update(*batch)
        failed, applied = outcomes(body)
        assert len(body["data"]) + len(body["errors"]) == len(batch)
        assert applied == [item["id"] for index, item in enumerate(batch) if index not in failed]
        assert list(failed) == sorted(failed)
        assert all(index < len(batch) for index in failed)
        warned = {int(entry["instance"].split("/")[1]) for entry in body["warnings"]}
        assert not warned & set(failed)
        assert warned <= set(range(len(batch)))
        traces = {entry["traceIdentifier"] for entry in (*body["errors"], *body["warnings"])}
        assert len(traces) <= 1

    asyncio.run(story())


@settings(deadline=None)
@given(batch=distinct_batches)
def test_item_fares_alone_as_in_a_batch(batch):
    """R153: without another copy of it an item has the same outcome in any company."""

    async def story():
        failed, _ = outcomes(await (await Desk().open()).update(*batch))
        for index, item in enumerate(batch):
            alone, _ = outcomes(await (await Desk().open()).update(item))
            assert alone.get(0) == failed.get(index)

    asyncio.run(story())


@settings(deadline=None)
@given(batch=distinct_batches, data=st.data())
def test_outcomes_follow_a_permutation(batch, data):
    """R157: the instance of an outcome follows its item to the new place."""
    order = data.draw(st.permutations(range(len(batch))))

    async def story():
        first, second = await Desk().open(), await Desk().open()
        failed, _ = outcomes(await first.update(*batch))
        moved, _ = outcomes(await second.update(*[batch[index] for index in order]))
        assert moved == {
            place: failed[index] for place, index in enumerate(order) if index in failed
        }
        assert (await first.state())["campaign"] == (await second.state())["campaign"]

    asyncio.run(story())


@settings(deadline=None)
@given(batch=batches)
def test_failed_items_change_nothing(batch):
    async def story():
        desk = await Desk().open()
        before = (await desk.state())["campaign"]
        _, applied = outcomes(await desk.update(*batch))
        after = (await desk.state())["campaign"]
        changed = {id_ for id_ in after if after[id_] != before[id_]}
        assert changed <= set(applied)

    asyncio.run(story())


@settings(deadline=None)
@given(history=st.lists(batches, max_size=4))
def test_every_history_leaves_a_valid_state(history):
    async def story():
        desk = await Desk().open()
        names = {id_: record["attributes"]["name"] for id_, record in await campaigns(desk)}
        for batch in history:
            await desk.update(*batch)
        state = await desk.state()
        assert desk.seed.violations(state) == ()
        assert {id_: record["attributes"]["name"] for id_, record in await campaigns(desk)} == names
        for id_, record in await campaigns(desk):
            limit = record["attributes"]["spendLimit"]
            uncapped = limit["spendLimitType"] == "uncapped"
            assert uncapped == (limit["spendLimitAmount"] is None)
            assert uncapped == (limit["spendLimitRenewal"] == "undefined")
            if limit["spendLimitRenewal"] == "lifetime":
                assert (
                    limit["spendLimitAmount"]
                    >= state["spend"].get(id_, {"lifetime": 0})["lifetime"]
                )

    async def campaigns(desk):
        return (await desk.state())["campaign"].items()

    asyncio.run(story())
