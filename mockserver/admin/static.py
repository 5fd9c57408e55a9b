"""The page at `/_mock`: its files as the wheel has them, and what a browser may do with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from mockserver.admin.access import Access
from mockserver.lane.answers import Answer, render
from mockserver.lane.request import Request
from mockserver.lane.served import ADMIN_NAME
from mockserver.problems import problem

PAGE: Final = f"/{ADMIN_NAME}"
PATHS: Final = (PAGE, f"{PAGE}/", f"{PAGE}/page/{{file}}")
"""Path templates that `StaticPage` answers."""
METHODS: Final = ("GET", "HEAD")

_FOLDER: Final = "page"
_INDEX: Final = "index.html"
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
_HEADERS: Final = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-cache"),
)


@dataclass(frozen=True, slots=True)
class PageFile:
    """One file of the page, ready to be sent."""

    content: bytes
    content_type: str
    etag: str
    """Strong: it changes with the content."""

    @classmethod
    def of(cls, name: str, content: bytes) -> "PageFile":
        """Makes a file from its name and content."""
        kind = _TYPES["." + name.rpartition(".")[2]]
        return cls(content, kind, f'"{sha256(content).hexdigest()[:32]}"')


def read_page() -> Mapping[str, PageFile]:
    """Returns the files of the page by name."""
    folder = files("mockserver.admin") / _FOLDER
    found = {
        entry.name: PageFile.of(entry.name, entry.read_bytes())
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if "." + entry.name.rpartition(".")[2] in _TYPES
    }
    return MappingProxyType(found)


class StaticPage:
    """Answers GET and HEAD for the page and its files; a target of the lane.

    Links in the page are relative, so it works behind `/~name/` as well.
    """

    is_compiled = True
    is_streaming = False

    def __init__(self, access: Access | None = None, *, api: str = ADMIN_NAME) -> None:
        """Reads the files.

        Args:
            access: The guard; without one the page is open to all.
            api: The API whose path tree this stands in.
        """
        self.api = api
        self._access = access
        self._files = read_page()

    async def answer(self, request: Request, values: tuple[str, ...]) -> Answer:
        """Answers a request; `values` names a file, or nothing for the page itself."""
        why = self._access.page_refusal(request.headers) if self._access is not None else None
        if why is not None:
            return _bodiless(render(problem("forbidden", 403, why), "refusal"), request)
        if not values and not request.raw_path.endswith("/"):
            return _to_folder()
        name = values[0] if values else _INDEX
        found = self._files.get(name)
        if found is None:
            known = ", ".join(self._files)
            detail = f"The page has no file {name!r}; it consists of {known}."
            return _bodiless(render(problem("unknown_path", 404, detail), "refusal"), request)
        return _bodiless(_sent(found, request), request)


def _to_folder() -> Answer:
    """Leads to the path with a slash, on which the page's relative links rest."""
    return Answer(
        307, [(b"location", f"{ADMIN_NAME}/".encode()), (b"content-length", b"0"), *_HEADERS], b""
    )


def _sent(found: PageFile, request: Request) -> Answer:
    headers = [(b"etag", found.etag.encode()), *_HEADERS]
    if _is_known(found.etag, request.headers.get("if-none-match", "")):
        return Answer(304, headers, b"")
    headers += [
        (b"content-type", found.content_type.encode()),
        (b"content-length", str(len(found.content)).encode()),
    ]
    return Answer(200, headers, found.content)


def _is_known(etag: str, said: str) -> bool:
    """Whether `If-None-Match` names an entity tag; compared weakly, as RFC 9110 13.1.2 has it."""
    tags = [tag.strip().removeprefix("W/") for tag in said.split(",")]
    return etag in tags or tags == ["*"]


def _bodiless(answer: Answer, request: Request) -> Answer:
    """Returns an answer as HEAD has it: all of it but the body."""
    return answer._replace(body=b"") if request.method == "HEAD" else answer
