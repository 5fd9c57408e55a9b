"""A request as a curl line that sends the same bytes when it is pasted into a shell."""

import gzip
import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from contracts.finding import Exchange, Request

BASE_URL: Final = "$BASE_URL"
"""Stands for the base URL where the run has none, as in process."""

_NAME: Final = r"\$[A-Z][A-Z0-9_]+"
_SECRET: Final = re.compile(rf"(?:(Basic|Bearer|Token) )?({_NAME})")
_JSON_SECRET: Final = re.compile(rf'(?<=")({_NAME})(?=")')
_FORM_SECRET: Final = re.compile(rf"(?<==)({_NAME})(?=&|\Z)")
_PLAIN: Final = re.compile(r"[A-Za-z0-9 :/._?=&%-]*")
_LONGEST_ARGUMENT: Final = 100_000
"""Bytes; a system refuses longer ones."""
_PACKED_FROM: Final = 4_000
"""Bytes; longer bodies are packed where that makes them much shorter."""
_WIDTH: Final = 100

Piece = tuple[str, bool]
"""A part of an argument, and whether it is the name of a secret."""


def curl_line(exchange: Exchange, base: str) -> str:
    """Returns the command; a secret stands in it as `"$NAME"`, all else literally.

    Args:
        exchange: Its request is what the command sends.
        base: The API's base URL; where it is empty the shell's `$BASE_URL` stands for it.
    """
    request = exchange.request
    url = quoted(_url(request, base))
    options = [" ".join(["curl -sS -i", *_flags(url), *_method(request), url])]
    options += [f"-H {quoted(header, is_header=True)}" for header in _headers(request, base)]
    feed = ""
    if request.body is not None:
        feed, option = _body(request.body, request)
        options.append(option)
    line = feed + " ".join(options)
    return line if len(line) <= _WIDTH else feed + " \\\n  ".join(options)


def quoted(pieces: list[Piece], *, is_header: bool = False) -> str:
    r"""Returns one shell argument.

    A header is sent as ISO 8859-1 where that can hold it, as HTTP libraries do; all else is UTF-8.

    >>> quoted([("it's", False)])
    "'it'\\''s'"
    >>> quoted([("X-Key: ", False), ("$KEY", True)])
    '"X-Key: $KEY"'
    """
    if any(secret for _, secret in pieces) and all(
        secret or _PLAIN.fullmatch(text) for text, secret in pieces
    ):
        return '"' + "".join(text for text, _ in pieces) + '"'
    return "".join(
        f'"{text}"' if secret else literal(text, is_header=is_header) for text, secret in pieces
    )


def literal(text: str, *, is_header: bool = False) -> str:
    r"""Returns text in quotes in which a shell changes nothing; what cannot be seen is escaped.

    >>> literal("a\tb")
    "$'a\\tb'"
    """
    is_latin = is_header and all("\x7f" < char <= "\xff" or char.isascii() for char in text)
    raw = text.encode("latin-1" if is_latin else "utf-8", "surrogateescape")
    if (text.isascii() or not is_latin) and all(
        char.isprintable() or char == "\n" for char in text
    ):
        return "'" + text.replace("'", "'\\''") + "'"
    return "$'" + "".join(map(_escaped, raw)) + "'"


def _escaped(byte: int) -> str:
    short = {0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t", 0x27: "\\'", 0x5C: "\\\\"}
    if byte in short:
        return short[byte]
    # An exclamation mark would recall a command of the shell's history.
    return chr(byte) if 0x20 <= byte < 0x7F and byte != 0x21 else f"\\{byte:03o}"


def _flags(url: str) -> Iterator[str]:
    if any(char in url for char in "[]{}"):
        yield "-g"  # else they would name several URLs
    if "/." in url:
        yield "--path-as-is"  # else `..` would be resolved


def _method(request: Request) -> Iterator[str]:
    if request.method == "HEAD" and request.body is None:
        yield "-I"  # with -X HEAD, curl would wait for a body
    elif request.method != "GET" or request.body is not None:
        yield f"-X {literal(request.method)}"


def _url(request: Request, base: str) -> list[Piece]:
    start: list[Piece] = [(base.rstrip("/"), False)] if base else [(BASE_URL, True)]
    pieces = [*start, (request.path, False)]
    encoded = request.target[len(request.path) + 1 :].split("&") if request.query else []
    for number, (pair, (_, value)) in enumerate(zip(encoded, request.query, strict=True)):
        mark = "&" if number else "?"
        if re.fullmatch(_NAME, value):
            pieces += [(mark + pair.removesuffix(value), False), (value, True)]
        else:
            pieces.append((mark + pair, False))
    return _joined(pieces)


def _headers(request: Request, base: str) -> Iterator[list[Piece]]:
    given = {name.lower() for name, _ in request.headers}
    for name, value in request.headers:
        if _is_curls_own(request, base, name.lower(), value):
            continue
        if not value.strip():
            yield [(f"{name};", False)]  # a name with a colon alone would remove the header
        elif found := _SECRET.fullmatch(value):
            scheme = f"{found[1]} " if found[1] else ""
            yield [(f"{name}: {scheme}", False), (found[2], True)]
        else:
            yield [(f"{name}: {value}", False)]
    if request.body is not None and "content-type" not in given:
        yield [("Content-Type:", False)]  # curl would say that the body is a form


def _is_curls_own(request: Request, base: str, name: str, value: str) -> bool:
    """Whether curl sends this header by itself, and with this value."""
    if name == "host":
        return bool(base) and value == urlsplit(base).netloc
    return name == "content-length" and value == str(len(request.body or b""))


def _body(body: bytes, request: Request) -> tuple[str, str]:
    """Returns what feeds curl, if anything, and curl's option."""
    pieces = _body_pieces(body, request)
    has_secret = any(secret for _, secret in pieces)
    if len(body) >= _PACKED_FROM and not has_secret:
        packed = b64encode(gzip.compress(body, mtime=0)).decode()
        if len(packed) * 2 < len(body):
            return f"printf %s '{packed}' | base64 -d | gunzip | ", "--data-binary @-"
    if not pieces:
        return f"printf %s '{b64encode(body).decode()}' | base64 -d | ", "--data-binary @-"
    if len(body) > _LONGEST_ARGUMENT:
        return f"printf %s {quoted(pieces)} | ", "--data-binary @-"
    return "", f"--data-raw {quoted(pieces)}"


def _body_pieces(body: bytes, request: Request) -> list[Piece]:
    """Returns a body's pieces; none if it is no text that a shell's argument can hold."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return []
    if "\0" in text:
        return []
    is_form = "form-urlencoded" in (request.header("content-type") or "")
    parts = (_FORM_SECRET if is_form else _JSON_SECRET).split(text)
    return _joined([(part, bool(number % 2)) for number, part in enumerate(parts)]) or [("", False)]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Returns pieces without empty ones, neighbours of one kind made one."""
    joined: list[Piece] = []
    for text, secret in pieces:
        if not text:
            continue
        if joined and not secret and not joined[-1][1]:
            joined[-1] = (joined[-1][0] + text, False)
        else:
            joined.append((text, secret))
    return joined
