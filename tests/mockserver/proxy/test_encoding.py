"""Content encodings are undone within bounds."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.proxy.encoding import NotEncoded, Unreadable, decoded

LIMIT = 10_000


def packed(data):
    return gzip.compress(data, mtime=0)


def bare(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {"gzip": packed, "deflate": zlib.compress, "identity": bytes, "": bytes}


@given(st.binary(max_size=200), st.lists(st.sampled_from(list(PACKERS)), max_size=3))
def test_what_was_encoded_is_decoded(data, codings):
    raw = data
    for coding in codings:
        raw = PACKERS[coding](raw)

    assert decoded(raw, ", ".join(codings), limit_bytes=LIMIT) == data


def test_deflate_without_its_frame_is_read():
    assert decoded(bare(b"abc"), "deflate", limit_bytes=LIMIT) == b"abc"


def test_gzip_of_several_parts_is_read_whole():
    raw = packed(b"ab") + packed(b"c")

    assert decoded(raw, "x-gzip", limit_bytes=LIMIT) == b"abc"


@pytest.mark.parametrize("raw", [b"{}", packed(b"abc")[:-3], packed(b"abc") + b"!"])
def test_what_is_not_gzip_is_told(raw):
    with pytest.raises(NotEncoded, match="not gzip"):
        decoded(raw, "gzip", limit_bytes=LIMIT)


@pytest.mark.parametrize("bomb", [packed(bytes(LIMIT + 1)), packed(bytes(900)) * 12])
def test_a_bomb_is_not_blown_up(bomb):
    with pytest.raises(Unreadable, match="longer than 10000"):
        decoded(bomb, "gzip", limit_bytes=LIMIT)


def test_an_unknown_encoding_is_told():
    with pytest.raises(Unreadable, match="'br'"):
        decoded(b"x", "br", limit_bytes=LIMIT)
