"""Every command, and every message, as a stranger at a terminal meets it."""

import signal
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import orjson
import pytest

from tests.end_to_end.terminal import (
    FILES,
    Finished,
    Server,
    assert_no_traceback,
    assert_one_paragraph,
    make_api,
    run,
    serving,
)
from tests.end_to_end.wire import connect, head, request

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
    request(server.url, "DELETE", "/_mock/clock")
    request(server.url, "POST", "/_mock/reset")
    return ("--url", server.url)


@pytest.mark.parametrize(
    ("name", "nearest"), [("criteoo", "criteo"), ("sesionm", "sessionm"), ("Spaaza", "spaaza")]
)
def test_unknown_api_is_answered_with_the_nearest(
    tmp_path: Path, name: str, nearest: str
) -> None:
    assert_one_paragraph(run(tmp_path, name, "-p", "0"), name, f"Did you mean {nearest}?")


@pytest.mark.parametrize("name", ["missing.yaml", "zzz", "no/such/folder"])
def test_missing_file_is_answered_with_the_known_apis(tmp_path: Path, name: str) -> None:
    assert_one_paragraph(run(tmp_path, name), name, "criteo", "sessionm", "spaaza", "Expected")


def test_unknown_option_is_answered_with_the_nearest(tmp_path: Path) -> None:
    done = run(tmp_path, "criteo", "--prot", "0")

    assert done.code == 2
    assert_no_traceback(done)
    assert "No such option" in done.err
    assert "--port" in done.err


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    done = run(tmp_path, "criteo", "--port", port)

    assert done.code == 2
    assert_no_traceback(done)
    assert port in done.err.strip().splitlines()[-1]


def test_port_in_use_is_named_with_a_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        done = run(tmp_path, "criteo", "-p", port)

    assert_one_paragraph(done, port, "127.0.0.1", "-p")


def test_address_of_another_machine_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "criteo", "-p", "0", "-h", "192.0.2.1")

    assert_one_paragraph(done, "192.0.2.1", "-h")
    assert "another mock" not in done.err


def test_host_name_of_nobody_is_refused(tmp_path: Path) -> None:
    assert_one_paragraph(run(tmp_path, "criteo", "-p", "0", "-h", "300.1.1.1"), "300.1.1.1")


def test_same_path_in_two_apis_names_both_places(tmp_path: Path) -> None:
    make_api(tmp_path, "shop")
    make_api(tmp_path, "store", openapi_yaml="# A store.\n\n" + FILES["openapi.yaml"])

    done = run(tmp_path, "shop", "store", "-p", "0")

    assert_one_paragraph(
        done,
        "GET /orders/{orderId}",
        "shop/openapi.yaml:6",
        "store/openapi.yaml:8",
        "--prefix",
    )


def test_prefix_gives_each_api_its_own_paths(tmp_path: Path) -> None:
    make_api(tmp_path, "shop")
    make_api(tmp_path, "store", seed_yaml='order:\n  "1": {total: 9}\n')

    with serving(tmp_path, "shop", "store", "--prefix") as server:
        totals = [
            request(server.url, "GET", f"/{api}/orders/1").json() for api in ("shop", "store")
        ]
        outside = request(server.url, "GET", "/orders/1")

    assert totals == [{"total": 5}, {"total": 9}]
    assert outside.status == 404


def test_one_api_named_twice_is_told_so(tmp_path: Path) -> None:
    done = run(tmp_path, "criteo", "criteo", "-p", "0")

    assert_one_paragraph(done, "criteo")
    assert "Rename" not in done.err


def test_bare_file_keeps_words_of_other_tools(tmp_path: Path) -> None:
    text = FILES["openapi.yaml"].replace("paths:", "x-logo: {url: logo.png}\npaths:")
    (tmp_path / "shop.yaml").write_text(text, encoding="utf-8")

    with serving(tmp_path, "shop.yaml") as server:
        answer = request(server.url, "GET", "/orders/1")

    assert (answer.status, answer.json()) == (200, {"total": 5})


def test_version_and_help_are_told(tmp_path: Path) -> None:
    version = run(tmp_path, "--version")
    guide = run(tmp_path, "--help")

    assert (version.code, guide.code) == (0, 0)
    assert "0." in version.out
    assert all(name in guide.out for name in ("serve", "reset", "clock", "state"))


def test_interrupt_ends_with_exit_code_130(tmp_path: Path) -> None:
    with serving(tmp_path, "criteo") as server:
        done = server.stop()

    assert done.code == 130
    assert_no_traceback(done)


def test_termination_ends_without_a_traceback(tmp_path: Path) -> None:
    with serving(tmp_path, "criteo") as server:
        done = server.stop(signal.SIGTERM)

    assert done.code in (0, 143, -signal.SIGTERM)
    assert_no_traceback(done)


def test_interrupt_does_not_wait_for_a_hanging_client(tmp_path: Path) -> None:
    start = head("POST", "/marketing-solutions/campaigns/search", [("Content-Length", "50")])

    with serving(tmp_path, "criteo") as server, connect(server.url) as client:
        client.sendall(start + b"{")
        assert request(server.url, "GET", "/_mock/health").status == 200
        done = server.stop()

    assert done.code == 130
    assert_no_traceback(done)


def test_banner_shows_urls_credentials_and_requests(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        done = server.stop()

    for part in ("criteo", "sessionm", "spaaza", "demo-token", "demo-key:demo-secret"):
        assert part in done.out
    assert done.out.count("  curl ") >= 3
    assert all(server.url in line for line in done.out.splitlines() if "curl " in line)


def test_open_host_without_token_keeps_admin_closed(tmp_path: Path) -> None:
    with serving(tmp_path, "spaaza", "-h", "0.0.0.0") as server:  # noqa: S104
        answers = [
            request(server.url, "GET", "/_mock/state"),
            request(server.url, "POST", "/_mock/reset"),
            request(server.url, "GET", "/_mock/clock", [("Authorization", "Bearer ")]),
            request(server.url, "GET", "/_mock/clock", [("Authorization", "Bearer None")]),
        ]
        command = run(tmp_path, "state", "--url", server.url)

    assert [answer.status for answer in answers] == [403] * 4
    assert_one_paragraph(command, server.url, "token")


def test_token_opens_the_admin_api_of_an_open_host(tmp_path: Path) -> None:
    arguments = ("spaaza", "-h", "0.0.0.0", "--admin-token", "s3cret")  # noqa: S104

    with serving(tmp_path, *arguments) as server:
        wrong = run(tmp_path, "clock", "--url", server.url, "--token", "guess")
        right = run(tmp_path, "clock", "--url", server.url, "--token", "s3cret")

    assert_one_paragraph(wrong, "token")
    assert "s3cret" not in wrong.err
    assert right.code == 0


def test_empty_token_opens_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, "spaaza", "-h", "0.0.0.0", "--admin-token", "") as server:  # noqa: S104
        answer = request(server.url, "GET", "/_mock/clock", [("Authorization", "Bearer ")])

    assert answer.status == 403


@pytest.mark.parametrize("command", ["reset", "clock", "state"])
def test_command_without_a_mock_says_so(tmp_path: Path, command: str) -> None:
    assert_one_paragraph(run(tmp_path, command, "--url", NOBODY), NOBODY, "--url")


@pytest.mark.parametrize("url", ["nonsense", "ftp://localhost", "http://", "http://[::1"])
def test_url_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    assert_one_paragraph(run(tmp_path, "reset", "--url", url), url)


@pytest.mark.parametrize("command", ["reset", "clock", "state"])
def test_command_at_another_server_says_so(
    tmp_path: Path, stranger: str, command: str
) -> None:
    assert_one_paragraph(run(tmp_path, command, "--url", stranger), stranger)


def test_reset_brings_the_seed_back(
    tmp_path: Path, server: Server, at: tuple[str, str]
) -> None:
    body = orjson.dumps({"user": "5001", "points": 7})
    request(
        server.url,
        "POST",
        "/_mock/control/spaaza/points",
        [("Content-Type", "application/json")],
        body,
    )

    done = run(tmp_path, "reset", *at)

    assert (done.code, done.err) == (0, "")
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


@pytest.mark.parametrize("time", ["yesterday", "+3x", "+", "2026-02-31T00:00:00Z", "+999999999d"])
def test_clock_refuses_what_is_no_time(
    tmp_path: Path, at: tuple[str, str], time: str
) -> None:
    done = run(tmp_path, "clock", time, *at)

    assert_one_paragraph(done)
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
    "arguments", [("state", "--replace", "state.json"), ("state", "spaaza", "--replace", "gone.json")]
)
def test_replacing_needs_an_api_and_a_file(
    tmp_path: Path, at: tuple[str, str], arguments: tuple[str, ...]
) -> None:
    (tmp_path / "state.json").write_text("{}")

    done: Finished = run(tmp_path, *arguments, *at)

    assert done.code == 2
    assert_no_traceback(done)
    assert "--replace" in done.err
