"""Content types: their parts, and what they carry."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_PARAMETER: Final = re.compile(r';\s*([^\s;=]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s;"]*))')
_KEPT: Final = 1024
"""Content types whose parts are remembered."""
_LONGEST_KEPT: Final = 200
"""Characters of a content type that is remembered; a client may send longer ones."""
_FAMILIES: Final = ("json", "xml", "yaml")
_ALIASES: Final = {
    "application/json": "json",
    "text/json": "json",
    "application/x-json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/yaml": "yaml",
    "application/x-yaml": "yaml",
    "text/yaml": "yaml",
    "text/x-yaml": "yaml",
}


def is_json(content_type: str) -> bool:
    """Whether a declared media type carries JSON, or anything at all.

    >>> is_json("application/vnd.api+json; v=1"), is_json("text/csv")
    (True, False)
    """
    kind, _ = split_content_type(content_type)
    return kind in ("application/json", "*/*", "application/*") or kind.endswith("+json")


def family(content_type: str) -> str | None:
    """Returns the structured syntax of a media type: `json`, `xml` or `yaml`, else None.

    >>> family("application/problem+json"), family("text/xml"), family("text/csv")
    ('json', 'xml', None)
    """
    kind, _ = split_content_type(content_type)
    suffix = kind.rpartition("+")[2] if "+" in kind else ""
    return suffix if suffix in _FAMILIES else _ALIASES.get(kind)


def parameters(content_type: str) -> Iterator[tuple[str, str]]:
    """Yields the parameters of a media type, names in lower case, values without quotes.

    >>> dict(parameters('text/html; Level="1"; q=0.5'))
    {'level': '1', 'q': '0.5'}
    """
    for name, quoted, plain in _PARAMETER.findall(content_type):
        yield name.lower(), re.sub(r"\\(.)", r"\1", quoted) if quoted else plain


def split_content_type(content_type: str) -> tuple[str, str | None]:
    """Returns the media type and the charset of a header, in lower case.

    >>> split_content_type('Application/JSON; charset="UTF-8"')
    ('application/json', 'utf-8')
    """
    if len(content_type) > _LONGEST_KEPT:
        return _split(content_type)
    return _known_split(content_type)


def _split(content_type: str) -> tuple[str, str | None]:
    kind, *parameters = content_type.split(";")
    charset = None
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    return kind.strip().lower(), charset


_known_split: Final = lru_cache(maxsize=_KEPT)(_split)


def matches(declared: str, kind: str) -> bool:
    """Whether a media type falls under a declared one, which may hold wildcards.

    >>> matches("application/*", "application/json"), matches("text/plain", "text/html")
    (True, False)
    """
    if declared in (kind, "*/*"):
        return True
    return declared.endswith("/*") and kind.startswith(declared[:-1])
