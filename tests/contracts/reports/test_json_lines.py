"""JSON is indented without being changed."""

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.reports.json_lines import indented
from specs.values import find

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@settings(deadline=timedelta(seconds=1))
@given(VALUES, st.booleans())
def test_indented_lines_are_those_of_the_standard_library(value, ascii_only):
    text = json.dumps(value, ensure_ascii=ascii_only).encode(errors="replace").decode()

    lines = [line for _, line in indented(text)]

    expected = json.dumps(json.loads(text), ensure_ascii=ascii_only, indent=2)
    assert "\n".join(lines) == expected.encode(errors="replace").decode()


@given(VALUES)
def test_every_pointer_names_the_value_of_its_line(value):
    text = json.dumps(value).encode().decode()

    for place, line in indented(text):
        token = line.strip().rstrip(",").rpartition(": ")[2] if place else ""
        if token and token not in "{[" and '"' not in line:
            assert find(value, place) == json.loads(token)


@pytest.mark.parametrize(
    "token", ["1.0", "1e400", "-0", "12345678901234567890123", '"\\u00e9\\/"', "{}", "[ ]"]
)
def test_a_token_stays_as_it_was_sent(token):
    assert [line for _, line in indented(f'{{"a":{token},"a":{token}}}')] == [
        "{",
        f'  "a": {token},',
        f'  "a": {token}',
        "}",
    ]


def test_names_in_a_pointer_are_escaped():
    assert [place for place, _ in indented('{"a/b": {"c~d": [1, 2]}}')] == [
        "",
        "/a~1b",
        "/a~1b/c~0d",
        "/a~1b/c~0d/0",
        "/a~1b/c~0d/1",
        "",
        "",
        "",
    ]
