import json
from collections.abc import Callable
from pathlib import Path

import pytest

from specs.errors import UnreadableFile
from specs.json_reader import build_json
from specs.source_text import Oddity
from specs.yaml_reader import parse_text, read_text

HERE = Path("some.json")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('{"a": 1,\n "b": 2,\n "a": 3}', 3, "the key 'a' stands here twice"),
        ('{"a": {"b": 1, "b": 2}}', 1, "the key 'b' stands here twice"),
        ("[1e999]", None, "the number 1e999 is too large"),
        ("[NaN]", None, "NaN is not a number of JSON"),
        ("[" + "9" * 5000 + "]", None, "integer string conversion"),
        ('["\\ud800"]', None, "line 1 holds half of a character"),
        ("[" * 201 + "]" * 201, None, "nested deeper than 200 levels"),
        ("[" * 5000 + "]" * 5000, None, "nested deeper than 200 levels"),
        ('{"a":' * 201 + "1" + "}" * 201, None, "nested deeper than 200 levels"),
    ],
)
def test_json_that_is_no_good_is_refused(text: str, line: int | None, says: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        build_json(text, HERE)

    assert caught.value.line == line
    assert says in str(caught.value)


def test_ordinary_nesting_is_read() -> None:
    assert build_json("[" * 200 + "]" * 200, HERE)


def test_numbers_of_any_size_are_kept() -> None:
    assert build_json(f"[{2**80}, -1, 1.5, 1e3]", HERE) == [2**80, -1, 1.5, 1000.0]


def test_characters_beyond_the_basic_plane_are_read() -> None:
    assert build_json('["\\ud83d\\ude00", "\\\\ud800"]', HERE) == ["\U0001f600", "\\ud800"]


def test_lenient_reader_takes_the_last_of_two_keys() -> None:
    told: list[Oddity] = []

    value = build_json('{"a": 1,\n "a": 2, "b": {"c": 1, "c": 1}}', HERE, told.append)

    assert value == {"a": 2, "b": {"c": 1}}
    assert {(one.wrong, one.line) for one in told} == {
        ("the key 'a' stands here twice", 2),
        ("the key 'c' stands here twice", 2),
    }


def test_json_in_a_yaml_file_is_read_as_json() -> None:
    text = json.dumps({"\x80": "\t"})

    assert parse_text(text, Path("some.yaml")).value == {"\x80": "\t"}


def test_json_with_comments_and_trailing_commas_is_read_as_yaml() -> None:
    source = parse_text('{\n\t"a": 1, # one\n\t"b": [2,],\n}', HERE)

    assert source.value == {"a": 1, "b": [2]}
    assert source.line("/b") == 3


def test_text_that_is_neither_json_nor_yaml_is_told_as_json(write: Callable[..., Path]) -> None:
    path = write('{"a": 1,\n "b": [2}', "a.json")

    with pytest.raises(UnreadableFile) as caught:
        read_text(path)

    assert str(caught.value).startswith(f"{path}:2: this is not JSON: Expecting ',' delimiter.")
