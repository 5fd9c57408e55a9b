"""What raw headers and bodies say: text, values, members."""

from typing import Final
from urllib.parse import parse_qsl

import orjson

from mockserver.journal.entry import RawHeaders
from specs.media_types import is_json, split_content_type
from specs.values import ABSENT, Json, Missing

_CONTENT_TYPE: Final = b"content-type"
FORM: Final = "application/x-www-form-urlencoded"


def header_values(headers: RawHeaders, name: str) -> list[str]:
    """Returns all values of a header, in the order sent."""
    wanted = name.lower().encode("latin-1", "replace")
    return [value.decode("latin-1") for key, value in headers if key.lower() == wanted]


def content_type(headers: RawHeaders) -> str:
    """Returns the content type as sent, empty if there is none."""
    for name, value in reversed(headers):
        if len(name) == len(_CONTENT_TYPE) and name.lower() == _CONTENT_TYPE:
            return value.decode("latin-1")
    return ""


def says_json(kind: str) -> bool:
    """Whether a content type is one of JSON."""
    return "*" not in kind and is_json(kind)


def text_of(headers: RawHeaders, body: bytes) -> str | None:
    """Returns a body as text, None if it is none."""
    charset = split_content_type(content_type(headers))[1]
    for name in ("utf-8", charset or "utf-8"):
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def value_of(headers: RawHeaders, body: bytes) -> Json | Missing:
    """Returns what a body means: JSON, or a form as an object; `ABSENT` if it is neither.

    A field that a form has several times is a list.
    """
    kind = content_type(headers)
    if split_content_type(kind)[0] == FORM:
        return _form(body)
    if kind and not says_json(kind):
        return ABSENT
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return ABSENT


def _form(body: bytes) -> Json:
    found: dict[str, Json] = {}
    for name, text in parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True):
        if name not in found:
            found[name] = text
        elif isinstance(found[name], list):
            found[name].append(text)
        else:
            found[name] = [found[name], text]
    return found


def is_same(one: Json, other: Json) -> bool:
    """Whether two JSON values are equal; unlike in Python, `true` is not 1.

    >>> is_same({"a": [1.0]}, {"a": [1]}), is_same(True, 1)
    (True, False)
    """
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)
