import pytest

from specs.media_types import is_json, matches, split_content_type


@pytest.mark.parametrize(
    ("content_type", "carries"),
    [
        ("application/json", True),
        ("Application/JSON; charset=utf-8", True),
        ("application/problem+json", True),
        ("*/*", True),
        ("application/*", True),
        ("application/x-www-form-urlencoded", False),
        ("text/json-lines", False),
        ("", False),
    ],
)
def test_json_types_are_known(content_type: str, carries: bool) -> None:
    assert is_json(content_type) is carries


@pytest.mark.parametrize(
    ("content_type", "kind", "charset"),
    [
        ("text/plain", "text/plain", None),
        ("text/plain; charset=LATIN-1", "text/plain", "latin-1"),
        ('text/plain ;version=1; Charset = "utf-8"', "text/plain", "utf-8"),
        ("", "", None),
        (";", "", None),
    ],
)
def test_content_type_is_split(content_type: str, kind: str, charset: str | None) -> None:
    assert split_content_type(content_type) == (kind, charset)


def test_a_content_type_is_split_however_long_it_is() -> None:
    long = "Text/Plain; name=" + "x" * 100_000 + "; charset=ASCII"

    assert [split_content_type(long) for _ in range(2)] == [("text/plain", "ascii")] * 2


@pytest.mark.parametrize(
    ("declared", "kind", "fits"),
    [
        ("text/plain", "text/plain", True),
        ("text/*", "text/plain", True),
        ("*/*", "text/plain", True),
        ("text/*", "textual/plain", False),
        ("text/plain", "text/html", False),
    ],
)
def test_wildcards_match_their_branch(declared: str, kind: str, fits: bool) -> None:
    assert matches(declared, kind) is fits
