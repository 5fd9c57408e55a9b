"""The page's files: all there, of the right kind, cached by content, closed to foreigners."""

import asyncio
import re
from pathlib import Path

import httpx2
import pytest

from mockserver.admin.static import METHODS, PATHS, StaticPage, read_page
from mockserver.lane.answers import Answer
from mockserver.lane.request import Request, replayed
from tests.support.worlds import sandbox, send, server

FOLDER = Path(__file__).parents[3] / "mockserver" / "admin" / "page"
FILES = read_page()
SOURCES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".md")
MOST_LINES = 300
DANGEROUS = (
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
    "DOMParser", "style=", "onclick", "http://127", "https://", "<script>",
)  # fmt: skip


def ask(path: str, *, method: str = "GET", **headers: str) -> Answer:
    """Asks the target itself, as the lane does."""
    name = re.fullmatch(r"/_mock/page/(.+)", path)
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [
            (key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()
        ],
    }
    request = Request(scope, replayed(b""), sandbox())
    return asyncio.run(StaticPage().answer(request, (name[1],) if name else ()))


@pytest.fixture(scope="module")
def app():
    return server("criteo")


@pytest.mark.parametrize("path", ["/_mock/", "/~w3/_mock/"])
def test_the_page_is_served_in_every_sandbox(app, path):
    found = send(app, "GET", path)

    assert found.status_code == 200
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert "<title>Mock</title>" in found.text


@pytest.mark.parametrize("path", ["/_mock", "/~w3/_mock"])
def test_the_path_without_a_slash_leads_to_the_one_with_it(app, path):
    found = send(app, "GET", path)

    assert found.status_code == 307
    assert httpx2.URL(f"http://localhost{path}").join(found.headers["location"]).path == f"{path}/"


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_served_by_its_kind(app, name):
    found = send(app, "GET", f"/_mock/page/{name}")

    kinds = {
        "html": "text/html",
        "css": "text/css",
        "js": "text/javascript",
        "svg": "image/svg+xml",
    }
    assert found.status_code == 200
    assert found.headers["content-type"].partition(";")[0] == kinds[name.rpartition(".")[2]]
    assert found.content == (FOLDER / name).read_bytes()


def test_every_file_of_the_folder_is_one_of_the_page():
    assert sorted(FILES) == [path.name for path in SOURCES]


def test_all_that_the_page_links_to_is_there():
    html = (FOLDER / "index.html").read_text("utf-8")
    linked = re.findall(r'(?:src|href)="page/([^"]+)"', html)
    imported = [
        name
        for path in SOURCES
        if path.suffix == ".js"
        for name in re.findall(r'from "\./([^"]+)"', path.read_text("utf-8"))
    ]

    assert {*linked, *imported, "index.html"} == set(FILES)


@pytest.mark.parametrize("path", ["/_mock", "/_mock/", "/_mock/page/page.js"])
def test_an_answer_lets_the_browser_do_nothing_that_the_page_does_not_need(path):
    headers = dict(ask(path).headers)
    policy = dict(
        part.strip().split(" ", 1)
        for part in headers[b"content-security-policy"].decode().split(";")
    )

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in str(policy)
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"cache-control"] == b"no-cache"


def test_a_file_that_the_browser_has_is_not_sent_again():
    first = ask("/_mock/page/page.js")
    etag = dict(first.headers)[b"etag"].decode()

    again = ask("/_mock/page/page.js", if_none_match=f'"other", W/{etag}')
    assert (again.status, again.body) == (304, b"")
    assert dict(again.headers)[b"etag"].decode() == etag
    assert ask("/_mock/page/page.js", if_none_match="*").status == 304
    assert ask("/_mock/page/page.js", if_none_match='"other"').status == 200


def test_the_tag_changes_with_the_content():
    tags = {file.etag for file in FILES.values()}

    assert len(tags) == len(FILES)


@pytest.mark.parametrize("path", ["/_mock/", "/_mock/page/style.css", "/_mock/page/none.js"])
def test_head_answers_as_get_without_the_body(path):
    got, head = ask(path), ask(path, method="HEAD")

    assert (head.status, head.headers, head.body) == (got.status, got.headers, b"")
    assert int(dict(got.headers)[b"content-length"]) == len(got.body) > 0


@pytest.mark.parametrize(
    "name", ["none.js", "..%2Fstatic.py", "%2Fetc%2Fpasswd", "README.md", "%2E%2E", "page.js%00"]
)
def test_nothing_else_is_served(app, name):
    found = send(app, "GET", f"/_mock/page/{name}")

    assert found.status_code == 404
    assert found.headers["content-type"] == "application/problem+json"


def test_the_page_takes_no_other_method(app):
    for path in ("/_mock", "/_mock/", "/_mock/page/page.js"):
        found = send(app, "POST", path)
        assert found.status_code == 405
        assert {"GET", "HEAD"} <= set(found.headers["allow"].split(", "))


def test_the_page_needs_no_token_and_says_nothing_secret():
    app = server("criteo", admin_token="letmein")
    found = send(app, "GET", "/_mock/")

    assert found.status_code == 200
    assert "letmein" not in found.text
    assert send(app, "GET", "/_mock/state").status_code == 403


def test_looking_at_the_page_is_not_journalled():
    app = server("criteo")
    for path in ("/_mock", "/_mock/", "/_mock/page/page.js", "/_mock/page/none.js", "/_mock/clock"):
        send(app, "GET", path)

    assert send(app, "GET", "/_mock/journal").json()["kept"] == 0


def test_the_paths_are_those_that_are_wired():
    assert PATHS == ("/_mock", "/_mock/", "/_mock/page/{file}")
    assert METHODS == ("GET", "HEAD")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_file_of_the_page_fits_in_a_room(path):
    text = path.read_text("utf-8")

    assert len(text.splitlines()) <= MOST_LINES
    assert path.suffix not in (".js", ".css") or text.startswith(("// ", "/* ")), "says what it is"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_file_turns_text_into_code_or_asks_elsewhere(path):
    text = path.read_text("utf-8")
    links = set(re.findall(r"https?://[^\s\"'`]+", text))

    assert [word for word in DANGEROUS if word in text] == []
    assert links <= {"http://www.w3.org/2000/svg"}
