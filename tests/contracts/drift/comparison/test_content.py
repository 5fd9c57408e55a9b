"""Which media type stands for which."""

import pytest

from contracts.drift.comparison.content import match_media
from specs.operation import Media


def _media(names: str) -> list[Media]:
    return [Media(one, None, {}, f"/{one}") for one in names.split()]


@pytest.mark.parametrize(
    ("base", "revision", "pairs", "gone", "new"),
    [
        ("a/json", "A/JSON;charset=utf-8", "a/json>A/JSON;charset=utf-8", "", ""),
        ("a/json", "a/json;charset=latin1", "a/json>a/json;charset=latin1", "a/json", ""),
        ("a/json;v=1", "a/json;v=2", "", "a/json;v=1", "a/json;v=2"),
        ("a/json;v=1", "a/json", "a/json;v=1>a/json", "", "a/json"),
        ("a/json", "a/* */*", "a/json>a/*", "", "a/* */*"),
        ("a/json", "a/json */*", "a/json>a/json", "", "*/*"),
        ("a/*", "a/json", "a/*>a/json", "a/*", ""),
        ("a/json b/xml", "b/xml", "b/xml>b/xml", "a/json", ""),
        ("a/*;q=1", "a/json;q=1;v=2", "a/*;q=1>a/json;q=1;v=2", "a/*;q=1", ""),
    ],
)
def test_media_types_are_matched_by_meaning(
    base: str, revision: str, pairs: str, gone: str, new: str
) -> None:
    found = match_media(_media(base), _media(revision))

    assert " ".join(f"{a.content_type}>{b.content_type}" for a, b in found.pairs) == pairs
    assert " ".join(one.content_type for one in found.gone) == gone
    assert " ".join(one.content_type for one in found.new) == new
