"""Nobody but its owner drives a mock: not a web page, not a stranger, not a file."""

import logging
from pathlib import Path
from typing import Any

import orjson
import pytest

from mockserver.admin import ADMIN
from mockserver.app import MockServer
from mockserver.settings import Settings
from specs.errors import SpecError
from tests.support.documents import api, operation, write_api
from tests.support.journals import impatient
from tests.support.judging import bundle_of
from tests.support.worlds import HandSet, send

TOKEN = "letmein-77e1"
HOLES = {"api": "criteo", "sandbox": "default", "snapshot": "s", "scenario": "updates_locked",
         "fault": "fault-1", "number": "1", "action": "spend"}  # fmt: skip
OPERATIONS = [
    (one.method, "/_mock" + one.path_with(HOLES))
    for one in bundle_of(str(ADMIN)).operations
    if one.operation_id != "getHealth"
]
PAGE = [("GET", "/_mock"), ("GET", "/_mock/"), ("GET", "/_mock/page/page.js")]
EVERYTHING = [*OPERATIONS, *PAGE]
PREFIXES = ("", "/~w1")
STRANGERS = {
    "a rebound name": {"host": "evil.example.test"},
    "a rebound name with our port": {"host": "evil.example.test:4010"},
    "a foreign page": {"origin": "https://evil.example.test"},
    "a page without an origin": {"origin": "null"},
    "what a foreign page embeds": {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
}


def mock(*apis: str, **options: Any) -> MockServer:
    chosen = Settings(apis=apis or ("criteo",), **options)
    return MockServer(chosen, time=HandSet(), timer=impatient)


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """What everybody but the client of these tests has logged."""
    return "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith("httpx"))


@pytest.fixture(scope="module")
def shared() -> MockServer:
    """A mock that refuses all that these tests ask of it."""
    return mock()


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS.keys())
@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_web_page_from_elsewhere_drives_nothing(
    shared: MockServer, prefix: str, headers: dict[str, str]
) -> None:
    for method, path in EVERYTHING:
        answer = send(shared, method, prefix + path, headers=headers, json={})

        assert answer.status_code == 403, (method, path)
        assert answer.json()["type"].endswith(":forbidden")
        assert "access-control-allow-origin" not in answer.headers


def test_a_link_from_elsewhere_leads_to_the_page() -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}

    assert send(mock(), "GET", "/_mock/", headers=headers).status_code == 200


@pytest.mark.parametrize("headers", list(STRANGERS.values())[:3])
def test_a_web_page_from_elsewhere_loads_no_scenario(headers: dict[str, str]) -> None:
    app = mock()
    wanted = {**headers, "mock-scenario": "criteo/updates_locked"}

    assert send(app, "GET", "/marketing-solutions/campaigns/1", headers=wanted).status_code == 403

    told = send(app, "GET", "/_mock/scenarios").json()["scenarios"]
    assert not [one["name"] for one in told if one["loaded"]]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_request_that_needs_no_preflight_carries_no_body_in(
    shared: MockServer, kind: str
) -> None:
    for one in bundle_of(str(ADMIN)).operations:
        if one.request_body is not None:
            path = "/_mock" + one.path_with(HOLES)
            answer = send(shared, one.method, path, content=b"{}", headers={"content-type": kind})

            assert answer.status_code == 415, path


@pytest.mark.parametrize("prefix", PREFIXES)
def test_beyond_this_machine_all_is_closed_without_a_token(prefix: str) -> None:
    app = mock(host="0.0.0.0")

    for method, path in EVERYTHING:
        answer = send(app, method, prefix + path, json={}, headers={"host": "localhost"})

        assert answer.status_code == 403, (method, path)
        assert "--admin-token" in answer.json()["detail"]


@pytest.mark.parametrize("shown", [None, "Bearer", "Bearer letmein", f"Basic {TOKEN}", TOKEN])
def test_with_a_token_all_is_closed_to_who_does_not_show_it(shown: str | None) -> None:
    app = mock(host="0.0.0.0", admin_token=TOKEN)
    headers = {"authorization": shown} if shown is not None else {}

    for method, path in OPERATIONS:
        answer = send(app, method, path, json={}, headers=headers)

        assert answer.status_code == 403, (method, path)
        assert TOKEN not in answer.text


def test_the_token_opens_all_and_is_shown_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    app = mock(host="0.0.0.0", admin_token=TOKEN)
    headers = {"authorization": f"Bearer {TOKEN}", "host": "mock.example.test"}
    page = [path for _, path in PAGE] + [
        f"/_mock/page/{file.name}" for file in (ADMIN / "page").iterdir()
    ]

    with caplog.at_level(logging.DEBUG):
        # A careless client shows it to an API, too.
        send(app, "GET", "/marketing-solutions/campaigns/1", headers=headers)
        answers = [send(app, "GET", path, headers=headers) for path in page]
        answers += [
            send(app, method, path, json={}, headers=headers) for method, path in OPERATIONS
        ]

    assert {answer.status_code for answer in answers} & {401, 403, 500} == set()
    assert not [str(answer.url) for answer in answers if TOKEN in answer.text]
    assert TOKEN not in logged(caplog)


@pytest.mark.parametrize(
    "path",
    [
        "/~w1/~w2/_mock/clock", "/%7Ew1/_mock/clock", "//_mock/clock", "/~w1//_mock/clock",
        "/_mock%2Fclock", "/_MOCK/clock", "/_mock/clock/", "/_mock;x=1/clock", "/_mock\\clock",
        "/_mock/page/..%2fapi.py", "/_mock/page/%2e%2e%2fapi.py", "/_mock/page/README.md",
        "/_mock/page/%2Fetc%2Fpasswd", "/_mock/page/page.js%00", "/_mock/page//page.js",
    ],
)  # fmt: skip
def test_no_other_spelling_of_a_path_leads_in(shared: MockServer, path: str) -> None:
    assert send(shared, "GET", path).status_code == 404


@pytest.mark.parametrize("path", ["/~../_mock/clock", "/~w1%2F_mock/clock", "/~/_mock/clock"])
def test_no_odd_name_leads_in(shared: MockServer, path: str) -> None:
    assert send(shared, "GET", path).status_code == 400


TAG = "!!python/object/apply:os.system ['touch {place}']\n"
BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize("file", ["openapi.yaml", "overlay.yaml", "seed.yaml", "scenarios/s.yaml"])
@pytest.mark.parametrize("text", [TAG, BOMB], ids=["code", "bomb"])
def test_no_file_runs_code_or_blows_up(tmp_path: Path, file: str, text: str) -> None:
    folder = Path(write_api(tmp_path, api({"/now": {"get": operation("now")}})))
    place = tmp_path / "ran"
    (folder / "scenarios").mkdir(exist_ok=True)
    (folder / file).write_text(text.format(place=place) if text is TAG else text, encoding="utf-8")

    with pytest.raises(SpecError) as caught:
        mock(str(folder))

    assert file.rpartition("/")[2] in str(caught.value)
    assert not place.exists()


SECRET = "root:x:0:0"


@pytest.mark.parametrize(
    "reference",
    ["file:///etc/passwd", "/etc/passwd", "../secret.json", "sub/../../secret.json",
     "%2e%2e/secret.json", "linked.json", "http://127.0.0.1:1/x.json",
     "https://example.test/x.json", "//example.test/x"],
)  # fmt: skip
def test_no_reference_leads_out_of_the_folder(tmp_path: Path, reference: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "secret.json").write_bytes(orjson.dumps({"const": SECRET}))
    (home / "linked.json").symlink_to(tmp_path / "secret.json")
    (home / "sub").mkdir()
    document = api({"/now": {"get": operation("now", {"$ref": reference})}})
    (home / "openapi.json").write_bytes(orjson.dumps(document))
    folder = Path(write_api(tmp_path, document))
    (folder / "linked.json").symlink_to(tmp_path / "secret.json")

    with pytest.raises(SpecError) as caught:
        mock(str(folder))
    assert SECRET not in str(caught.value)

    # A bare file is served without the part, which is named.
    app = mock(str(home / "openapi.json"))
    assert reference.rpartition("/")[2] in " ".join(app.broken)
    assert SECRET not in send(app, "GET", "/now").text
