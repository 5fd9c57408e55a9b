"""An admin operation acts once, however many come at the same time."""

import asyncio

from mockserver.app import MockServer
from mockserver.settings import Settings
from mockserver.state import MemoryStorage
from tests.support.documents import api, operation, write_api
from tests.support.worlds import HandSet, SuspendingStore, client


def test_the_first_calls_of_a_server_act_once_each(tmp_path):
    shop = write_api(tmp_path, api({"/orders": {"get": operation()}}))
    storage = MemoryStorage(SuspendingStore)
    app = MockServer(Settings(apis=(shop,)), storage=storage, time=HandSet())

    async def add_rules() -> list[str]:
        async with client(app) as caller:
            answers = await asyncio.gather(
                *(caller.post(f"/~w{n}/_mock/faults", json={"status": 503}) for n in range(5))
            )
            return [answer.json()["id"] for answer in answers]

    assert asyncio.run(add_rules()) == ["fault-1"] * 5
