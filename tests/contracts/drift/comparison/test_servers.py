"""The URLs that calls may begin with."""

import pytest

from contracts.drift.comparison.servers import ROOT, place_of_servers, read_servers
from specs.values import Json
from tests.support.documents import api, bundle_of, operation


def _urls(*servers: Json) -> list[tuple[str, str]]:
    document = bundle_of(api({"/a": {"get": operation()}}, servers=list(servers))).document
    return [(one.origin, one.path) for one in read_servers(document, ROOT).urls]


@pytest.mark.parametrize(
    ("url", "origin", "path"),
    [
        ("https://API.test/v1/", "https://api.test", "/v1"),
        ("https://api.test", "https://api.test", ""),
        ("/v1", "", "/v1"),
        ("v1/", "", "/v1"),
        ("./v1", "", "/v1"),
        ("/", "", ""),
        ("//api.test:8080/x", "//api.test:8080", "/x"),
        ("https://[broken/v1", "https://[broken/v1", ""),
    ],
)
def test_a_url_is_read_as_host_and_path(url: str, origin: str, path: str) -> None:
    assert _urls({"url": url}) == [(origin, path)]


def test_variables_are_filled_with_all_they_may_be() -> None:
    found = _urls(
        {
            "url": "https://{region}.test/{base}",
            "variables": {
                "region": {"default": "eu", "enum": ["eu", "us"]},
                "base": {"default": "v1"},
            },
        }
    )

    assert found == [("https://eu.test", "/{}"), ("https://us.test", "/{}")]


def test_too_many_values_count_as_any() -> None:
    many = {"default": "0", "enum": [str(number) for number in range(70)]}

    assert _urls({"url": "https://{n}.test", "variables": {"n": many}}) == [("https://{}.test", "")]


def test_no_servers_say_nothing_of_the_host() -> None:
    document = bundle_of(api({"/a": {"get": operation()}})).document
    found = read_servers(document, ROOT)

    assert (found.place, found.urls, found.paths) == (None, (), ("",))


def test_an_operation_has_its_own_or_those_of_its_path() -> None:
    own = [{"url": "/own"}]
    bundle = bundle_of(
        api(
            {
                "/a": {"get": operation(), "put": operation(servers=own), "servers": own},
                "/b": {"get": operation()},
            },
            servers=own,
        )
    )

    assert [place_of_servers(bundle.document, one) for one in bundle.operations] == [
        "/paths/~1a/servers",
        "/paths/~1a/put/servers",
        ROOT,
    ]
