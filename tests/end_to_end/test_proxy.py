"""`mockserver proxy` as CI runs it: what it says where, and its exit code."""

import json
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.end_to_end.terminal import (
    TIMEOUT_SECONDS,
    URL,
    Server,
    assert_no_traceback,
    assert_one_paragraph,
    assert_usage_error,
    make_api,
    run,
)
from tests.end_to_end.wire import request
from tests.support.proxied import NOBODY
from tests.support.sockets import Caller, reply_bytes, speaking

JSON = b"Content-Type: application/json"
RIGHT = reply_bytes(b'{"total":5}', JSON, b"Date: Thu, 01 Jan 1970 00:00:00 GMT")
WRONG = reply_bytes(b'{"total":"x"}', JSON)


async def answer(caller: Caller) -> None:
    """A target that is right about the first order only."""
    while True:
        heard = await caller.request()
        await caller.say(RIGHT if b"/orders/1 " in heard else WRONG)


@pytest.fixture
def target() -> Iterator[str]:
    with speaking(answer) as url:
        yield url


@contextmanager
def proxying(folder: Path, *arguments: str) -> Iterator[Server]:
    """Starts a proxy on a free port and hands it over when it answers."""
    command = [sys.executable, "-m", "mockserver", "proxy", *arguments, "-p", "0"]
    process = subprocess.Popen(
        command, cwd=folder, bufsize=0, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert process.stderr is not None
        with selectors.DefaultSelector() as selector:
            selector.register(process.stderr, selectors.EVENT_READ)
            assert selector.select(TIMEOUT_SECONDS), "the proxy says nothing"
        said = process.stderr.readline().decode()
        found = URL.search(said)
        assert found, said + process.stderr.read().decode()
        yield Server(process, found[0])
    finally:
        with process:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_right_server_ends_well(tmp_path: Path, target: str, number: int) -> None:
    make_api(tmp_path)
    with proxying(tmp_path, "shop", "--to", target) as server:
        assert request(server.url, "GET", "/orders/1").content == b'{"total":5}'
        done = server.stop(number)

    assert (done.code, done.err) == (0, "")
    assert done.out == f"1 answer of {target} passed through.\n0 violations.\n"


def test_a_wrong_server_ends_in_1_and_says_why(tmp_path: Path, target: str) -> None:
    make_api(tmp_path)
    with proxying(tmp_path, "shop", "--to", target) as server:
        for _ in range(2):
            found = request(server.url, "GET", "/orders/2")
        done = server.stop()

    assert found.content == b'{"total":"x"}'
    assert found.headers["mock-violations"] == "1"
    assert_no_traceback(done)
    assert done.code == 1
    first, second = done.err.splitlines()
    assert first == second
    assert first.startswith("response invalid_body GET /orders/{orderId}: body /total: ")
    assert first.endswith("shop/openapi.yaml:17)")
    assert "2 violations:" in done.out
    assert "response invalid_body, 2 times: body /total: " in done.out
    assert "first in GET /orders/2 -> 200; described at " in done.out


def test_json_says_the_same_and_never_fails_if_told_so(tmp_path: Path, target: str) -> None:
    make_api(tmp_path)
    arguments = ("shop", "--to", target, "--json", "--fail-on", "never", "--exit-after", "2")
    with proxying(tmp_path, *arguments) as server:
        request(server.url, "GET", "/orders/2")
        request(server.url, "GET", "/_mock/health")
        request(server.url, "GET", "/nothing")
        server.process.wait(TIMEOUT_SECONDS)
        done = server.stop()

    summary = json.loads(done.out)
    assert done.code == summary["exitCode"] == 0
    assert summary["answers"] == {"passed": 2, "mocked": 0, "failed": 0}
    assert [kind["kind"] for kind in summary["kinds"]] == ["unknown_path", "invalid_body"]


def test_a_target_that_is_down_ends_in_2(tmp_path: Path) -> None:
    make_api(tmp_path)
    with proxying(tmp_path, "shop", "--to", NOBODY) as server:
        assert request(server.url, "GET", "/orders/1").status == 502
        assert request(server.url, "GET", "/orders/1").status == 502
        done = server.stop()

    assert done.code == 2
    assert done.err.count("does not answer") == 1
    assert "2 requests got no answer" in done.out


def test_nothing_asked_ends_in_2(tmp_path: Path, target: str) -> None:
    make_api(tmp_path)
    with proxying(tmp_path, "shop", "--to", target) as server:
        done = server.stop()

    assert done.code == 2
    assert "Nothing was judged." in done.out


def test_hybrid_and_recording(tmp_path: Path, target: str) -> None:
    make_api(tmp_path)
    make_api(tmp_path, "other", openapi_yaml=OTHER, state_schema_yaml="{}", seed_yaml="{}",
             stub___init___py="")  # fmt: skip
    arguments = ("shop", "other", "--to", target, "--only", "getOrder", "--record", "x.har")
    with proxying(tmp_path, *arguments) as server:
        mocked = request(server.url, "GET", "/notes")
        request(server.url, "GET", "/orders/1", [("Cookie", "sid=OPEN-SESAME")])
        assert not (tmp_path / "x.har").exists()
        done = server.stop(signal.SIGTERM)

    assert mocked.headers["mock-answer"] == "generated"
    assert done.code == 0, done
    assert "1 answer came from the mock." in done.out
    recorded = (tmp_path / "x.har").read_text()
    assert [one["request"]["url"] for one in json.loads(recorded)["log"]["entries"]] == [
        f"{target}/orders/1"
    ]
    assert "SESAME" not in recorded


OTHER = """\
openapi: 3.1.0
info: {title: Other, version: "1"}
paths:
  /notes:
    get: {responses: {"200": {description: d, content: {application/json: {schema: {}}}}}}
"""


def test_the_date_is_the_targets(tmp_path: Path, target: str) -> None:
    make_api(tmp_path)
    with (
        proxying(tmp_path, "shop", "--to", target) as server,
        httpx2.Client(base_url=server.url, trust_env=False) as client,
    ):
        dates = client.get("/orders/1").headers.get_list("date")

    assert dates == ["Thu, 01 Jan 1970 00:00:00 GMT"]


@pytest.mark.parametrize("url", ["nonsense", "ftp://localhost", "http://u:p@localhost", "http://"])
def test_a_target_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    assert_usage_error(run(tmp_path, "proxy", "--to", url), "--to")


def test_a_target_is_needed(tmp_path: Path) -> None:
    assert_usage_error(run(tmp_path, "proxy"), "--to")


def test_patterns_and_files_that_cannot_be_meant_are_refused(tmp_path: Path) -> None:
    make_api(tmp_path)
    start = ("proxy", "shop", "--to", NOBODY, "-p", "0")

    assert_one_paragraph(run(tmp_path, *start, "--only", "/order"), "--only /order")
    assert_one_paragraph(run(tmp_path, *start, "--record", "gone/x.har"), "gone/x.har")
    assert_one_paragraph(run(tmp_path, *start, "--record", "x.har", "--only", "/order"))
    assert [one.name for one in tmp_path.iterdir()] == ["shop"]
