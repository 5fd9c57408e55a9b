"""Every command, and every message, as a stranger at a terminal meets it."""

import signal
import socket
from pathlib import Path

import pytest

from tests.end_to_end.terminal import (
    FILES,
    assert_no_traceback,
    assert_one_paragraph,
    assert_usage_error,
    make_api,
    run,
    run_program,
    serving,
)
from tests.end_to_end.wire import connect, head, request


@pytest.mark.parametrize(
    ("name", "nearest"), [("criteoo", "criteo"), ("sesionm", "sessionm"), ("Spaaza", "spaaza")]
)
def test_unknown_api_is_answered_with_the_nearest(tmp_path: Path, name: str, nearest: str) -> None:
    assert_one_paragraph(run(tmp_path, name, "-p", "0"), name, f"Did you mean {nearest}?")


@pytest.mark.parametrize("name", ["missing.yaml", "zzz", "no/such/folder"])
def test_missing_file_is_answered_with_the_known_apis(tmp_path: Path, name: str) -> None:
    assert_one_paragraph(run(tmp_path, name), name, "criteo", "sessionm", "spaaza", "Expected")


def test_unknown_option_is_answered_with_the_nearest(tmp_path: Path) -> None:
    done = run(tmp_path, "criteo", "--prot", "0")

    assert_usage_error(done, "No such option", "--port")


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    done = run(tmp_path, "criteo", "--port", port)

    assert_usage_error(done, port)


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


def test_one_api_named_twice_is_served_once(tmp_path: Path) -> None:
    with serving(tmp_path, "spaaza", "spaaza") as server:
        health = request(server.url, "GET", "/_mock/health").json()

    assert health["apis"] == ["spaaza"]


def test_bare_file_keeps_words_of_other_tools(tmp_path: Path) -> None:
    text = FILES["openapi.yaml"].replace("paths:", "x-logo: {url: logo.png}\npaths:")
    (tmp_path / "shop.yaml").write_text(text, encoding="utf-8")

    with serving(tmp_path, "shop.yaml") as server:
        answer = request(server.url, "GET", "/orders/1")

    assert (answer.status, answer.json()) == (200, {"total": 5})


def test_version_and_help_are_told(tmp_path: Path) -> None:
    version = run_program(tmp_path, "--version")
    guide = run_program(tmp_path, "--help")

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
    with serving(tmp_path, "spaaza", "-h", "0.0.0.0") as server:
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
    arguments = ("spaaza", "-h", "0.0.0.0", "--admin-token", "s3cret")

    with serving(tmp_path, *arguments) as server:
        wrong = run(tmp_path, "clock", "--url", server.url, "--token", "guess")
        right = run(tmp_path, "clock", "--url", server.url, "--token", "s3cret")

    assert_one_paragraph(wrong, "token")
    assert "s3cret" not in wrong.err
    assert right.code == 0


def test_empty_token_opens_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, "spaaza", "-h", "0.0.0.0", "--admin-token", "") as server:
        answer = request(server.url, "GET", "/_mock/clock", [("Authorization", "Bearer ")])

    assert answer.status == 403
