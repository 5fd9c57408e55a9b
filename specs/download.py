"""A description that a server on this machine serves, as a file. Nothing leaves the machine."""

import atexit
import http.client
import ipaddress
import re
import shutil
import ssl
import tempfile
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from specs.errors import UnreadableFile

LIMIT_BYTES: Final = 64 * 1024 * 1024
TIMEOUT_SECONDS: Final = 20.0
_MOST_REDIRECTS: Final = 5
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_SUFFIXES: Final = (".json", ".yaml", ".yml")
_ACCEPT: Final = "application/json, application/yaml, text/yaml, */*;q=0.5"


class _Answer(NamedTuple):
    status: int
    location: str | None
    body: bytes


def is_url(text: str) -> bool:
    """Whether a text is meant as a URL rather than as a path."""
    return re.match(r"^[A-Za-z][A-Za-z0-9+.-]+://", text) is not None


def download(url: str) -> Path:
    """Fetches a description from this machine and returns the file that it is put into.

    The file is removed when the program ends. Its name is that of the URL, below a folder named by
    what stands before it in the URL or by the server, since an API is named by its file or folder.

    Args:
        url: `http` or `https`, to `localhost` or a loopback address.

    Raises:
        UnreadableFile: The URL leads to another machine, does not answer in time, or answers with
            something else than a document of at most 64 MiB.
    """
    try:
        body, parts = _fetch(url), urlsplit(url)
    except ValueError as error:
        raise _unreadable(url, f"it is no URL: {error}") from error
    names = [unquote(name) for name in parts.path.split("/") if name]
    name = _safe(names[-1]) if names else "openapi"
    if Path(name).suffix.lower() not in _SUFFIXES:
        name += ".json" if body.lstrip()[:1] == b"{" else ".yaml"
    folder = Path(tempfile.mkdtemp(prefix="openapi-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = folder / _safe(names[-2] if len(names) > 1 else f"{parts.hostname}-{parts.port or 80}")
    home.mkdir()
    file = home / name
    file.write_bytes(body)
    return file


def _fetch(url: str) -> bytes:
    place = url
    for _ in range(_MOST_REDIRECTS + 1):
        parts = urlsplit(place)
        _refuse_elsewhere(parts, url)
        answer = _get(parts, url)
        if answer.status in _REDIRECTS and answer.location is not None:
            place = urljoin(place, answer.location)
            continue
        if answer.status != http.client.OK:
            raise _unreadable(url, f"the server answers with the status {answer.status}")
        if len(answer.body) > LIMIT_BYTES:
            raise _unreadable(url, f"the document is larger than {LIMIT_BYTES >> 20} MiB")
        return answer.body
    raise _unreadable(url, f"the server redirects more than {_MOST_REDIRECTS} times")


def _refuse_elsewhere(parts: SplitResult, url: str) -> None:
    if parts.scheme not in ("http", "https") or not _is_loopback(parts.hostname or ""):
        place = f"{parts.scheme}://{parts.hostname or ''}"
        raise UnreadableFile(
            f"{url} cannot be read: {place} is not on this machine",
            file=_shown(url),
            expected="a URL of this machine, such as http://127.0.0.1:8000/openapi.json, or a file",
            do="Download the description first, and name the file",
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _get(parts: SplitResult, url: str) -> _Answer:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _connection(parts)
    try:
        connection.request("GET", target, headers={"Accept": _ACCEPT})
        response = connection.getresponse()
        body = response.read(LIMIT_BYTES + 1)
        return _Answer(response.status, response.getheader("Location"), body)
    except (OSError, http.client.HTTPException) as error:
        said = f"it cannot be fetched: {error or type(error).__name__}"
        raise _unreadable(url, said) from error
    finally:
        connection.close()


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or "localhost"
    if parts.scheme == "https":
        return http.client.HTTPSConnection(
            host, parts.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(host, parts.port, timeout=TIMEOUT_SECONDS)


def _unreadable(url: str, wrong: str) -> UnreadableFile:
    return UnreadableFile(
        f"{url} cannot be read: {wrong}", file=_shown(url), expected="an OpenAPI document"
    )


def _shown(url: str) -> Path:
    """Returns what a message begins with: a path would swallow a slash of the URL."""
    return Path(url.partition("?")[0].rstrip("/").rpartition("/")[2] or url)


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".") or "openapi"
