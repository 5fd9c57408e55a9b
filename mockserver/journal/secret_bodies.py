"""Takes secrets out of bodies as they are written, whole or cut: JSON, forms, multipart, XML."""

import json
import re
from collections.abc import Callable
from typing import Final, TypeAlias
from urllib.parse import unquote_plus

from mockserver.journal.content import FORM
from mockserver.journal.secret_names import MASK, SecretNames, is_count, is_plain_id
from specs.media_types import split_content_type

Found: TypeAlias = Callable[[bytes], None]
"""Is told of each secret."""

_STRING: Final = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)(?:"|\\?\Z)', re.DOTALL)
"""Text in quotes; the last one may have lost its end."""
_MEMBER: Final = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:\s*)?', re.DOTALL)
"""Text in quotes, and the colon if it is a name."""
_JSON: Final = "application/json"
_NUMBER: Final = re.compile(r"-?[0-9][0-9.eE+-]*")
_BOUNDARY: Final = "\r\n--"
_PART_NAME: Final = re.compile(r'\bname="([^"\r\n]*)"', re.IGNORECASE)
_ELEMENT: Final = re.compile(r"(<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?:\s[^<>]*)?>)([^<]+)")


def mask_body(content_type: str, body: bytes, names: SecretNames, found: Found) -> bytes:
    """Returns a body with `***` for each secret; everything else stays byte for byte.

    Args:
        content_type: As sent.
        body: Maybe without its end.
        names: Which members hold secrets.
        found: Is told of each secret.
    """
    if not body:
        return body
    if content_type == _JSON and not names.may_stand_in(body):
        return body
    kind, _ = split_content_type(content_type)
    text = body.decode("latin-1")  # One character for each byte, whatever the bytes mean.
    if kind == FORM:
        masked = mask_pairs(text, names, found)
    elif kind == "multipart/form-data":
        masked = _parts(text, names, found)
    elif kind.endswith("xml"):
        masked = _elements(text, names, found)
    else:
        masked = _json(text, names, found)
    return body if masked == text else masked.encode("latin-1")


def mask_pairs(text: str, names: SecretNames, found: Found) -> str:
    """Returns a query or a form with `***` for each secret."""
    if not text:
        return text
    shown = []
    for pair in text.split("&"):
        name, equals, value = pair.partition("=")
        meant, said = _decoded(name), _decoded(value)
        if said and names.has_member(meant) and not is_plain_id(meant, said):
            found(said.encode("utf-8", "surrogateescape"))
            value = MASK
        shown.append(name + equals + value)
    return "&".join(shown)


def _decoded(text: str) -> str:
    return unquote_plus(text, errors="surrogateescape")


def _json(text: str, names: SecretNames, found: Found) -> str:
    """Masks members of JSON text, and of any other text that looks like it."""
    shown: list[str] = []
    kept = position = 0
    while match := _MEMBER.search(text, position):
        position = match.end()
        if match[2] is None:
            continue
        name = _unescaped(match[1]) if "\\" in match[1] else match[1]
        if not names.has_member(name):
            continue
        end = _end_of_secret(text, position, name, found)
        if end is not None:
            shown += [text[kept:position], f'"{MASK}"']
            kept = position = end
    return "".join([*shown, text[kept:]])


def _end_of_secret(text: str, start: int, name: str, found: Found) -> int | None:
    """Returns where the value of a secret member ends; None if it is nothing to hide."""
    if string := _STRING.match(text, start):
        value = _unescaped(string[1])
        if not value or is_plain_id(name, value):
            return None
        found(string[1].encode("latin-1"))
        found(value.encode("utf-8", "surrogatepass"))
        return string.end()
    if number := _NUMBER.match(text, start):
        return None if is_count(name) or is_plain_id(name, number[0]) else number.end()
    if text[start : start + 1] not in ("{", "["):
        return None
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return len(text)
    for string in _STRING.finditer(text, start, end):
        found(string[1].encode("latin-1"))
    return end if value else None


def _unescaped(text: str) -> str:
    """Returns what stands between the quotes of JSON text; as it is where that is no JSON."""
    raw = text.encode("latin-1")
    try:
        decoded: str = json.loads(b'"%b"' % raw, strict=False)
    except ValueError:
        return raw.decode("utf-8", "replace")
    return decoded


def _parts(text: str, names: SecretNames, found: Found) -> str:
    """Masks parts whose `Content-Disposition` names a secret."""
    shown = []
    for part in text.split(_BOUNDARY):
        head, blank, value = part.partition("\r\n\r\n")
        match = _PART_NAME.search(head)
        if value and match and names.has_member(match[1]) and not is_plain_id(match[1], value):
            found(value.encode("latin-1"))
            value = MASK
        shown.append(head + blank + value)
    return _BOUNDARY.join(shown)


def _elements(text: str, names: SecretNames, found: Found) -> str:
    def masked(match: re.Match[str]) -> str:
        value = match[4].strip()
        if not value or not names.has_member(match[3]) or is_plain_id(match[3], value):
            return match[0]
        found(value.encode("latin-1"))
        return match[1] + MASK

    return _ELEMENT.sub(masked, text)
