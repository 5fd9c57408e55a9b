"""The server adds nothing to an update: over HTTP the outcomes are those of the stub."""

import asyncio

from hypothesis import given, settings

from tests.apis.criteo.desk import Desk
from tests.apis.criteo.test_batch_laws import batches

HEADERS = {"Authorization": "Bearer demo-token"}


def without_trace(body):
    return {
        part: [{name: item[name] for name in item if name != "traceIdentifier"} for item in entries]
        for part, entries in body.items()
    }


@settings(max_examples=50, deadline=None)
@given(batch=batches)
def test_update_over_http_is_the_stub_s_answer(mock_client, batch):
    mock_client.post("/_mock/reset").raise_for_status()

    async def expected():
        return await (await Desk().open()).update(*batch)

    response = mock_client.patch(
        "/marketing-solutions/campaigns", json={"data": batch}, headers=HEADERS
    )

    assert response.status_code == 200
    assert without_trace(response.json()) == without_trace(asyncio.run(expected()))
