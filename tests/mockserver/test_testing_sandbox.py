"""A sandbox as a test uses it: its own records, clock, faults and journal, on both doors."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from mockserver.errors import NoMockThere
from mockserver.testing import (
    MockSandbox,
    NotAsExpected,
    RunningMock,
    mock_at,
    running,
    running_mock,
)
from tests.support.worlds import server as world

CAMPAIGN = "/marketing-solutions/campaigns/99999"
CAMPAIGNS = "/marketing-solutions/campaigns"
CALLER = {"authorization": "Bearer demo-token"}
UPDATE = "PATCH /marketing-solutions/campaigns"


@pytest.fixture(scope="module")
def server() -> Iterator[RunningMock]:
    with running_mock("criteo") as found:
        yield found


@pytest.fixture
def sandbox(server, request) -> Iterator[MockSandbox]:
    with server.sandbox(request.node.originalname) as found:
        yield found


def amount(client: httpx2.Client, url: str = CAMPAIGN, **headers: str) -> float:
    answer = client.get(url, headers={**CALLER, **headers}).raise_for_status()
    return answer.json()["data"]["attributes"]["spendLimit"]["spendLimitAmount"]


def update(amount: float) -> dict:
    attributes = {"spendLimit": {"spendLimitAmount": amount}}
    return {
        "url": CAMPAIGNS,
        "headers": CALLER,
        "json": {"data": [{"type": "Campaign", "id": "99999", "attributes": attributes}]},
    }


def test_a_mock_serves_what_is_named(server):
    assert server.apis == ("criteo",)


def test_what_one_sandbox_is_told_no_other_knows(server, sandbox):
    assert sandbox.client.patch(**update(150)).status_code == 200

    with server.sandbox("other") as other:
        assert amount(other.client) == 123.45
    assert amount(sandbox.client) == 150


def test_url_and_headers_choose_the_same_sandbox(server, sandbox):
    sandbox.client.patch(**update(150))

    with httpx2.Client(base_url=server.url, trust_env=False) as client:
        assert amount(client, **sandbox.headers) == 150
        assert amount(client, sandbox.url + CAMPAIGN) == 150
        assert amount(client) == 123.45


def test_the_asynchronous_client_meets_the_same_world(sandbox):
    async def story() -> int:
        async with sandbox.async_client() as client:
            return (await client.patch(**update(150))).status_code

    assert asyncio.run(story()) == 200
    assert amount(sandbox.client) == 150


def test_the_asynchronous_client_needs_no_socket(sandbox, monkeypatch):
    async def story() -> int:
        async with sandbox.async_client() as client:
            monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", None)
            monkeypatch.setattr(asyncio.get_running_loop(), "create_connection", None)
            return (await client.get(CAMPAIGN, headers=CALLER)).status_code

    assert asyncio.run(story()) == 200


def test_calls_over_both_doors_at_once_lose_nothing(sandbox):
    """Each creates campaigns while the other does; a shared counter gives every one its id."""
    attributes = {
        "name": "A",
        "advertiserId": "12345",
        "goal": "Retention",
        "spendLimit": {"spendLimitType": "uncapped"},
    }
    create = {
        "url": CAMPAIGNS,
        "headers": CALLER,
        "json": {"data": {"type": "Campaign", "attributes": attributes}},
    }

    async def story() -> list[httpx2.Response]:
        async with sandbox.async_client() as client:
            near = [client.post(**create) for _ in range(20)]
            far = [asyncio.to_thread(sandbox.client.post, **create) for _ in range(20)]
            return await asyncio.gather(*near, *far)

    answers = asyncio.run(story())

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["data"]["id"] for answer in answers}) == 40


def test_the_clock_is_read_set_stopped_and_moved(sandbox):
    start = datetime(2026, 1, 15, 12, tzinfo=UTC)

    assert sandbox.clock(now=start, frozen=True).frozen
    assert sandbox.clock(advance="90m").now == start + timedelta(minutes=90)
    assert sandbox.clock(advance=timedelta(days=-1)).now == start - timedelta(hours=22.5)
    assert sandbox.clock(now="2026-02-01T00:00:00Z").now == datetime(2026, 2, 1, tzinfo=UTC)
    assert sandbox.clock().now == datetime(2026, 2, 1, tzinfo=UTC)
    assert not sandbox.clock(frozen=False).frozen


def test_a_time_that_is_unclear_is_refused(sandbox):
    with pytest.raises(ValueError, match="offset from UTC"):
        sandbox.clock(now=datetime(2026, 1, 15))
    with pytest.raises(ValueError, match="whole seconds"):
        sandbox.clock(advance=timedelta(milliseconds=1))


def test_a_scenario_is_loaded_by_name(sandbox):
    sandbox.scenario("criteo/update_flaky")

    assert [sandbox.client.patch(**update(150)).status_code for _ in range(3)] == [503, 503, 200]


def test_a_scenario_is_loaded_as_it_is_handed_over(sandbox):
    sandbox.scenario({"api": "criteo", "title": "Down", "faults": [{"status": 503}]})

    assert sandbox.client.get(CAMPAIGN, headers=CALLER).status_code == 503


def test_an_unknown_scenario_names_those_that_there_are(sandbox):
    with pytest.raises(NoMockThere, match="update_flaky") as told:
        sandbox.scenario("criteo/update_flaki")
    assert "\n" not in str(told.value)


def test_a_fault_strikes_until_it_is_cleared(sandbox):
    rule = sandbox.fault(operation=UPDATE, status=503)

    assert rule["id"]
    assert sandbox.client.patch(**update(150)).status_code == 503
    sandbox.clear_faults()
    assert sandbox.client.patch(**update(150)).status_code == 200


def test_a_rule_that_is_none_names_the_nearest_word(sandbox):
    with pytest.raises(NoMockThere, match="the nearest key is status"):
        sandbox.fault(statis=503)


def test_records_are_read_and_replaced(sandbox):
    records = sandbox.state("criteo")
    kind = next(kind for kind, found in records.items() if "99999" in found)
    before = records[kind].pop("99999")

    sandbox.put_state("criteo", records)

    assert sandbox.state("criteo") == records
    assert sandbox.client.get(CAMPAIGN, headers=CALLER).status_code == 404
    records[kind]["99999"] = before
    sandbox.put_state("criteo", records)
    assert amount(sandbox.client) == 123.45


def test_a_control_action_says_its_effect(sandbox):
    assert sandbox.control("criteo", "spend", campaign="50001", period=99.5)["period"] == 99.5


def test_a_snapshot_is_put_back(sandbox):
    sandbox.client.patch(**update(150))
    sandbox.keep("before")
    sandbox.client.patch(**update(160))

    sandbox.restore("before")

    assert amount(sandbox.client) == 150


def test_a_reset_takes_records_faults_and_clock_back(sandbox):
    sandbox.client.patch(**update(150))
    sandbox.fault(status=503)
    sandbox.clock(now="2020-01-01T00:00:00Z", frozen=True)

    sandbox.reset()

    assert amount(sandbox.client) == 123.45
    assert not sandbox.clock().frozen


def test_the_journal_tells_the_oldest_first_and_takes_filters(sandbox):
    sandbox.client.get(CAMPAIGN, headers={**CALLER, "x-step": "one"})
    sandbox.client.patch(**update(150))

    assert [entry["method"] for entry in sandbox.journal()] == ["GET", "PATCH"]
    (found,) = sandbox.journal(headers={"x-step": "one"}, status="2xx")
    assert found["operation"] == "GET /marketing-solutions/campaigns/{campaignId}"
    (found,) = sandbox.journal(body={"/data/0/id": "99999"})
    assert sandbox.entry(found["number"])["request"]["body"]["contentType"] == "application/json"
    assert sandbox.journal(body={"/data/0/id": "1"}) == ()


@pytest.mark.parametrize("verb", ["journal", "wait", "verify"])
def test_a_filter_that_means_nothing_is_refused(sandbox, verb):
    with pytest.raises(TypeError, match=r"Did you mean operation\?"):
        getattr(sandbox, verb)(operations="x")


def test_waiting_ends_when_enough_has_come(sandbox):
    async def story() -> tuple[dict, ...]:
        waiting = asyncio.create_task(asyncio.to_thread(sandbox.wait, operation=UPDATE, count=2))
        async with sandbox.async_client() as client:
            for _ in range(2):
                await client.patch(**update(150))
        return await waiting

    assert [entry["status"] for entry in asyncio.run(story())] == [200, 200]


def test_waiting_in_vain_says_what_came_nearest(sandbox):
    sandbox.client.get(CAMPAIGN, headers=CALLER)

    with pytest.raises(NotAsExpected, match=r"0 of 1 had come.*entry 1"):
        sandbox.wait(operation=UPDATE, timeout=0)


def test_what_was_expected_is_verified(sandbox):
    sandbox.client.patch(**update(150))

    sandbox.verify(operation=UPDATE)
    sandbox.verify(operation=UPDATE, exactly=1, body={"/data/0/id": "99999"})
    sandbox.verify(operation=UPDATE, at_least=1, at_most=1)
    sandbox.verify(path="/elsewhere", exactly=0)


def test_what_was_not_expected_fails_the_test_in_one_paragraph(sandbox):
    sandbox.client.patch(**update(150))

    with pytest.raises(AssertionError, match=r"exactly 2, received 1") as told:
        sandbox.verify(operation=UPDATE, exactly=2)
    assert "\n" not in str(told.value)
    with pytest.raises(NotAsExpected, match="Entry 1: "):
        sandbox.verify(operation=UPDATE, body={"/data/0/id": "1"})


def test_a_sandbox_is_gone_at_the_end(server):
    with server.sandbox("short") as sandbox:
        sandbox.client.patch(**update(150))
        sandbox.keep("before")
        client = sandbox.client

    assert client.is_closed
    with server.sandbox("short") as again:
        assert again.journal() == ()
        assert amount(again.client) == 123.45
        with pytest.raises(NoMockThere, match="no snapshot"):
            again.restore("before")


def test_a_sandbox_in_which_nothing_happened_is_dropped_as_well(server):
    with server.sandbox("untouched"):
        pass


@pytest.mark.parametrize("name", ["", "a/b", "-a", "a" * 65, "a b"])
def test_a_name_that_is_none_is_refused(server, name):
    with pytest.raises(ValueError, match="no name of a sandbox"):
        server.sandbox(name)


def test_a_mock_that_runs_elsewhere_is_used_over_its_socket(server):
    async def story(sandbox: MockSandbox) -> int:
        async with sandbox.async_client() as client:
            return (await client.patch(**update(150))).status_code

    with mock_at(server.url + "/") as there, there.sandbox("elsewhere") as sandbox:
        assert asyncio.run(story(sandbox)) == 200
        assert amount(sandbox.client) == 150


def test_a_mock_that_is_not_there_is_missed_at_once(server):
    with running_mock("criteo") as gone:
        url = gone.url

    with pytest.raises(NoMockThere, match="No mock answers"), mock_at(url):
        pass


def test_a_token_opens_the_admin_api_and_is_no_part_of_the_client():
    with running(world("criteo", admin_token="s3cret")) as url:
        with mock_at(url, token="s3cret") as there, there.sandbox("a") as sandbox:
            assert sandbox.clock().frozen is False
            assert "authorization" not in sandbox.client.headers
        with mock_at(url) as there, pytest.raises(NoMockThere, match="needs `Authorization"):
            there.sandbox("a").clock()
