"""The URLs that servers stand for."""

from pathlib import Path

import pytest

from contracts.drift.traffic.servers import Server, host_of, servers_of
from specs.values import Json
from tests.contracts.drift.traffic.conftest import api


def server(tmp_path: Path, url: str, **variables: Json) -> Server:
    bundle = api(tmp_path, "GET /a", servers=[{"url": url, "variables": variables}])
    return servers_of(bundle.document)[0]


@pytest.mark.parametrize(
    ("url", "host", "is_named"),
    [
        ("https://api.example/v1", "api.example", True),
        ("https://API.example:443/v1", "api.example", True),
        ("https://api.example:8443", "api.example", False),
        ("//api.example/v1", "api.example", True),
        ("{scheme}://api.example", "api.example", True),
        ("https://{region}.api.example", "eu.api.example", True),
        ("https://{region}.api.example", "metrics.example", False),
        ("https://{host}/v1", "metrics.example", False),
        ("/v1", "api.example", False),
    ],
)
def test_a_server_names_its_host(tmp_path: Path, url: str, host: str, is_named: bool) -> None:
    variables: Json = {name: {"default": "x"} for name in ("scheme", "region", "host")}

    assert server(tmp_path, url, **variables).is_on(host) is is_named


@pytest.mark.parametrize(
    ("url", "path", "base"),
    [
        ("https://a.example/v1", "/v1/things", "/v1"),
        ("https://a.example/v1/", "/v1", "/v1"),
        ("https://a.example/v1", "/v10/things", None),
        ("https://a.example", "/things", ""),
        ("/v1", "/v1/things", "/v1"),
        ("v1", "/v1/things", "/v1"),
        ("/{version}/shop", "/v7/shop/things", "/v7/shop"),
    ],
)
def test_a_server_has_a_base_path(tmp_path: Path, url: str, path: str, base: str | None) -> None:
    assert server(tmp_path, url, version={"default": "v1"}).base_of(path) == base


def test_a_variable_may_hold_more_than_a_segment(tmp_path: Path) -> None:
    found = server(tmp_path, "{base}/shop", base={"default": "https://a.example/v1"})

    assert found.is_on("a.example")
    assert found.base_of("/v1/shop/things") == "/v1/shop"


def test_a_document_without_servers_is_at_the_root_of_any_host(tmp_path: Path) -> None:
    found = servers_of(api(tmp_path, "GET /a").document)

    assert [(one.host, one.base_of("/a")) for one in found] == [(None, "")]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://user:pass@API.example:443/v1", "api.example"),
        ("http://localhost:8080/", "localhost:8080"),
        ("http://[::1]:80/", "[::1]"),
        ("http://[::1/", ""),
        ("/path", ""),
    ],
)
def test_hosts_are_compared_in_one_spelling(url: str, host: str) -> None:
    assert host_of(url) == host
