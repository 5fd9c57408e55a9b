"""Calls that arrive together: no reward and no point is given twice."""

import asyncio
from collections import Counter

from mockserver.state import MemoryStore


class SlowStore(MemoryStore):
    """Lets other calls in before every read, so that transactions do overlap."""

    async def read(self, key):
        await asyncio.sleep(0)
        return await super().read(key)


def together(shop, calls):
    async def play():
        return await asyncio.gather(*(shop.interact(campaign, user) for campaign, user in calls))

    return asyncio.run(play())


def test_stock_is_never_overdrawn(open_shop):
    shop = open_shop(store=SlowStore())

    replies = together(shop, [(712, user) for user in ("5001", "5002", "5004") for _ in range(8)])

    assert len(asyncio.run(shop.issued("712"))) == 3
    assert asyncio.run(shop.records("campaign"))["712"]["stock"] == 0
    assert {reply.status for reply in replies} <= {200, 400}


def test_points_are_never_spent_twice(open_shop):
    shop = open_shop(store=SlowStore())

    replies = together(shop, [(711, "5001")] * 10)

    assert Counter(reply.status for reply in replies) == {200: 2, 400: 8}
    assert asyncio.run(shop.records("user"))["5001"]["points"] == 20
    assert len(asyncio.run(shop.issued("711"))) == 2


def test_users_do_not_disturb_each_other(open_shop):
    shop = open_shop(store=SlowStore())

    replies = together(shop, [(711, user) for user in ("5001", "5002", "5003", "5004")] * 2)

    users = asyncio.run(shop.records("user"))
    assert {reply.status for reply in replies} == {200}
    assert [users[user]["points"] for user in ("5001", "5002", "5003", "5004")] == [20] * 4
