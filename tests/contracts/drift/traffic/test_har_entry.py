"""Entries as browsers and proxies write them."""

from base64 import b64encode
from pathlib import Path

import pytest

from contracts.drift.traffic import Loss, Recorded, unseen
from contracts.finding import Exchange
from specs.values import Json
from tests.contracts.drift.traffic.conftest import JSON, har, har_entry, named, read

NOT_KEPT = "an answer's body is not in the recording"


def one(tmp_path: Path, **more: Json) -> tuple[Recorded | None, list[str]]:
    recorded, lost = read(tmp_path, har(har_entry(**more)))
    return (recorded[0] if recorded else None), [loss.what for loss in lost]


def exchange_of(tmp_path: Path, **more: Json) -> Exchange:
    recorded, lost = one(tmp_path, **more)
    assert recorded is not None
    assert lost == []
    return recorded.exchange


def content(**more: Json) -> Json:
    return {"content": {"mimeType": JSON, **more}}


def test_times_are_seconds(tmp_path: Path) -> None:
    reply = exchange_of(tmp_path).reply

    assert reply is not None
    assert reply.seconds == 0.0125


@pytest.mark.parametrize("time", [None, -1, "soon", True])
def test_a_time_that_is_none_is_nothing(tmp_path: Path, time: Json) -> None:
    reply = exchange_of(tmp_path, time=time).reply

    assert reply is not None
    assert reply.seconds == 0.0


def test_pseudo_headers_are_left_out_and_repeated_ones_kept(tmp_path: Path) -> None:
    sent = named({":authority": "api.example", ":path": "/", "accept": JSON})
    came = [{"name": "set-cookie", "value": "a=1"}, {"name": "set-cookie", "value": "b=2"}]

    exchange = exchange_of(tmp_path, request={"headers": sent}, response={"headers": came})

    assert exchange.request.headers == (("accept", JSON),)
    assert exchange.reply is not None
    assert exchange.reply.headers == (("set-cookie", "a=1"), ("set-cookie", "b=2"))


def test_a_binary_body_is_decoded(tmp_path: Path) -> None:
    packed = b64encode(b"\x00\xff").decode()

    exchange = exchange_of(tmp_path, response=content(text=packed, encoding="base64"))

    assert exchange.reply is not None
    assert exchange.reply.body == b"\x00\xff"


def test_a_body_that_is_not_base64_is_lost_alone(tmp_path: Path) -> None:
    recorded, lost = one(tmp_path, response=content(text="?!", encoding="base64"))

    assert recorded is not None
    assert recorded.exchange.status == 200
    assert unseen(recorded.exchange) == {"response body"}
    assert lost == ["a body is said to be base64, but is not"]


@pytest.mark.parametrize("told", [{"size": 12}, {"size": -1}, {}, {"size": 12, "text": ""}])
def test_a_body_that_is_missing_is_lost(tmp_path: Path, told: Json) -> None:
    recorded, lost = one(tmp_path, response={"content": told})

    assert recorded is not None
    assert unseen(recorded.exchange) == {"response body"}
    assert lost == [NOT_KEPT]


@pytest.mark.parametrize(
    ("method", "status", "told"),
    [("GET", 200, {"size": 0}), ("GET", 204, {}), ("GET", 304, {"text": "{}"}), ("HEAD", 200, {})],
)
def test_an_answer_without_a_body_is_no_loss(
    tmp_path: Path, method: str, status: int, told: Json
) -> None:
    exchange = exchange_of(tmp_path, method=method, status=status, response={"content": told})

    assert exchange.reply is not None
    assert exchange.reply.body == b""
    assert unseen(exchange) == frozenset()


@pytest.mark.parametrize(
    "told",
    [
        {"text": '{"a": [1, 2', "size": 5000},
        {"text": '{"a"', "size": 9, "comment": "The first 4 of 9 bytes."},
    ],
)
def test_a_cut_body_is_lost(tmp_path: Path, told: Json) -> None:
    recorded, lost = one(tmp_path, response=content(**told))

    assert recorded is not None
    assert unseen(recorded.exchange) == {"response body"}
    assert lost == ["a body is recorded in part only"]


def test_parameters_of_a_form_are_its_body(tmp_path: Path) -> None:
    posted = {
        "mimeType": "application/x-www-form-urlencoded",
        "params": named({"a b": "1&2", "c": "ü"}),
    }

    exchange = exchange_of(tmp_path, method="POST", request={"postData": posted})

    assert exchange.request.body == b"a+b=1%262&c=%C3%BC"


@pytest.mark.parametrize(
    "request_",
    [
        {"bodySize": 20},
        {"headers": named({"content-length": "20"})},
        {"bodySize": -1, "headers": named({"Content-Type": JSON})},
        {"bodySize": 20, "postData": {"mimeType": JSON, "text": ""}},
        {"postData": {"mimeType": "multipart/form-data", "params": named({"a": "1"})}},
    ],
)
def test_a_request_body_that_is_missing_is_lost(tmp_path: Path, request_: Json) -> None:
    recorded, lost = one(tmp_path, method="POST", request=request_)

    assert recorded is not None
    assert unseen(recorded.exchange) == {"request body"}
    assert lost == ["a request's body is not in the recording"]


@pytest.mark.parametrize(
    "request_",
    [{"bodySize": 0, "headers": named({"content-type": JSON})}, {"bodySize": -1}, {"bodySize": 0}],
)
def test_a_request_without_a_body_is_no_loss(tmp_path: Path, request_: Json) -> None:
    exchange = exchange_of(tmp_path, method="POST", request=request_)

    assert exchange.request.body is None
    assert unseen(exchange) == frozenset()


def test_a_request_body_in_unmarked_base64_is_known_by_its_length(tmp_path: Path) -> None:
    posted = {"mimeType": JSON, "text": b64encode(b'{"a":1}').decode()}
    request = {"postData": posted, "headers": named({"Content-Length": "7"})}

    assert exchange_of(tmp_path, method="POST", request=request).request.body == b'{"a":1}'


def test_a_body_that_is_no_text_but_json_is_written_out(tmp_path: Path) -> None:
    exchange = exchange_of(tmp_path, response=content(text={"a": 1}))

    assert exchange.json == {"a": 1}


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        ("net::ERR_ABORTED", "broken"),
        ("net::ERR_TIMED_OUT", "timeout"),
        ("net::ERR_CONNECTION_REFUSED", "refused"),
        ("timeout", "timeout"),
        (None, "broken"),
    ],
)
def test_a_request_without_an_answer_is_kept(
    tmp_path: Path, error: str | None, failure: str
) -> None:
    gone: Json = {"headers": [], "content": {"size": 0, "mimeType": "x-unknown"}, "_error": error}

    exchange = exchange_of(tmp_path, status=0, response=gone)

    assert (exchange.reply, exchange.failure) == (None, failure)


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"url": "data:text/plain,x"}, []),
        ({"url": "chrome-extension://abc/x.js"}, []),
        ({"url": "blob:https://a.example/1"}, []),
        ({"method": "CONNECT", "url": "http://a.example:443"}, []),
        ({"url": "wss://a.example/live"}, ["an entry is of a web socket"]),
        ({"status": 101}, ["an entry is of a web socket"]),
        ({"_webSocketMessages": []}, ["an entry is of a web socket"]),
        (
            {"_fromCache": "disk"},
            ["an answer came from the browser's cache, not from the server"],
        ),
        (
            {"status": 0, "response": {"_error": "net::ERR_BLOCKED_BY_CLIENT"}},
            ["a request was blocked before it was sent"],
        ),
        ({"request": {"url": None}}, ["an entry has no request"]),
        ({"request": {"method": None}}, ["an entry names no method"]),
        ({"url": "http://[::1/x"}, ["an entry has a URL that is none"]),
    ],
)
def test_what_is_no_exchange_is_left_out(tmp_path: Path, more: Json, what: list[str]) -> None:
    assert one(tmp_path, **more) == (None, what)


def test_an_archive_without_headers_still_tells_the_media_type(tmp_path: Path) -> None:
    exchange = exchange_of(tmp_path, response={"headers": []})

    assert exchange.reply is not None
    assert exchange.reply.content_type == JSON
    assert unseen(exchange) == {"response headers"}


def test_the_query_is_taken_from_its_list_where_the_url_has_none(tmp_path: Path) -> None:
    exchange = exchange_of(tmp_path, request={"queryString": named({"q": "a b"})})

    assert exchange.request.query == (("q", "a b"),)


@pytest.mark.parametrize("broken", [{"request": 3}, {"request": {"headers": 3}}, {"response": []}])
def test_odd_entries_do_no_harm(tmp_path: Path, broken: Json) -> None:
    recorded, lost = read(tmp_path, har({**har_entry(), **broken}, har_entry()))

    assert len(recorded) >= 1
    assert all(isinstance(loss, Loss) for loss in lost)


def test_masked_secrets_stay_as_they_are(tmp_path: Path) -> None:
    sent = named({"authorization": "Bearer ***"})

    exchange = exchange_of(tmp_path, request={"headers": sent})

    assert exchange.request.header("authorization") == "Bearer ***"
