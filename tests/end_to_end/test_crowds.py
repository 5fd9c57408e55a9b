"""Many clients at once: nobody's change is lost, nothing is given away twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx2
import orjson

from specs.values import Json
from tests.end_to_end.doors import Door, door
from tests.end_to_end.judging import assert_declared
from tests.end_to_end.wire import Answer, request

CREATE = door("criteo", "createCampaign")
UPDATE = door("criteo", "updateCampaigns")
INTERACT = door("spaaza", "interactCampaign")
CROWD = 200


def at_once(count: int, ask: Callable[[int], Answer]) -> list[Answer]:
    with ThreadPoolExecutor(50) as crowd:
        return list(crowd.map(ask, range(count)))


def send(url: str, one: Door, body: Json) -> Answer:
    return request(url, one.operation.method, one.target(), one.headers, orjson.dumps(body))


def test_crowd_of_creators_gets_an_id_each(mock: httpx2.Client, mock_url: str) -> None:
    body = orjson.loads(CREATE.body or b"")

    answers = at_once(CROWD, lambda _: send(mock_url, CREATE, body))

    ids = {answer.json()["data"]["id"] for answer in answers}
    assert {answer.status for answer in answers} == {201}
    assert len(ids) == CROWD
    assert ids <= set(mock.get("/_mock/state/criteo").json()["campaign"])


def test_crowd_of_writers_loses_no_update(mock: httpx2.Client, mock_url: str) -> None:
    made = [send(mock_url, CREATE, orjson.loads(CREATE.body or b"")) for _ in range(20)]
    ids = [answer.json()["data"]["id"] for answer in made]

    def update(number: int) -> Answer:
        limit = {"spendLimitAmount": 1000 + number}
        items = [{"type": "Campaign", "id": ids[number], "attributes": {"spendLimit": limit}}]
        return send(mock_url, UPDATE, {"data": items})

    answers = at_once(len(ids), update)

    after = mock.get("/_mock/state/criteo").json()["campaign"]
    assert all(answer.json()["data"] for answer in answers)
    assert [after[one]["attributes"]["spendLimit"]["spendLimitAmount"] for one in ids] == [
        1000 + number for number in range(len(ids))
    ]


def test_last_three_rewards_go_to_three_of_a_crowd(mock: httpx2.Client, mock_url: str) -> None:
    def interact(number: int) -> Answer:
        user = (5001, 5002, 5003, 5004)[number % 4]
        target = f"/interact-campaign?campaign_id=712&user_id={user}"
        return request(mock_url, "GET", target, INTERACT.headers)

    answers = at_once(CROWD, interact)

    for answer in answers:
        assert_declared(INTERACT, answer)
    given = [
        answer for answer in answers if answer.status == 200 and not answer.json().get("warnings")
    ]
    assert len(given) == 3
    issued = mock.get("/_mock/state/spaaza").json()["issue"].values()
    assert sum(one["campaign"] == "712" for one in issued) == 3


def test_points_are_spent_once_by_a_crowd(mock: httpx2.Client, mock_url: str) -> None:
    target = "/interact-campaign?campaign_id=711&user_id=5001"

    answers = at_once(50, lambda _: request(mock_url, "GET", target, INTERACT.headers))

    assert sum(answer.status == 200 for answer in answers) == 2
    assert mock.get("/_mock/state/spaaza").json()["user"]["5001"]["points"] == 20


def test_crowd_opts_one_customer_in_once(mock: httpx2.Client, mock_url: str) -> None:
    opt_in = door("sessionm", "optIn")
    before = mock.get("/_mock/state/sessionm").json()

    answers = at_once(50, lambda _: request(mock_url, "GET", opt_in.target(), opt_in.headers))

    for answer in answers:
        assert_declared(opt_in, answer)
    after = mock.get("/_mock/state/sessionm").json()
    changed = [kind for kind in after if after[kind] != before.get(kind)]
    assert len({answer.content for answer in answers}) <= 2
    assert sum(len(after[kind]) - len(before.get(kind, {})) for kind in changed) <= 1


def test_reset_in_a_crowd_leaves_a_whole_state(mock: httpx2.Client, mock_url: str) -> None:
    body = orjson.loads(CREATE.body or b"")

    def ask(number: int) -> Answer:
        if number % 10 == 0:
            return request(mock_url, "POST", "/_mock/reset")
        return send(mock_url, CREATE, body)

    answers = at_once(CROWD, ask)

    assert {answer.status for answer in answers} <= {201, 204}
    mock.post("/_mock/reset").raise_for_status()
    first = send(mock_url, CREATE, body)
    assert first.json()["data"]["id"] == "100001"
