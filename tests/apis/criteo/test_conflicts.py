"""Concurrent calls: a lost race is run again and leaves one history."""

import asyncio

from mockserver.state import MemoryStore
from tests.apis.criteo.desk import Desk
from tests.support.worlds import SuspendingStore

LIMIT = {"spendLimitType": "uncapped"}


class ContestedStore(MemoryStore):
    """Loses each commit that writes twice before it lets it through."""

    def __init__(self):
        super().__init__()
        self.losses = {}

    async def commit(self, reads, scans, writes):
        key = tuple(sorted(map(str, writes)))
        if writes and self.losses.setdefault(key, 2) > 0:
            self.losses[key] -= 1
            return False
        return await super().commit(reads, scans, writes)


def creation(name):
    attributes = {
        "name": name,
        "advertiserId": "12345",
        "goal": "Retention",
        "spendLimit": LIMIT,
    }
    return {"data": {"type": "Campaign", "attributes": attributes}}


def test_rerun_handlers_answer_as_if_alone():
    async def story(store):
        desk = await Desk(store).open()
        created = await desk.ask("createCampaign", creation("A"))
        updated = await desk.update(("50005", {"spendLimitAmount": 5}), ("50001", {"x": 1}))
        return created, updated, await desk.state()

    contested = asyncio.run(story(ContestedStore()))

    assert contested == asyncio.run(story(MemoryStore()))


def test_parallel_creations_get_distinct_ids():
    async def story():
        desk = await Desk(SuspendingStore()).open()
        replies = await asyncio.gather(
            *(desk.ask("createCampaign", creation(str(number))) for number in range(20))
        )
        made = {reply.body["data"]["id"]: reply.body["data"] for reply in replies}
        kept = (await desk.state())["campaign"]
        return made, {campaign_id: kept[campaign_id] for campaign_id in made}

    made, kept = asyncio.run(story())

    assert set(made) == {str(100_001 + number) for number in range(20)}
    assert made == kept


def test_parallel_updates_of_one_campaign_lose_nothing():
    """Each update names one member of the limit; whoever ends last, both members stay."""

    async def story():
        desk = await Desk(SuspendingStore()).open()
        await asyncio.gather(
            desk.update(("50001", {"spendLimitAmount": 7})),
            desk.update(("50001", {"spendLimitRenewal": "monthly"})),
        )
        return (await desk.read("50001"))["attributes"]["spendLimit"]

    assert asyncio.run(story()) == {
        "spendLimitRenewal": "monthly",
        "spendLimitType": "capped",
        "spendLimitAmount": 7,
    }
