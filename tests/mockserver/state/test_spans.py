"""A span is a number and a unit, and nothing else."""

from datetime import timedelta

import pytest

from mockserver.state.spans import parse_span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("5s", timedelta(seconds=5)),
        ("90m", timedelta(minutes=90)),
        ("+3h", timedelta(hours=3)),
        ("-2d", timedelta(days=-2)),
    ],
)
def test_span_is_read_in_its_unit(text, span):
    assert parse_span(text) == span


@pytest.mark.parametrize("text", ["", "5", "d", "1w", "1.5h", " 1d", "1d ", "--1d", "1234567890s"])
def test_other_text_is_no_span(text):
    with pytest.raises(ValueError, match="is no span"):
        parse_span(text)
