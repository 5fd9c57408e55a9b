"""The commands that speak to a running mock: reset, clock and state."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import orjson
import pytest

from tests.end_to_end.terminal import (
    Server,
    assert_one_paragraph,
    assert_usage_error,
    run,
    serving,
)
from tests.end_to_end.wire import admin

NOBODY = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("served"), "spaaza") as started:
        yield started


@pytest.fixture(scope="module")
def stranger() -> Iterator[str]:
    """A web server that is no mock."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "13")
            self.end_headers()
            self.wfile.write(b"<html></html>")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as page:
        thread = Thread(target=page.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{page.server_port}"
        page.shutdown()
        thread.join()


@pytest.fixture
def at(server: Server) -> tuple[str, str]:
    admin(server.url, "DELETE", "/clock")
    admin(server.url, "POST", "/reset")
    return ("--url", server.url)


@pytest.mark.parametrize("command", ["reset", "clock", "state"])
def test_command_without_a_mock_says_so(tmp_path: Path, command: str) -> None:
    assert_one_paragraph(run(tmp_path, command, "--url", NOBODY), NOBODY, "--url")


@pytest.mark.parametrize("url", ["nonsense", "ftp://localhost", "http://", "http://[::1"])
def test_url_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    assert_one_paragraph(run(tmp_path, "reset", "--url", url), url)


@pytest.mark.parametrize("command", ["reset", "clock", "state"])
def test_command_at_another_server_says_so(tmp_path: Path, stranger: str, command: str) -> None:
    assert_one_paragraph(run(tmp_path, command, "--url", stranger), stranger)


def test_reset_brings_the_seed_back(tmp_path: Path, server: Server, at: tuple[str, str]) -> None:
    body = orjson.dumps({"user": "5001", "points": 7})
    admin(server.url, "POST", "/control/spaaza/points", body)

    done = run(tmp_path, "reset", *at)

    assert done.code == 0, done.err
    state = orjson.loads(run(tmp_path, "state", "spaaza", *at).out)
    assert state["user"]["5001"]["points"] == 100


def test_clock_is_told_set_moved_and_reset(tmp_path: Path, at: tuple[str, str]) -> None:
    told = run(tmp_path, "clock", *at)
    fixed = run(tmp_path, "clock", "2026-01-15T12:00:00Z", "--freeze", *at)
    later = run(tmp_path, "clock", "+31d", *at)
    earlier = run(tmp_path, "clock", "-90m", *at)
    free = run(tmp_path, "clock", "--reset", *at)

    assert orjson.loads(told.out)["frozen"] is False
    assert orjson.loads(fixed.out) == {"now": "2026-01-15T12:00:00Z", "frozen": True}
    assert orjson.loads(later.out)["now"] == "2026-02-15T12:00:00Z"
    assert earlier.code == 0, earlier.err
    assert orjson.loads(earlier.out)["now"] == "2026-02-15T10:30:00Z"
    assert orjson.loads(free.out)["frozen"] is False


@pytest.mark.parametrize(
    "time", ["yesterday", "+3x", "+ 3d", "2026-02-31T00:00:00Z", "+999999999d"]
)
def test_clock_refuses_what_is_no_time(tmp_path: Path, at: tuple[str, str], time: str) -> None:
    done = run(tmp_path, "clock", time, *at)

    assert_usage_error(done)
    assert "^" not in done.err
    assert done.err.count(time) <= 1


def test_state_of_an_unknown_api_names_the_served(tmp_path: Path, at: tuple[str, str]) -> None:
    assert_one_paragraph(run(tmp_path, "state", "spaza", *at), "'spaza'", "spaaza")


def test_state_is_replaced_from_a_file(tmp_path: Path, at: tuple[str, str]) -> None:
    before = run(tmp_path, "state", "spaaza", *at)
    (tmp_path / "state.json").write_text(before.out)

    done = run(tmp_path, "state", "spaaza", "--replace", "state.json", *at)

    assert done.code == 0, done.err
    assert run(tmp_path, "state", "spaaza", *at).out == before.out


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"nothing": {}}', b'{"user": {"1": {}}}']
)
def test_state_that_does_not_fit_is_refused(
    tmp_path: Path, at: tuple[str, str], content: bytes
) -> None:
    (tmp_path / "state.json").write_bytes(content)

    done = run(tmp_path, "state", "spaaza", "--replace", "state.json", *at)

    assert_one_paragraph(done)


@pytest.mark.parametrize(
    "arguments",
    [("state", "--replace", "state.json"), ("state", "spaaza", "--replace", "gone.json")],
)
def test_replacing_needs_an_api_and_a_file(
    tmp_path: Path, at: tuple[str, str], arguments: tuple[str, ...]
) -> None:
    (tmp_path / "state.json").write_text("{}")

    done = run(tmp_path, *arguments, *at)

    assert_usage_error(done, "--replace")
