"""The target: what may be one, and what happens when it gives no answer."""

import pytest

from mockserver.proxy import read_target
from tests.support.proxied import NOBODY, RIGHT, staged
from tests.support.sockets import reply_bytes, speaking

JSON = b"Content-Type: application/json"


@pytest.mark.parametrize(
    "text",
    ["", "shop", "localhost:80", "ftp://a", "http://", "http://a:x", "http://u:p@a", "http://a?b",
     "http://a/#b", "http://[::1"],
)  # fmt: skip
def test_what_is_no_server_is_refused(text):
    with pytest.raises(ValueError):
        read_target(text)


def test_the_path_of_a_target_stands_before_all_paths(described):
    heard = []

    async def answer(caller):
        heard.append(await caller.request())
        await caller.say(RIGHT)

    with speaking(answer) as base, staged(described, target=base + "/v1%2F2/") as stage:
        assert stage.send("GET", "/things/1").status_code == 200
    assert heard[0].startswith(b"GET /v1%2F2/things/1 HTTP")


@pytest.mark.parametrize("path", ["/things/1", "/nothing", "/forms"])
def test_a_target_that_is_down_is_an_outage(described, path):
    with staged(described, target=NOBODY) as stage:
        found = stage.send("POST" if path == "/forms" else "GET", path)

        assert found.status_code == 502
        assert found.headers["mock-answer"] == "refusal"
        assert found.json()["type"].endswith(":outage")
        assert stage.entry()["refusal"]["kind"] == "outage"
        assert (stage.tally.passed, stage.tally.failed) == (0, 1)
        assert stage.tally.exit_code(fails_on_error=True) == 2


def test_an_outage_is_said_in_the_words_of_the_api():
    with staged("criteo", target=NOBODY) as stage:
        found = stage.send("GET", "/marketing-solutions/campaigns/1")

        assert found.status_code == 502
        assert found.json()["errors"][0]["code"] == "bad-gateway"


def test_going_down_and_coming_back_are_told_once_each(stage):
    lost = b""
    for reply in (RIGHT, lost, lost, RIGHT, RIGHT, lost):
        stage.target.reply = reply or b"this is not HTTP\r\n\r\n"
        stage.send("GET", "/things/1")

    assert [line.removeprefix(stage.base).split(":")[0] for line in stage.told] == [
        " does not answer",
        " answers again.",
        " does not answer",
    ]
    assert (stage.tally.passed, stage.tally.failed) == (3, 3)


@pytest.mark.parametrize(
    "reply",
    [
        reply_bytes(b"{}", JSON, status=b"999 Odd"),
        reply_bytes(b"{}", JSON, b"X-A: b\x01c"),
    ],
)
def test_an_answer_that_is_no_http_is_not_passed_on(stage, reply):
    stage.target.reply = reply

    assert stage.send("GET", "/things/1").status_code == 502


def test_an_answer_cut_short_is_not_passed_on(described):
    async def answer(caller):
        await caller.request()
        await caller.say(reply_bytes(b'{"id":', JSON, length=50))

    with speaking(answer) as base, staged(described, target=base) as stage:
        assert stage.send("GET", "/things/1").status_code == 502


def test_a_redirect_is_passed_on_and_not_followed(stage):
    stage.target.reply = reply_bytes(b"", b"Location: /things/2", status=b"302 Found")

    found = stage.send("GET", "/things/1")

    assert (found.status_code, found.headers["location"]) == (302, "/things/2")
    assert len(stage.target.heard) == 1


def test_no_proxy_of_the_environment_is_used(described, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, NOBODY)
    with staged(described) as stage:
        assert stage.send("GET", "/things/1").status_code == 200


def test_no_cookie_is_kept_for_the_next_caller(stage):
    stage.target.reply = reply_bytes(b'{"id":1}', JSON, b"Set-Cookie: who=first")
    stage.send("GET", "/things/1")
    stage.send("GET", "/things/1")

    assert b"who=first" not in stage.target.heard[-1]
