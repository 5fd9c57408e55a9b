"""Which API and operation recorded exchanges belong to."""

from pathlib import Path

import pytest

from contracts.drift.traffic import Located, Locator
from contracts.errors import ConfigError
from specs.bundle import Bundle
from specs.values import Json
from tests.contracts.drift.traffic.conftest import api, har, har_entry, journal_line, named, read

LABELS = (
    "GET /things",
    "POST /things",
    "GET /things/{id}",
    "GET /things/mine",
    "DELETE /things/{id}",
    "GET /things/{id}.csv",
    "GET /things/{id}/parts/{part}",
    "GET /{any}",
)
AT = "https://api.example/v1"
HTML = {"headers": named({"content-type": "text/html; charset=utf-8"})}


@pytest.fixture
def shop(tmp_path: Path) -> Bundle:
    return api(tmp_path, *LABELS, servers=[{"url": AT}])


def locate(
    tmp_path: Path, bundle: Bundle, *entries: Json, maps: tuple[tuple[str, str], ...] = ()
) -> list[Located]:
    locator = Locator([bundle], maps)
    recorded, _ = read(tmp_path, har(*entries))
    for one in recorded:
        locator.note(one)
    return [locator.locate(one) for one in recorded]


def told(located: list[Located]) -> list[str]:
    """Returns the label of each exchange, `?` and its shape if undocumented, `-` if ignored."""
    return [
        one.operation.label if one.operation else f"? {one.shape}" if one.is_undocumented else "-"
        for one in located
    ]


@pytest.mark.parametrize(
    ("method", "path", "label"),
    [
        ("GET", "/things", "GET /things"),
        ("GET", "/things/", "GET /things"),
        ("GET", "/things/7", "GET /things/{id}"),
        ("GET", "/things/a%2Fb", "GET /things/{id}"),
        ("GET", "/things/m%69ne", "GET /things/mine"),
        ("DELETE", "/things/mine", "DELETE /things/{id}"),
        ("GET", "/things/7.csv", "GET /things/{id}.csv"),
        ("GET", "/things/7/parts/8", "GET /things/{id}/parts/{part}"),
        ("GET", "/anything", "GET /{any}"),
        ("GET", "/things/7/parts", "? GET /things/{}/parts"),
        ("GET", "/things//parts/8", "? GET /things//parts/{}"),
    ],
)
def test_paths_lead_to_operations(
    tmp_path: Path, shop: Bundle, method: str, path: str, label: str
) -> None:
    assert told(locate(tmp_path, shop, har_entry(method, AT + path))) == [label]


def test_an_exchange_is_handed_on_below_its_base_path(tmp_path: Path, shop: Bundle) -> None:
    located = locate(tmp_path, shop, har_entry(url=f"{AT}/things/7?q=1"))[0]

    assert located.bundle is shop
    assert located.exchange.operation == "GET /things/{id}"
    assert located.exchange.api == "shop"
    assert located.exchange.request.target == "/things/7?q=1"
    assert located.recorded.exchange.request.path == "/v1/things/7"


def test_an_undocumented_request_has_its_nearest_operation(tmp_path: Path, shop: Bundle) -> None:
    located = locate(
        tmp_path,
        shop,
        har_entry(url=f"{AT}/thing/7/parts/8"),
        har_entry("PATCH", f"{AT}/things/7"),
        har_entry("POST", f"{AT}/quite/other/words/here"),
    )

    assert [one.is_undocumented for one in located] == [True] * 3
    assert [(one.nearest, one.difference) for one in located] == [
        ("GET /things/{id}/parts/{part}", "segment 1 is `thing`, the operation has `things`"),
        ("GET /things/{id}", "the path fits, but the method is PATCH, not GET"),
        ("", ""),
    ]


def test_other_hosts_are_let_alone_where_a_server_is_met(tmp_path: Path, shop: Bundle) -> None:
    located = locate(
        tmp_path,
        shop,
        har_entry(url="https://metrics.example/v1/things"),
        har_entry("POST", "https://metrics.example/v1/collect"),
        har_entry("POST", "https://api.example/v2/login"),
        har_entry(url=f"{AT}/things"),
    )

    assert told(located) == ["-", "-", "-", "GET /things"]


def test_the_path_alone_decides_where_no_server_is_met(tmp_path: Path, shop: Bundle) -> None:
    located = locate(
        tmp_path,
        shop,
        har_entry("POST", "http://127.0.0.1:8080/v1/bills"),
        har_entry(url="http://127.0.0.1:8080/v1/things"),
        har_entry(url="https://staging.elsewhere/things/7"),
        har_entry("POST", "https://staging.elsewhere/bills/7"),
        har_entry("POST", "https://fonts.elsewhere/v1/fetch"),
        har_entry(url="https://fonts.elsewhere/arial"),
    )

    assert told(located) == [
        "? POST /bills",
        "GET /things",
        "GET /things/{id}",
        "? POST /bills/{}",
        "-",
        "-",
    ]


def test_a_like_path_elsewhere_that_answers_otherwise_is_no_sign(
    tmp_path: Path, shop: Bundle
) -> None:
    located = locate(tmp_path, shop, har_entry(url="https://metrics.other/v1/things", status=500))

    assert told(located) == ["-"]


def test_a_page_at_a_like_path_is_no_sign_of_the_api(tmp_path: Path, shop: Bundle) -> None:
    located = locate(
        tmp_path,
        shop,
        har_entry(url="https://www.elsewhere/things", response=HTML),
        har_entry("POST", "https://www.elsewhere/login"),
    )

    assert told(located) == ["-", "-"]


def test_assets_pages_and_preflights_are_not_accused(tmp_path: Path, shop: Bundle) -> None:
    located = locate(
        tmp_path,
        shop,
        har_entry(url=f"{AT}/static/app.js"),
        har_entry(url=f"{AT}/docs/start", response=HTML),
        har_entry(url=f"{AT}/docs/gone", response=HTML, status=404),
        har_entry("OPTIONS", f"{AT}/things/7"),
        har_entry("HEAD", f"{AT}/things/7"),
        har_entry("HEAD", f"{AT}/things/7/parts"),
    )

    assert told(located) == ["-", "-", "-", "-", "-", "? HEAD /things/{}/parts"]


@pytest.mark.parametrize(
    ("status", "is_told"),
    [(200, True), (304, True), (400, True), (409, True), (422, True)]
    + [(status, False) for status in (0, 301, 401, 403, 404, 405, 410, 429, 500, 501, 503)],
)
def test_a_request_that_the_server_does_not_know_either_is_not_accused(
    tmp_path: Path, shop: Bundle, status: int, is_told: bool
) -> None:
    (one,) = locate(tmp_path, shop, har_entry("PUT", f"{AT}/things", status=status))

    assert (one.is_undocumented, one.is_refused) == (is_told, not is_told)
    assert one.nearest


def test_a_variable_of_another_host_takes_no_segment_of_the_path(tmp_path: Path) -> None:
    variables = {"version": {"default": "2026-01"}}
    servers = [{"url": "/"}, {"url": "https://api.example/{version}", "variables": variables}]
    bundle = api(tmp_path, "POST /sales/things", "GET /sales/things/{id}", servers=servers)
    located = locate(
        tmp_path,
        bundle,
        har_entry("PUT", "http://127.0.0.1:1/sales/things", _mock={"api": bundle.name}),
        har_entry("PUT", "http://127.0.0.1:1/sales/bills", _mock={"api": bundle.name}),
        har_entry("PUT", "http://127.0.0.1:1/2026-01/sales/things", _mock={"api": bundle.name}),
        har_entry("PUT", "https://api.example/2026-01/sales/things"),
    )

    assert (
        told(located) == ["? PUT /sales/things", "? PUT /sales/bills"] + ["? PUT /sales/things"] * 2
    )


@pytest.mark.parametrize(
    "start",
    ["https://edge.example/shop", "https://edge.example/shop/", "/shop", "edge.example/shop"],
)
@pytest.mark.parametrize("to", ["/v1", "v1/", "/", AT])
def test_a_mapping_leads_to_the_api(tmp_path: Path, shop: Bundle, start: str, to: str) -> None:
    located = locate(
        tmp_path,
        shop,
        har_entry(url="https://edge.example/shop/things/7"),
        har_entry("POST", "https://edge.example/shop/bills"),
        har_entry("POST", "https://edge.example/shopping/bills"),
        maps=((start, to),),
    )

    assert told(located)[::2] == ["GET /things/{id}", "-"]
    assert located[1].is_undocumented


def test_a_mapping_adds_to_what_is_found_without_it(tmp_path: Path) -> None:
    bundle = api(tmp_path, "GET /things", servers=[{"url": "/v1"}])
    located = locate(
        tmp_path,
        bundle,
        har_entry(url="https://edge.example/shop/things"),
        har_entry(url="https://api.other/v1/things"),
        maps=(("https://edge.example/shop", "/v1"),),
    )

    assert told(located) == ["GET /things"] * 2


@pytest.mark.parametrize("told_map", [("", "/v1"), ("https://[::1", "/v1"), ("/a?b", "/")])
def test_a_mapping_that_maps_nothing_is_refused(told_map: tuple[str, str]) -> None:
    with pytest.raises(ConfigError, match="--map"):
        Locator([], (told_map,))


def test_variables_of_servers_stand_for_their_values(tmp_path: Path) -> None:
    variables = {"tenant": {"default": "demo"}, "v": {"default": "v1", "enum": ["v1", "v2"]}}
    server = {"url": "https://{tenant}.shop.example/{v}", "variables": variables}
    bundle = api(tmp_path, "GET /things", "GET /{any}", servers=[server])

    located = locate(
        tmp_path,
        bundle,
        har_entry(url="https://acme.shop.example/v2/things"),
        har_entry(url="https://acme.shop.example/v3/things"),
        har_entry(url="https://a.b.shop.example/v1/things"),
    )

    assert told(located) == ["GET /things", "-", "-"]


def test_a_relative_server_is_on_any_host(tmp_path: Path) -> None:
    bundle = api(tmp_path, "GET /things", servers=[{"url": "/v1"}])

    located = locate(
        tmp_path,
        bundle,
        har_entry(url="https://one.example/v1/things"),
        har_entry(url="https://two.example/things"),
        har_entry("PUT", "https://one.example/v1/things"),
    )

    assert told(located) == ["GET /things", "GET /things", "? PUT /things"]


def test_of_two_apis_the_one_that_fits_is_taken(tmp_path: Path) -> None:
    one = api(tmp_path, "GET /things", "GET /{any}", name="one", servers=[{"url": "/one"}])
    two = api(tmp_path, "GET /bills", "GET /{any}", name="two", servers=[{"url": "/two"}])
    locator = Locator([one, two])
    entries = [har_entry(url=f"http://127.0.0.1:1/{path}") for path in ("two/bills", "one/things")]

    located = [locator.locate(recorded) for recorded in read(tmp_path, har(*entries))[0]]

    assert [one.bundle.name for one in located if one.bundle] == ["two", "one"]


def test_what_the_mock_says_of_its_apis_is_believed(tmp_path: Path, shop: Bundle) -> None:
    refused = {"api": "shop", "refusal": {"kind": "unknown_path"}}
    entries = [
        har_entry(url="http://127.0.0.1:1/v1/bills/7", _mock=refused, method="POST", status=404),
        har_entry(url="http://127.0.0.1:1/v1/bills/7", _mock={"api": "other"}, method="POST"),
    ]

    located = locate(tmp_path, shop, *entries)

    assert [(one.bundle is shop, one.is_refused) for one in located] == [
        (True, True),
        (False, False),
    ]
    assert located[0].exchange.request.path == "/bills/7"
    assert located[0].exchange.reply is None


def test_a_recording_without_hosts_is_the_apis(tmp_path: Path, shop: Bundle) -> None:
    locator = Locator([shop])
    lines = [journal_line("/v1/things"), journal_line("/v1/bills/7", method="POST")]
    text = b"\n".join(
        str(line).replace("'", '"').replace("None", "null").encode() for line in lines
    )

    located = [locator.locate(one) for one in read(tmp_path, text)[0]]

    assert told(located) == ["GET /things", "? POST /bills/{}"]


def test_deliberately_wrong_requests_are_not_accused(tmp_path: Path, shop: Bundle) -> None:
    entry = har_entry("PUT", f"{AT}/things", comment="PUT /things: an unknown method")

    assert told(locate(tmp_path, shop, entry)) == ["-"]


def test_hosts_that_are_passed_over_are_told(tmp_path: Path, shop: Bundle) -> None:
    locator = Locator([shop])
    entries = [
        har_entry("POST", "https://metrics.other/x"),
        har_entry(url="https://api.example/v2/things/7"),
        har_entry("OPTIONS", f"{AT}/things"),
        har_entry(),
    ]
    for recorded in read(tmp_path, har(*entries))[0]:
        locator.locate(recorded)

    assert locator.passed_over == {"metrics.other": 1, "api.example/v2/things/{}": 1}


def test_another_base_path_on_the_host_of_an_api_is_told_with_it(tmp_path: Path) -> None:
    bundle = api(tmp_path, "GET /things", servers=[{"url": "/v1"}])
    locator = Locator([bundle])
    entries = [har_entry(url=f"https://a.test/{path}") for path in ("v1/things", "v2/things")]
    for recorded in read(tmp_path, har(*entries))[0]:
        locator.locate(recorded)

    assert locator.passed_over == {"a.test/v2/things": 1}
