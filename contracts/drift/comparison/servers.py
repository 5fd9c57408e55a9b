"""Where calls begin: the servers of a document, of a path, or of an operation."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Final
from urllib.parse import urlsplit

from contracts.drift.change import Change
from contracts.drift.comparison.pair import verdict_of
from contracts.drift.comparison.part import Part
from specs.document import Document
from specs.operation import Operation
from specs.values import Json, Record, pointer

ROOT: Final = "/servers"
"""Where the servers of the whole document stand."""

_MOST: Final = 64
"""URLs that the variables of one server are filled to."""
_VARIABLE: Final = re.compile(r"{([^{}]*)}")


@dataclass(frozen=True, slots=True)
class ServerUrl:
    """One URL that calls may begin with; `{}` stands for what a client fills in freely."""

    origin: str
    """Scheme and host in lower case; empty where the URL of the document decides."""
    path: str
    """Without a slash at its end."""
    usual: str
    """The path where a client fills in nothing."""
    home: str
    """Scheme and host of the same URL."""
    written: str
    pointer: str

    @property
    def is_free(self) -> bool:
        """Whether a client fills in a part of it as it likes; its default is then what counts."""
        return "{}" in self.origin + self.path


@dataclass(frozen=True, slots=True)
class Servers:
    """The servers of an operation."""

    place: str | None
    """JSON pointer of their list; None where nobody names any."""
    urls: tuple[ServerUrl, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """What paths begin with, each once."""
        found = (path for one in self.urls for path in (one.path, one.usual))
        return tuple(dict.fromkeys(found)) or ("",)


def place_of_servers(document: Document, operation: Operation) -> str:
    """Returns where the servers of an operation stand: with it, its path, or the document."""
    own = operation.pointer
    for where in (own, own.rpartition("/")[0]):
        if Part.at(document, where).get("servers"):
            return where + pointer("servers")
    return ROOT


def read_servers(document: Document, where: str) -> Servers:
    """Returns the servers that stand at a JSON pointer."""
    listed = document.at(where)
    if not isinstance(listed, list) or not listed:
        return Servers(None, ())
    urls = (url for index, one in enumerate(listed) for url in _urls(one, f"{where}/{index}"))
    return Servers(where, tuple(urls))


def _urls(server: Json, where: str) -> Iterator[ServerUrl]:
    server = server if isinstance(server, dict) else {}
    url, variables = str(server.get("url", "/")), server.get("variables")
    declared = variables if isinstance(variables, dict) else {}
    home, usual = _parts(_VARIABLE.sub(lambda found: _default(declared.get(found[1])), url))
    for filled in _filled(url, declared):
        origin, path = _parts(filled)
        yield ServerUrl(origin, path, usual, home, url, where)


def _parts(url: str) -> tuple[str, str]:
    """Returns the host of a URL, with its scheme, and the path."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, ""
    scheme = f"{parts.scheme}:" if parts.scheme else ""
    origin = f"{scheme}//{parts.netloc}".lower() if parts.netloc else ""
    path = parts.path.removeprefix("./").rstrip("/")
    return origin, f"/{path.lstrip('/')}" if path else ""


def _default(variable: Json) -> str:
    return str(variable.get("default", "{}")) if isinstance(variable, dict) else "{}"


def _filled(url: str, declared: Record) -> Iterable[str]:
    """Returns the URLs that a server's URL stands for."""
    choices = [_choices(declared.get(name)) for name in _VARIABLE.findall(url)]
    texts = _VARIABLE.split(url)[::2]
    filled = list(islice(product(*choices), _MOST + 1))
    if len(filled) > _MOST:
        filled = [("{}",) * len(choices)]
    return dict.fromkeys(
        "".join(text + value for text, value in zip(texts, (*values, ""), strict=True))
        for values in filled
    )


def _choices(variable: Json) -> list[str]:
    listed = variable.get("enum") if isinstance(variable, dict) else None
    return [str(one) for one in listed] if isinstance(listed, list) and listed else ["{}"]


def compare_servers(
    base: Servers, revision: Servers, *, label: str, path_changed: bool
) -> Iterator[Change]:
    """Yields the changes of a list of servers.

    Args:
        base: The list in the base.
        revision: The list in the revision.
        label: The operation whose list it is; empty for the document's.
        path_changed: Whether a call that was there has no URL in common with what it became.
    """
    if path_changed and base.urls and revision.urls:
        old, new = base.urls[0], revision.urls[0]
        yield _change("server_path_changed", label, old, new)
        return
    # Where the paths of all operations make up for it, a server only is the same host.
    by_host = not set(base.paths) & set(revision.paths)
    gone, new_ones = _beyond(base, revision, by_host), _beyond(revision, base, by_host)
    for index, one in enumerate(gone):
        heir = new_ones[index] if index < len(new_ones) else None
        yield _change("server_removed", label, one, heir)
    for one in new_ones[len(gone) :]:
        yield _change("server_added", label, None, one)


def _beyond(servers: Servers, others: Servers, by_host: bool) -> list[ServerUrl]:
    """Returns the URLs that the others do not have, each once."""

    def key(one: ServerUrl) -> tuple[str, str]:
        return one.origin, "" if by_host else one.path

    known = {key(one) for one in others.urls}
    usual = {(one.home, one.usual): one.is_free for one in others.urls}

    def is_same(one: ServerUrl) -> bool:
        """Whether both mean one URL where a client fills nothing into either."""
        where = one.home, one.usual
        return where in usual and not by_host and (one.is_free or usual[where])

    beyond = (one for one in servers.urls if key(one) not in known and not is_same(one))
    return list({key(one): one for one in beyond}.values())


def _change(rule: str, label: str, base: ServerUrl | None, revision: ServerUrl | None) -> Change:
    return Change(
        rule=rule,
        at="servers",
        before=_words(base),
        after=_words(revision),
        base=base.pointer if base is not None else None,
        revision=revision.pointer if revision is not None else None,
        operation=label,
        verdict=verdict_of(rule),
        key=_words(base) or _words(revision),
    )


def _words(url: ServerUrl | None) -> str:
    return url.written if url is not None else ""
