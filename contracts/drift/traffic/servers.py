"""Which URLs the servers of a description mean: their hosts, and where their paths begin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from specs.document import Document
from specs.operation import METHODS
from specs.values import Json, Record

_VARIABLE: Final = re.compile(r"\{([^{}]*)\}")
_ABSOLUTE: Final = re.compile(r"(?:[^/?#]*:)?//([^/?#]*)(.*)", re.DOTALL)
_DEFAULT_PORTS: Final = {"http": ":80", "https": ":443"}
_ANY_VALUE: Final = "[^/]+"
_MOST_URLS: Final = 64
"""As many URLs one server may stand for, by variables that hold more than a segment."""


@dataclass(frozen=True, slots=True)
class Server:
    """One server, variables and all."""

    host: re.Pattern[str] | None
    """Of a host with its port, lower case; None if the server is on any host."""
    base: re.Pattern[str]
    """Of the path before an operation's own; it ends before a slash, or at the end."""
    domain: str = ""
    """The last two labels of the host's name; empty if they are not known."""
    is_spelled: bool = True
    """Whether its path holds no variable that may have any value."""

    def is_on(self, host: str) -> bool:
        """Whether the server names a host."""
        return self.host is not None and self.host.fullmatch(host) is not None

    def base_of(self, path: str) -> str | None:
        """Returns what of a percent-encoded path stands before the operation's own."""
        found = self.base.match(path)
        return found[0] if found is not None else None


def servers_of(document: Document) -> tuple[Server, ...]:
    """Returns the servers of a document, of its paths and of its operations, each once."""
    found = {
        (server.host.pattern if server.host else None, server.base.pattern): server
        for listed in _listed(document.data)
        for server in _servers(listed)
    }
    return tuple(found.values())


def host_of(url: str) -> str:
    """Returns the host of a URL with its port, unless that is the scheme's own.

    >>> host_of("https://API.example:443/v1"), host_of("http://localhost:8080/")
    ('api.example', 'localhost:8080')
    """
    try:
        split = urlsplit(url)
    except ValueError:
        return ""
    host = split.netloc.rpartition("@")[2].lower()
    return host.removesuffix(_DEFAULT_PORTS.get(split.scheme.lower(), ":80"))


def domain_of(host: str) -> str:
    """Returns the last two labels of a host's name; nothing if it is an address, or has only one.

    >>> domain_of("eu.api.example:8443"), domain_of("127.0.0.1:80"), domain_of("localhost")
    ('api.example', '', '')
    """
    name = host.rpartition(":")[0] if ":" in host else host
    labels = name.split(".")
    is_name = len(labels) > 1 and not labels[-1].isdecimal() and not set("[]{}") & set(name)
    return ".".join(labels[-2:]) if is_name else ""


def _listed(data: Record) -> Iterator[Json]:
    own = data.get("servers")
    yield own if isinstance(own, list) and own else [{"url": "/"}]
    paths = data.get("paths")
    for item in paths.values() if isinstance(paths, dict) else ():
        if isinstance(item, dict):
            yield item.get("servers")
            for method in METHODS:
                operation = item.get(method)
                if isinstance(operation, dict):
                    yield operation.get("servers")


def _servers(listed: Json) -> Iterator[Server]:
    for server in listed if isinstance(listed, list) else ():
        if isinstance(server, dict):
            variables = server.get("variables")
            known = _values(variables if isinstance(variables, dict) else {})
            for url in _spelled_out(str(server.get("url", "/")), known):
                yield _server(url, known)


def _values(variables: Record) -> dict[str, tuple[list[str], str]]:
    """Returns, by name, the values that a variable may have, none for any, and its default."""
    return {
        name: (
            [str(value) for value in variable.get("enum") or ()],
            str(variable.get("default", "")),
        )
        for name, variable in variables.items()
        if isinstance(variable, dict)
    }


def _spelled_out(url: str, known: dict[str, tuple[list[str], str]]) -> list[str]:
    """Returns the URL with each value of the variables that hold more than a segment."""
    urls = [url]
    for name, (values, default) in known.items():
        said = values or [default]
        if any("/" in value for value in said):
            urls = [one.replace(f"{{{name}}}", value) for one in urls for value in said]
    return list(dict.fromkeys(urls))[:_MOST_URLS]


def _server(url: str, known: dict[str, tuple[list[str], str]]) -> Server:
    absolute = _ABSOLUTE.match(url)
    host, path = (absolute[1], absolute[2]) if absolute is not None else ("", url)
    path = path.partition("?")[0].partition("#")[0].strip("/")
    base = "/" + _pattern(unquote(path), known) if path else ""
    named = ".".join(host.lower().split(".")[-2:])
    return Server(
        host=_host(url, host.lower(), known),
        base=re.compile(base + r"(?=/|\Z)"),
        domain=domain_of(named),
        is_spelled=_ANY_VALUE not in base,
    )


def _host(url: str, host: str, known: dict[str, tuple[list[str], str]]) -> re.Pattern[str] | None:
    if not host:
        return None
    scheme = url.partition(":")[0].lower()
    host = host.removesuffix(_DEFAULT_PORTS.get(scheme, ":443"))
    if "." not in _VARIABLE.sub("", host):  # Nothing is left that would tell it from other hosts.
        host = _VARIABLE.sub(lambda found: known.get(found[1], ([], ""))[1].lower(), host)
    return re.compile(_pattern(host, known, any_value="[^/.:]+"))


def _pattern(
    text: str, known: dict[str, tuple[list[str], str]], *, any_value: str = _ANY_VALUE
) -> str:
    pattern, at = "", 0
    for found in _VARIABLE.finditer(text):
        values = known.get(found[1], ([], ""))[0]
        choice = "|".join(re.escape(value) for value in values)
        pattern += re.escape(text[at : found.start()]) + (f"(?:{choice})" if values else any_value)
        at = found.end()
    return pattern + re.escape(text[at:])
