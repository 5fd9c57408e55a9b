"""Fills our mock with campaigns as fast as it makes them: many requests behind each other."""

import json
import socket
import time
from typing import Final
from urllib.parse import urlsplit

from bench.peers.asking import ask
from bench.peers.settling import STATE, Unsettled
from bench.peers.work import CAMPAIGNS, UPDATED, new_campaign
from specs.values import Record

_AT_ONCE: Final = 50
"""Requests that are sent before the first one's answer is read."""
_MADE: Final = b"HTTP/1.1 201"
_SAID: Final = b"HTTP/1.1 "
_PATIENCE_SECONDS: Final = 30
_CHUNK: Final = 1 << 16


def fill(url: str, token: str | None, campaigns: int) -> float:
    """Makes the store hold a number of campaigns, and returns how many seconds making took.

    If a connection breaks some may be made twice; how many there are the store can tell.

    Args:
        url: Where the bundled API is served.
        token: Credentials.
        campaigns: How many in the end.

    Raises:
        Unsettled: The mock did not take its records.
        OSError: It broke the connection, or took too long.
    """
    told = ask(url, "GET", STATE)
    replaced = ask(url, "PUT", STATE, fewest(told.body, campaigns))
    if replaced.status != 204:
        raise Unsettled("the new state", replaced)
    missing = campaigns - len(fewest(told.body, campaigns)["campaign"])
    begun = time.perf_counter()
    make(url, token, missing)
    return time.perf_counter() - begun


def fewest(state: Record, campaigns: int) -> Record:
    """Returns the records with no more campaigns than are wanted; those of the common work stay."""
    ordered = sorted(state["campaign"], key=lambda id_: id_ not in UPDATED)
    return state | {"campaign": {id_: state["campaign"][id_] for id_ in ordered[:campaigns]}}


def make(url: str, token: str | None, number: int) -> None:
    """Makes a number of campaigns.

    Args:
        url: Where the bundled API is served.
        token: Credentials.
        number: How many.

    Raises:
        OSError: One was refused, or the server breaks every connection, or took too long.
    """
    address = urlsplit(url)
    body = json.dumps(new_campaign("One of Many")).encode()
    head = (
        f"POST {CAMPAIGNS} HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    request = head.encode() + body
    where = (str(address.hostname), address.port or 80)
    for last in (False, False, True):
        try:
            with socket.create_connection(where, timeout=_PATIENCE_SECONDS) as connection:
                while number > 0:
                    some = min(_AT_ONCE, number)
                    connection.sendall(request * some)
                    _read(connection, some)
                    number -= some
            return
        except ConnectionError:
            # A server may close a connection that a busy machine kept idle for seconds.
            if last:
                raise


def _read(connection: socket.socket, number: int) -> None:
    """Reads until a number of answers has begun; what is left of the last one is read later."""
    made, text = 0, b""
    while made < number:
        chunk = connection.recv(_CHUNK)
        text += chunk
        said, made = text.count(_SAID), text.count(_MADE)
        if not chunk:
            raise ConnectionError(f"it was closed behind {text[-300:]!r}")
        if said != made:
            raise OSError(f"a campaign was not made: {text[-300:]!r}")
