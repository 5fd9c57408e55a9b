"""Bodies as the bytes that were sent."""

import gzip
from base64 import b64encode

import pytest

from contracts.drift.traffic.bodies import Body, body_of
from contracts.drift.traffic.kept import CUT
from specs.values import Json


@pytest.mark.parametrize(
    ("text", "encoding", "body"),
    [
        ("ü", "", "ü".encode()),
        ("ü", "utf-8", "ü".encode()),
        ("/w ==\n", "BASE64", b"\xff"),
        (b64encode(gzip.compress(b"[1]")).decode(), "base64", b"[1]"),
        (None, "", b""),
        ([1], "", b"[1]"),
        ("\ud800", "", b"?"),
    ],
)
def test_a_body_is_decoded(text: Json, encoding: str, body: bytes) -> None:
    assert body_of(text, encoding) == Body(body)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("abc", "a body is said to be base64, but is not"),
        ("ü===", "a body is said to be base64, but is not"),
        (b64encode(b"\x1f\x8b\x08nonsense").decode(), "a body is compressed, and damaged"),
        (CUT, "a body is too long to be judged"),
    ],
)
def test_a_body_that_cannot_be_decoded_says_why(text: str, why: str) -> None:
    assert body_of(text, "base64") == Body(loss=why)
