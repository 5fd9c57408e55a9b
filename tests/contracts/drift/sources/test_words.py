"""Which kind of thing a word names."""

from pathlib import Path

import pytest

from contracts.drift.sources.words import kind_of, revised


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("-", "stdin"),
        ("criteo", "place"),
        ("specs/openapi.yaml", "place"),
        ("main:specs/openapi.yaml", "revision"),
        ("HEAD~2:api.json", "revision"),
        (":api.json", "revision"),
        ("http://127.0.0.1:8000/openapi.json", "url"),
        (r"C:\apis\openapi.yaml", "place"),
        ("c:/apis/openapi.yaml", "place"),
        ("", "place"),
        ("no\0file:x", "revision"),
    ],
)
def test_a_word_says_what_it_names(word: str, kind: str) -> None:
    assert kind_of(word) == kind


def test_a_file_with_a_colon_wins_over_a_revision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main:api.yaml").write_text("")

    assert kind_of("main:api.yaml") == "place"


@pytest.mark.parametrize(
    ("word", "revision", "path"),
    [
        ("main:a/b.yaml", "main", "a/b.yaml"),
        ("HEAD@{2026-01-01 10:00}:a.yaml", "HEAD@{2026-01-01 10:00}", "a.yaml"),
        (":a.yaml", "", "a.yaml"),
        ("main:a:b.yaml", "main", "a:b.yaml"),
        ("main:", "main", ""),
    ],
)
def test_a_revision_ends_at_its_first_colon(word: str, revision: str, path: str) -> None:
    found = revised(word)

    assert (found.revision, found.path) == (revision, path)
