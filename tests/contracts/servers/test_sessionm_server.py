"""The test server of SessionM: right by its document, and each flaw shows."""

import asyncio
import json
from collections import Counter
from typing import Any

import pytest

from specs.operation import Operation
from tests.support.servers.sessionm import FLAWS, ROLES, seed, server
from tests.support.servers.sessionm.judging import API, CREATIONS, HOSTILE, QUERIES, ask, judged
from tests.support.servers.sessionm.stories import STORIES
from tests.support.servers.sessionm.story_steps import (
    ACTIVE,
    INFO,
    LIST,
    OTHER,
    PAGES,
    V1,
    Action,
    Request,
    Wait,
    create,
    join,
    play,
    progress,
    received,
    send,
)

GETS = [operation for operation in API.operations if operation.method == "GET"]
QUOTA = {"state": 34, "auth": 8, "status-and-code": 12, "wire": 4, "robustness": 6}


def told(*steps: Any) -> list[Any]:
    """Plays a story on a right server and returns the bodies of its answers."""
    return [json.loads(content) for _, _, _, content, _ in play(server(), *steps)]


def codes(*steps: Any) -> list[str]:
    """Plays a story on a right server and returns the codes, `ok` where there is none."""
    return [body.get("errors", {"code": "ok"})["code"] for body in told(*steps)]


def test_roles_are_those_of_the_document() -> None:
    """Every role has its player, and none plays in the mock as well."""
    wanted = API.document.data["x-roles"]
    assert set(wanted) <= set(ROLES)
    assert not [name for name, role in wanted.items() if role.get("seed") == ROLES[name]]


def test_catalogue_meets_its_quotas() -> None:
    """Ids are unique and snake_case; each family is large enough, shapes are not too many."""
    ids = [flaw.id for flaw in FLAWS]
    assert len(set(ids)) == len(ids)
    assert all(id_.isidentifier() and id_ == id_.lower() for id_ in ids)
    assert all(flaw.breaks and flaw.what.endswith(".") for flaw in FLAWS)
    sizes = Counter(flaw.family for flaw in FLAWS)
    assert all(sizes[family] >= least for family, least in QUOTA.items())
    assert sizes["shape"] <= 16
    assert set(STORIES) == set(ids)


@pytest.mark.parametrize("flaw", [flaw.id for flaw in FLAWS])
def test_flaw_shows(flaw: str) -> None:
    """A flaw changes at least one documented answer of its story, and nothing crashes for real."""
    story = STORIES[flaw]
    assert play(server([flaw]), *story) != play(server(), *story)


def test_unknown_flaw_is_refused() -> None:
    with pytest.raises(ValueError, match="no such flaw"):
        server(["imaginary"])


@pytest.mark.parametrize("operation", GETS, ids=lambda operation: operation.operation_id)
def test_answers_fit_the_document(operation: Operation) -> None:
    """For every campaign, customer and query, in every state that control actions reach."""
    running = server()
    campaigns = [(c.id, c.permalink) for c in running.backend.p.campaigns.values()]
    for name in ("walk.done", "door.opened", "trio.sung", "kind.found", "berry.picked"):
        running.backend.control("customer-event", {"customer": seed.EMMA, "event_name": name})
    running.backend.control("opt-out", {"customer": seed.EMMA, "campaign": seed.LIVE})
    for number, permalink in [*campaigns, (99, "nothing")]:
        values = {"campaign_id": number, "ad_campaign_id": number, "permalink": permalink}
        for who, outside in [(seed.EMMA, "emma-9"), (seed.BERT, "bert 77"), ("x", "x")]:
            for query in QUERIES[1:2]:
                named = {**values, "campaign_ref": permalink, "user_id": who}
                judged(operation, ask(running, operation, query, external_id=outside, **named))
    for query in QUERIES:
        judged(operation, ask(running, operation, query))


@pytest.mark.parametrize("operation", GETS, ids=lambda operation: operation.operation_id)
def test_hostile_values_get_documented_answers(operation: Operation) -> None:
    """Odd ids are answered as the document says, never with a server error."""
    for odd in HOSTILE:
        for parameter in operation.parameters:
            if parameter.place == "path":
                answer = ask(server(), operation, **{parameter.name: odd})
                judged(operation, answer)
                assert answer.status < 500


@pytest.mark.parametrize("operation", API.operations, ids=lambda operation: operation.operation_id)
def test_other_methods_are_refused(operation: Operation) -> None:
    """With 405, the method that would do, and nothing done."""
    path = operation.path.format(
        **{p.name: ROLES["app.key"] for p in operation.parameters if p.place == "path"}
    )
    for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} - {operation.method}:
        answer = server().backend.handle(received(Request(path, method)))
        assert answer.status == 405
        assert answer.headers == (("allow", operation.method),)
        judged(operation, answer)


@pytest.mark.parametrize("operation", API.operations, ids=lambda operation: operation.operation_id)
def test_credentials_are_checked(operation: Operation) -> None:
    """None, wrong ones and another application's are refused with 401."""
    path = operation.path.format(
        **{
            p.name: ROLES["app.key"] if p.name == "api_key" else "1"
            for p in operation.parameters
            if p.place == "path"
        }
    )
    odd = [{"authorization": value} for value in ("Basic", "Basic ???", "Basic YQ==", "Bearer x")]
    requests = [
        Request(path, operation.method, user=None),
        Request(path, operation.method, secret="wrong"),
        Request(path, operation.method, **OTHER),
        Request(f"{path}?auth_token={seed.OTHER_TOKEN}", operation.method, user="nobody"),
        Request(f"{path}?auth_token=stale", operation.method, user=None),
        *(Request(path, operation.method, headers=headers) for headers in odd),
    ]
    for request in requests:
        answer = server().backend.handle(received(request))
        assert answer.status == 401
        judged(operation, answer)


@pytest.mark.parametrize(("code", "body"), CREATIONS)
def test_creation(code: str, body: Any) -> None:
    """Every obstacle has its code, and every answer its form; a refusal stores nothing."""
    running = server()
    operation = next(o for o in API.operations if o.operation_id == "createCampaign")
    before = play(running, ACTIVE)
    request = Request(f"{V1}/management/campaigns", "POST", body)
    told = judged(operation, running.backend.handle(received(request)))
    assert told.get("errors", {"code": "ok"})["code"] == code
    assert (play(running, ACTIVE) == before) == (code != "ok")


@pytest.mark.parametrize(
    ("status", "raw", "media"),
    [
        (200, b"", "application/json"),
        (200, b'{"campaign": ', "application/json"),
        (200, b"\xff", "application/json"),
        (200, b'{"campaign": {"metadata": NaN}}', "application/json"),
        (200, b"[" * 100_000, "application/json"),
        (200, b"1" * 5000, "application/json"),
        (415, b"a=b", "application/x-www-form-urlencoded"),
        (413, b" " * 2_200_000, "application/json"),
    ],
)
def test_bodies_that_cannot_be_read(status: int, raw: bytes, media: str) -> None:
    request = Request(
        f"{V1}/management/campaigns", "POST", raw=raw, headers={"content-type": media}
    )
    operation = next(o for o in API.operations if o.operation_id == "createCampaign")
    answer = server().backend.handle(received(request))
    assert answer.status == status
    assert judged(operation, answer)["status"] == "error"


def test_created_campaign_is_found_by_all_its_names() -> None:
    made, by_id, by_link = told(
        create(external_id="a/b c"),
        f"{V1}/campaigns/60007919/info",
        f"{V1}/external/campaigns/a%2Fb%20c/info",
    )
    assert made["campaign"]["id"] == by_id["campaign"]["campaign_id"]
    assert by_id == by_link


def test_opt_ins() -> None:
    """Each obstacle has its code."""
    bert = f"/users/{seed.BERT}"
    assert codes(join(seed.LIVE), join(seed.LIVE)) == ["ok", "opt_in_error"]
    assert codes(join(seed.NOT_STARTED), join(seed.CLOSED), join(seed.FULL), join(seed.FREE)) == [
        "opt_in_not_started", "opt_in_ended", "opt_in_limit_reached", "opt_in_error",
    ]  # fmt: skip
    assert codes(join(seed.TARGETED, bert), join(seed.DRAFT), join(99)) == [
        "user_ineligible_for_campaign", "opt_in_error", "not_found",
    ]  # fmt: skip
    assert codes(join(seed.LAST_SEAT), join(seed.LAST_SEAT, bert)) == ["ok", "opt_in_limit_reached"]
    assert codes(Wait("3h"), join(seed.NOT_STARTED), Wait("9d"), join(seed.LIVE)) == [
        "ok", "opt_in_ended",
    ]  # fmt: skip


def test_opt_in_is_answered_with_the_list_that_follows() -> None:
    joined, listed = told(join(seed.LIVE), LIST)
    assert joined == listed


def test_states() -> None:
    """Opting in, doing something, doing everything, leaving."""
    path = progress(seed.LIVE)
    steps = [
        path, join(seed.LIVE), path, send("walk.done"), path,
        send("walk.done", 2), send("run.done", 2), path, send("photo.sent"), path,
        Action("opt-out", {"customer": seed.ANNA, "campaign": seed.LIVE}), path,
        Action("tag", {"customer": seed.ANNA, "remove": ["loyal"]}), progress(seed.TARGETED),
    ]  # fmt: skip
    states = [body["campaign"]["state"] for body in told(*steps) if "campaign" in body]
    assert states == [
        "qualified", "opted_in", "in_progress", "in_progress", "completed", "opted_out",
        "not_qualified",
    ]  # fmt: skip


def test_composite_behavior_needs_its_groups() -> None:
    path = progress(seed.TRIO)
    steps = [send("trio.climbed", 2), path, send("trio.sung"), path, send("trio.rowed"), path]
    shown = [
        (b["campaign"]["state"], b["campaign"]["behaviors"][0]["progress"]) for b in told(*steps)
    ]
    assert shown == [("in_progress", 1), ("in_progress", 2), ("completed", 0)]


def test_pages_hold_everything_once() -> None:
    """Twenty to a page unless asked otherwise, and no campaign twice."""
    whole, first, second = told(f"{PAGES}?page_size=100", PAGES, f"{PAGES}?page=2")
    assert len(first["campaigns"]) == first["page_size"] == 20
    assert first["campaigns"] + second["campaigns"] == whole["campaigns"]


def test_information_needs_its_own_application() -> None:
    path = INFO.replace(seed.KEY, seed.OTHER_KEY)
    assert codes(Request(path, **OTHER), Request(INFO, **OTHER)) == [
        "no_active_campaign_found", "access_denied",
    ]  # fmt: skip


def test_reset_goes_back_to_the_start() -> None:
    running = server()
    before = play(running, LIST, ACTIVE)
    play(running, create(), join(seed.LIVE), send("walk.done"))
    running.backend.reset()
    assert play(running, LIST, ACTIVE) == before


def test_over_the_wire() -> None:
    """The kernel and the backend understand each other, control actions included."""
    running = server()

    async def call(method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        async def send_(message: Any) -> None:
            sent.append(message)

        request = received(Request(path))
        headers = [(name.encode(), value.encode()) for name, value in request.headers.items()]
        scope = {"type": "http", "method": method, "path": path, "headers": headers}
        raw = request.path.encode("utf-8", "surrogatepass")
        await running({**scope, "raw_path": raw, "query_string": b""}, receive, send_)
        return sent[0]["status"], sent[1]["body"]

    async def story() -> list[tuple[int, bytes]]:
        body = json.dumps({"customer": seed.ANNA_OUTSIDE, "event_name": "door.opened"}).encode()
        return [
            await call("POST", "/_mock/control/sessionm/customer-event", body),
            await call("GET", progress(seed.FREE)),
            await call("HEAD", INFO),
            await call("POST", "/_mock/control/sessionm/nothing"),
        ]

    event, shown, head, nothing = asyncio.run(story())
    assert json.loads(event[1]) == {
        "campaigns": [{"campaign_id": seed.FREE, "state": "in_progress"}]
    }
    assert json.loads(shown[1])["campaign"]["state"] == "in_progress"
    assert head == (405, b"")
    assert nothing[0] == 404
