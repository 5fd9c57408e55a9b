"""A port is taken or refused with a remedy; what is no HTTP is still answered in words."""

import socket
from contextlib import closing

import pytest

from mockserver.errors import ConfigError
from mockserver.serving import take_port, url_of
from mockserver.testing import running
from tests.support.documents import api, write_api
from tests.support.worlds import server


def test_port_zero_takes_a_free_port():
    with closing(take_port("127.0.0.1", 0)) as one, closing(take_port("127.0.0.1", 0)) as two:
        assert url_of(one) != url_of(two)
        assert url_of(one).startswith("http://127.0.0.1:")


def test_a_taken_port_is_refused_with_another_one():
    with closing(take_port("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(ConfigError, match=f"Port {port} on 127.0.0.1 .* -p "):
            take_port("127.0.0.1", port)


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_a_number_that_is_no_port_is_refused(port):
    with pytest.raises(ConfigError, match=f"Port {port} .* no such port"):
        take_port("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "300.1.1.1"])
def test_an_address_of_elsewhere_is_refused(host):
    with pytest.raises(ConfigError, match="no address of this machine"):
        take_port(host, 0)


def test_a_url_is_one_that_callers_here_can_use():
    with closing(take_port("0.0.0.0", 0)) as everywhere:
        assert url_of(everywhere).startswith("http://127.0.0.1:")


def test_bytes_that_are_no_http_are_answered_in_words(tmp_path):
    with running(server(write_api(tmp_path, api({})))) as url:
        place = url.removeprefix("http://").split(":")
        with socket.create_connection((place[0], int(place[1])), timeout=10) as line:
            line.sendall(b"hello there\r\n\r\n")
            told = b"".join(iter(lambda: line.recv(4096), b""))

    assert told.startswith(b"HTTP/1.1 400 ")
    assert b"application/problem+json" in told
    assert b"malformed_request" in told
