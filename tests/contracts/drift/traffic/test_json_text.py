"""JSON cut into pieces."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.drift.traffic.json_text import EndsEarly, JsonText, Malformed
from contracts.drift.traffic.kept import CUT, Kept
from specs.values import Json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(), some, max_size=3),
)


class Drip:
    """A stream that gives a few bytes at a time."""

    def __init__(self, text: bytes, size: int) -> None:
        self._stream, self._size = io.BytesIO(text), size

    def read(self, _: int, /) -> bytes:
        return self._stream.read(self._size)


@given(st.lists(VALUES, max_size=4), st.integers(1, 9), st.sampled_from([None, 2]))
def test_items_come_whole_however_they_are_read(
    items: list[Json], size: int, indent: int | None
) -> None:
    text = json.dumps(items, indent=indent).encode()

    pieces = list(JsonText(Drip(text, size)).items())

    assert [json.loads(piece.text or b"") for piece in pieces] == items
    assert all(text[piece.start :].startswith(piece.text or b"") for piece in pieces)


@given(st.lists(VALUES, min_size=1, max_size=3), st.integers(1, 9), st.data())
def test_a_text_that_ends_early_says_so(items: list[Json], size: int, data: st.DataObject) -> None:
    text = json.dumps(items).encode()
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    found: list[Json] = []

    with pytest.raises(EndsEarly):
        found.extend(json.loads(one.text or b"") for one in JsonText(Drip(cut, size)).items())

    assert found == items[: len(found)]


def test_brackets_deeper_than_one_match_are_passed() -> None:
    text = b"[" * 30 + b'"]"' + b"]" * 30

    assert JsonText(io.BytesIO(text + b" 1")).value().text == text


def test_names_come_with_their_values_unread() -> None:
    text = JsonText(io.BytesIO(b'{"a": {"b": [1]}, "c": 2}'))

    assert [(name, text.value().text) for name in text.names()] == [
        (b"a", b'{"b": [1]}'),
        (b"c", b"2"),
    ]


@pytest.mark.parametrize("text", [b"{1: 2}", b"[1]", b"7"])
def test_what_is_no_object_has_no_names(text: bytes) -> None:
    with pytest.raises(Malformed):
        list(JsonText(io.BytesIO(text)).names())


def test_a_value_that_is_not_kept_is_passed() -> None:
    text = JsonText(io.BytesIO(b'[{"a": "]"}, 2]'))

    assert text.value(is_kept=False).text is None
    assert text.next_mark() == b""


def test_a_string_that_is_too_long_is_replaced() -> None:
    kept = Kept()
    kept.add(b'{"a": "')
    kept.begin_string()
    for _ in range(20):
        kept.add(b"x" * (1 << 20))
    kept.end_string()
    kept.add(b'"}')

    assert json.loads(kept.text or b"") == {"a": CUT}


def test_a_value_that_is_too_long_is_not_kept() -> None:
    kept = Kept()
    for _ in range(30):
        kept.add(b"1" * (1 << 20))

    assert kept.text is None
