"""JSON laid out is the same JSON."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.journal.layout import pretty

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


@settings(deadline=None)
@given(VALUES, st.booleans(), st.sampled_from([(",", ":"), (" , ", "\n: ")]))
def test_json_is_laid_out_as_everybody_does(value, is_ascii, separators):
    text = json.dumps(value, ensure_ascii=is_ascii, separators=separators)

    assert pretty(text) == json.dumps(value, ensure_ascii=is_ascii, indent=2)


@settings(deadline=None)
@given(VALUES, st.integers(0, 100))
def test_what_is_left_of_json_is_laid_out(value, end):
    text = json.dumps(value)[:end]

    assert "".join(pretty(text).split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["1.50", "1E400", '{"a":1,"a":2}', "123456789012345678901"])
def test_values_stay_as_they_are_spelt(text):
    assert "".join(pretty(text).split()) == text
