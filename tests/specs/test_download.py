from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from specs import download as module
from specs.discovery import discover, locate
from specs.download import download, is_url
from specs.errors import UnreadableFile

TEXT = b'{"openapi": "3.1.0", "info": {"title": "S", "version": "1"}, "paths": {}}'

Serve = Callable[[dict[str, tuple[int, dict[str, str], bytes]]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves answers by path on this machine; returns the URL of the server."""
    running: list[tuple[ThreadingHTTPServer, Thread]] = []

    def start(answers: dict[str, tuple[int, dict[str, str], bytes]]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, body = answers[self.path]
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/parcels/openapi.json", "parcels"),
        ("/docs/Shop.v2.yaml?raw=1", "shop-v2"),
        ("/v1/swagger", "swagger"),
    ],
)
def test_api_is_named_by_its_url(path: str, name: str, serve: Serve) -> None:
    url = serve({path: (200, {}, TEXT)})

    (bundle,) = discover([url + path])

    assert bundle.name == name
    assert bundle.document.path.read_bytes() == TEXT


def test_api_at_the_root_is_named_by_its_server(serve: Serve) -> None:
    url = serve({"/": (200, {}, b"openapi: 3.1.0\npaths: {}\n")})

    assert locate(url).suffix == ".yaml"
    assert locate(url).parent.name.startswith("127.0.0.1-")


def test_redirect_on_this_machine_is_followed(serve: Serve) -> None:
    url = serve(
        {"/a": (302, {"Location": "/b.json"}, b""), "/b.json": (200, {}, TEXT)},
    )

    assert download(url + "/a").read_bytes() == TEXT


@pytest.mark.parametrize(
    ("status", "headers", "says"),
    [
        (404, {}, "the server answers with the status 404"),
        (
            302,
            {"Location": "http://a.example.test/"},
            "http://a.example.test is not on this machine",
        ),
        (302, {"Location": "file:///etc/hosts"}, "file:// is not on this machine"),
        (302, {"Location": "/a"}, "redirects more than 5 times"),
        (302, {}, "the server answers with the status 302"),
    ],
)
def test_answer_that_is_no_document_is_refused(
    status: int, headers: dict[str, str], says: str, serve: Serve
) -> None:
    url = serve({"/a": (status, headers, b"")})

    with pytest.raises(UnreadableFile, match=says):
        download(url + "/a")


def test_endless_document_is_refused(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LIMIT_BYTES", 10)
    url = serve({"/a": (200, {}, b"x" * 11)})

    with pytest.raises(UnreadableFile, match="the document is larger than"):
        download(url + "/a")


def test_server_that_is_not_there_is_told(serve: Serve) -> None:
    with pytest.raises(UnreadableFile) as caught:
        download("http://127.0.0.1:1/openapi.json")

    assert str(caught.value).startswith(
        "openapi.json: http://127.0.0.1:1/openapi.json cannot be read: it cannot be fetched: "
    )


@pytest.mark.parametrize("url", ["http://127.0.0.1:99999/", "http://[/", "http://127.0.0.1:x/"])
def test_url_that_is_none_is_told(url: str) -> None:
    with pytest.raises(UnreadableFile, match="it is no URL"):
        download(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example.test/openapi.json",
        "https://10.0.0.1/openapi.json",
        "http://127.0.0.1.example.test/",
        "http://localhost.example.test/",
        "http://user@a.example.test#@127.0.0.1/",
        "ftp://127.0.0.1/openapi.json",
        "file:///openapi.json",
    ],
)
def test_other_machine_is_refused(url: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        locate(url)

    assert "is not on this machine" in str(caught.value)
    assert "Download the description first" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("http://localhost/a", True), ("shop", False), ("./a://b", False), ("C:/api.yaml", False)],
)
def test_url_is_told_from_a_path(text: str, is_one: bool) -> None:
    assert is_url(text) is is_one


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "[::1]"])
def test_this_machine_has_several_names(host: str) -> None:
    with pytest.raises(UnreadableFile, match="it cannot be fetched"):
        download(f"http://{host}:1/")


def test_file_is_gone_when_the_program_ends(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    ends: list[tuple[Callable[..., object], Path]] = []
    monkeypatch.setattr(
        module.atexit, "register", lambda remove, folder, **_: ends.append((remove, folder))
    )
    file = download(serve({"/a.json": (200, {}, TEXT)}) + "/a.json")

    ((remove, folder),) = ends
    remove(folder)

    assert not file.exists()
