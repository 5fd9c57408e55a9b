"""A request as a curl line that sends the same bytes when it is pasted into a shell."""

import gzip
import re
from base64 import b64encode
from collections.abc import Iterator
from itertools import chain
from typing import Final
from urllib.parse import unquote, urlsplit

from contracts.finding import Exchange, Request, RunResult

BASE_URL: Final = "$BASE_URL"
"""Stands for the server where the run called one in process."""
CONTROL_URL: Final = "$CONTROL_URL"
"""Stands for the base URL of the control protocol."""
CONTROL: Final = "control"
"""The note of an exchange of the control protocol."""

_BRACED: Final = r"\$\{[A-Z][A-Z0-9_]+(?:[%#]\?+)?\}"
"""A name that more text follows, or a secret without an end, as the mask writes it."""
_CALLERS: Final = rf"\$CALLER_[A-Z0-9_]+|{_BRACED}"
"""How the names of callers' secrets begin; they may stand within any text."""
_NAME: Final = rf"(?:\$[A-Z][A-Z0-9_]+|{_BRACED})"
"""Any other name stands for a secret where it is the whole value."""
_BRACED_IN_URL: Final = re.compile(r"\$%7B[A-Z][A-Z0-9_]+(?:%2[53]\?+)?%7D")
_VALUE: Final = re.compile(rf"(?:(?:Basic|Bearer|Token) )?({_NAME})")
_WITHIN: Final = re.compile(f"({_CALLERS})")
_JSON: Final = re.compile(rf'({_CALLERS}|(?<="){_NAME}(?="))')
_FORM: Final = re.compile(rf"({_CALLERS}|(?<==){_NAME}(?=&|\Z))")
_PLAIN: Final = re.compile(r"[A-Za-z0-9 :/._?=&%-]*")
"""Text that means itself within double quotes."""
_RUNS_ON: Final = re.compile(r"[A-Za-z0-9_:]")
"""How text begins that a shell reads as a part of the name before it."""
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
        base: As `base_of` returns it; in process, the shell's `$BASE_URL` stands for the server.
    """
    request = exchange.request
    url = quoted(_url(exchange, base))
    options = [" ".join(["curl -sS -i", *_flags(url), *_method(request), url])]
    options += [f"-H {quoted(header)}" for header in _headers(request, base)]
    feed = ""
    if request.body is not None:
        feed, option = _body(request.body, request)
        options.append(option)
    line = feed + " ".join(options)
    return line if len(line) <= _WIDTH else feed + " \\\n  ".join(options)


def base_of(exchange: Exchange, run: RunResult) -> str:
    """Returns the base URL of a request: the API's, or that of the control protocol."""
    urls = run.controls if exchange.note == CONTROL else run.urls
    return urls.get(exchange.api, "")


def meaning(variable: str) -> str:
    """Returns what to put into a variable whose name is not the user's own, or nothing."""
    if variable.endswith("_BASIC"):
        return "USER:PASSWORD in base64"
    return "a fresh access token" if variable.startswith("ACCESS_TOKEN_") else ""


def variables(exchange: Exchange, base: str) -> tuple[str, ...]:
    """Returns the names of the variables that the command of `curl_line` needs."""
    request = exchange.request
    body = _body_pieces(request.body, request) if request.body is not None else []
    pieces = [*_url(exchange, base), *chain.from_iterable(_headers(request, base)), *body]
    names = (re.sub("[^A-Z0-9_]", "", text) for text, secret in pieces if secret)
    return tuple(dict.fromkeys(names))


def quoted(pieces: list[Piece]) -> str:
    r"""Returns one shell argument.

    >>> quoted([("it's", False)])
    "'it'\\''s'"
    >>> quoted([("X-Key: ", False), ("$KEY", True)])
    '"X-Key: $KEY"'
    """
    has_secret = any(secret for _, secret in pieces)
    if has_secret and all(
        secret or (_PLAIN.fullmatch(text) and not (number and _RUNS_ON.match(text)))
        for number, (text, secret) in enumerate(pieces)
    ):
        return '"' + "".join(text for text, _ in pieces) + '"'
    return "".join(f'"{text}"' if secret else literal(text) for text, secret in pieces)


def literal(text: str) -> str:
    r"""Returns text in quotes in which a shell changes nothing; what cannot be seen is escaped.

    >>> literal("a\tb")
    "$'a\\tb'"
    """
    if all(char.isprintable() or char == "\n" for char in text):
        return "'" + text.replace("'", "'\\''") + "'"
    return "$'" + "".join(map(_escaped, text.encode(errors="surrogateescape"))) + "'"


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


def _url(exchange: Exchange, base: str) -> list[Piece]:
    request = exchange.request
    pieces = [*_start(exchange, base), *_split(_WITHIN, request.path)]
    encoded = request.target[len(request.path) + 1 :].split("&") if request.query else []
    for number, (pair, (_, value)) in enumerate(zip(encoded, request.query, strict=True)):
        pieces.append(("&" if number else "?", False))
        if re.fullmatch(_NAME, value):
            pieces += [(pair.removesuffix(value), False), (value, True)]
        else:
            pieces += _split(_WITHIN, _BRACED_IN_URL.sub(lambda found: unquote(found[0]), pair))
    return _joined(pieces)


def _start(exchange: Exchange, base: str) -> list[Piece]:
    place = urlsplit(base)
    if place.scheme in ("http", "https"):
        return _split(_WITHIN, base.rstrip("/"))
    if exchange.note == CONTROL:
        return [(CONTROL_URL, True)]
    return [(BASE_URL, True), (place.path.rstrip("/"), False)]


def _headers(request: Request, base: str) -> Iterator[list[Piece]]:
    given = {name.lower() for name, _ in request.headers}
    for name, value in request.headers:
        if _is_curls_own(request, base, name.lower(), value):
            continue
        if not value.strip():
            yield [(f"{name};", False)]  # a name with a colon alone would remove the header
        elif found := _VALUE.fullmatch(value):
            yield [(f"{name}: {value.removesuffix(found[1])}", False), (found[1], True)]
        else:
            yield _joined([(f"{name}: ", False), *_split(_WITHIN, value)])
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
    return _joined(_split(_FORM if is_form else _JSON, text)) or [("", False)]


def _split(names: re.Pattern[str], text: str) -> list[Piece]:
    """Returns the pieces of a text in which a pattern finds the names of secrets."""
    return [(part, bool(number % 2)) for number, part in enumerate(names.split(text))]


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
