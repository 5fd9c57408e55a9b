import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.json_lines import JsonLines, repeated_keys
from specs.values import Json, pointer
from specs.yaml_lines import YamlLines

TEXT = '\n{\n "a": {"b": 1},\n "c": [\n  2,\n  {"d": "x}]\\"",\n   "e": []}\n ]\n}'


@pytest.mark.parametrize(
    ("where", "line"),
    [("", 2), ("/a", 3), ("/a/b", 3), ("/c", 4), ("/c/0", 5), ("/c/1/d", 6), ("/c/1/e", 7)],
)
def test_line_is_that_of_the_key_or_item(where: str, line: int) -> None:
    assert JsonLines(TEXT).line(where) == line


@pytest.mark.parametrize(("where", "line"), [("/a/x", 3), ("/c/9", 4), ("/c/0/y", 5), ("/x", 2)])
def test_line_of_what_is_not_there_is_that_of_its_holder(where: str, line: int) -> None:
    assert JsonLines(TEXT).line(where) == line


def test_repeated_keys_are_told_with_their_later_line() -> None:
    text = '{"a": 1,\n "b": [{"c": 1,\n "c": 2}],\n "a": 3}'

    assert sorted(repeated_keys(text)) == [("a", 4), ("c", 3)]


def places(value: Json, where: str) -> Iterator[str]:
    yield where
    members = enumerate(value) if isinstance(value, list) else ()
    for name, item in value.items() if isinstance(value, dict) else members:
        yield from places(item, where + pointer(name))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('ab "\\{}[],:/~\u00e9\n', max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text('ab/~{" ', max_size=3), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(json_values)
def test_lines_are_those_of_the_same_text_as_yaml(value: Json) -> None:
    text = json.dumps({"root": value}, indent=1)
    found = JsonLines(text), YamlLines(text)

    lines = [[lines.line(where) for where in places({"root": value}, "")] for lines in found]

    assert lines[0] == lines[1]
