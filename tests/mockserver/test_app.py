"""The whole server over ASGI: state kept, races survived, starts repeated to the byte."""

import pytest

from specs.errors import SpecError
from tests.support.documents import api, operation, takes, write_api
from tests.support.worlds import ConflictingStore, SuspendingStore, send, send_together, server

CRITEO = {"authorization": "Bearer demo-token"}
CAMPAIGNS = "/marketing-solutions/campaigns"


def change(amount: float, *ids: str) -> dict:
    limit = {"spendLimitAmount": amount}
    data = [{"type": "Campaign", "id": id_, "attributes": {"spendLimit": limit}} for id_ in ids]
    return {"method": "PATCH", "url": CAMPAIGNS, "headers": CRITEO, "json": {"data": data}}


def read(id_: str) -> dict:
    return {"method": "GET", "url": f"{CAMPAIGNS}/{id_}", "headers": CRITEO}


def amount_of(found) -> float:
    return found.json()["data"]["attributes"]["spendLimit"]["spendLimitAmount"]


def test_two_hundred_clients_on_one_campaign_lose_no_update():
    app = server("criteo", store=SuspendingStore())
    sent = [10_000.0 + index for index in range(100)]
    renewal = change(0, "50001")
    renewal["json"]["data"][0]["attributes"]["spendLimit"] = {"spendLimitRenewal": "monthly"}
    requests = [item for amount in sent for item in (change(amount, "50001"), renewal)]
    answers = send_together(app, requests)
    end = send_together(app, [read("50001")])[0]

    # Half of the clients change one member, half the other: whoever overwrites blindly is seen.
    assert amount_of(end) in sent
    limit = end.json()["data"]["attributes"]["spendLimit"]
    assert limit["spendLimitRenewal"] == "monthly"
    for answer in answers:
        assert answer.status_code == 200
        assert [item["id"] for item in answer.json()["data"]] == ["50001"]
        assert answer.json()["errors"] == []


def test_reads_among_updates_see_only_values_that_were_sent():
    app = server("criteo", store=SuspendingStore())
    before = amount_of(send_together(app, [read("50001")])[0])
    sent = [10_000.0 + index for index in range(50)]
    requests = [item for amount in sent for item in (change(amount, "50001"), read("50001"))]
    reads = send_together(app, requests)[1::2]

    assert {amount_of(answer) for answer in reads} <= {before, *sent}


COUNTER = """
@operation('count')
async def count(call, world):
    record = await world.get('counter', '1') or {'value': 0}
    record['value'] += call.body['by']
    world.put('counter', '1', record)
    return Reply(200, record)

@operation('look')
async def look(call, world):
    return Reply(200, {'counters': await world.list('counter'), 'id': await world.new_uuid()})

@control('set', schema={'type': 'object', 'required': ['value']})
async def set_counter(body, world):
    world.put('counter', '1', {'value': body['value']})
    return body
"""


def counter(tmp_path, **parts) -> str:
    paths = {
        "/count": {
            "post": operation("count", {"type": "object"}, requestBody=takes({"type": "object"}))
        },
        "/look": {"get": operation("look", {"type": "object"})},
    }
    return write_api(tmp_path, api(paths), COUNTER, name="counter", **parts)


def test_no_increment_is_lost_among_two_hundred(tmp_path):
    app = server(counter(tmp_path), store=SuspendingStore())
    post = {"method": "POST", "url": "/count", "json": {"by": 1}}
    answers = send_together(app, [post] * 200)

    assert sorted(answer.json()["value"] for answer in answers) == list(range(1, 201))


def test_first_requests_at_once_meet_one_seeding(tmp_path):
    folders = [
        counter(tmp_path, seed={"counter": {"1": {"value": 100}}}),
        write_api(tmp_path, api({}), name="last", seed={"x": {"1": {}}}),
    ]
    app = server(*folders, store=SuspendingStore())
    post = {"method": "POST", "url": "/count", "json": {"by": 1}}
    answers = send_together(app, [post] * 20)

    assert sorted(answer.json()["value"] for answer in answers) == list(range(101, 121))


def story(app) -> list[bytes]:
    steps = [("POST", "/count", {"json": {"by": 2}}), ("GET", "/look", {}), ("GET", "/look", {})]
    return [send(app, method, path, **options).content for method, path, options in steps]


def test_equal_seeds_and_calls_give_equal_bytes(tmp_path):
    folder = counter(tmp_path)

    assert story(server(folder, seed=3)) == story(server(folder, seed=3))


def test_conflicts_change_no_answer(tmp_path):
    folder = counter(tmp_path)

    assert story(server(folder, store=ConflictingStore(9))) == story(server(folder))


def test_another_seed_gives_other_ids(tmp_path):
    folder = counter(tmp_path)

    assert story(server(folder, seed=3)) != story(server(folder, seed=4))


def test_bundled_apis_start_the_same_every_time():
    def start() -> list[bytes]:
        app = server(seed=5)
        search = {"headers": CRITEO, "json": {"filters": {}}}
        found = send(app, "POST", f"{CAMPAIGNS}/search", **search)
        return [found.content, send(app, "GET", "/_mock/state").content]

    assert start() == start()


def test_a_reset_goes_back_to_the_very_beginning(tmp_path):
    app = server(counter(tmp_path, seed={"counter": {"1": {"value": 100}}}))
    first = story(app)
    send(app, "POST", "/_mock/reset")

    assert story(app) == first


def test_a_seed_is_told_anew_at_each_reset(tmp_path):
    app = server(counter(tmp_path, seed={"counter": {"1": {"at": "$now"}}}))
    before = send(app, "GET", "/_mock/state/counter").json()
    send(app, "PATCH", "/_mock/clock", json={"advance": "1d"})
    send(app, "POST", "/_mock/reset")
    after = send(app, "GET", "/_mock/state/counter").json()

    assert before == {"counter": {"1": {"at": "2026-01-15T12:00:00Z"}}}
    assert after == {"counter": {"1": {"at": "2026-01-16T12:00:00Z"}}}


def test_two_servers_share_nothing(tmp_path):
    one, two = (server(counter(tmp_path)) for _ in range(2))
    send(one, "POST", "/count", json={"by": 1})

    assert send(two, "POST", "/count", json={"by": 1}).json() == {"value": 1}


def test_apis_of_one_server_share_no_records(tmp_path):
    copy = write_api(tmp_path, api({"/own": {"get": operation("own")}}), name="other")
    app = server(counter(tmp_path), copy)
    send(app, "POST", "/count", json={"by": 1})

    assert send(app, "GET", "/_mock/state").json()["other"] == {}


@pytest.mark.parametrize(
    ("parts", "stub"),
    [
        ({"seed": {"order": 5}}, ""),
        ({}, "@operation('nope')\nasync def nope(call, world): ..."),
        ({}, "import nothing_like_this"),
        ({}, "def ("),
    ],
)
def test_a_folder_that_cannot_be_used_is_refused_at_start(tmp_path, parts, stub):
    with pytest.raises(SpecError):
        server(write_api(tmp_path, api({"/a": {"get": operation("a")}}), stub, **parts))


def test_a_browser_page_on_this_machine_may_call(tmp_path):
    app = server(counter(tmp_path))
    headers = {"origin": "http://localhost:3000"}
    asked = {**headers, "access-control-request-method": "POST"}

    assert send(app, "OPTIONS", "/count", headers=asked).status_code == 200
    found = send(app, "GET", "/look", headers=headers)
    assert found.headers["access-control-allow-origin"] == "http://localhost:3000"
    assert "Mock-Answer" in found.headers["access-control-expose-headers"]


def test_a_browser_page_from_elsewhere_may_not_read(tmp_path):
    headers = {"origin": "https://evil.example.test"}
    found = send(server(counter(tmp_path)), "GET", "/look", headers=headers)

    assert "access-control-allow-origin" not in found.headers
