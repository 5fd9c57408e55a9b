"""Temporary files are called as the user named them."""

from pathlib import Path

import pytest

from contracts.drift.sources.names import Names
from specs.errors import InvalidSpec


def test_folders_and_files_have_the_users_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "made"
    names = Names({made / "tree": "main:", made / "in.yaml": "stdin"})

    assert names.shown(made / "tree" / "a" / "b.yaml") == "main:a/b.yaml"
    assert names.shown(made / "in.yaml") == "stdin"
    assert names.shown(tmp_path / "c.yaml") == "c.yaml"
    assert names.shown(Path("/elsewhere/c.yaml")) == "/elsewhere/c.yaml"
    assert names.told(f"{made}/tree/a.yaml and {made}/in.yaml") == "main:a.yaml and stdin"


def test_an_error_keeps_what_it_says(tmp_path: Path) -> None:
    names = Names({tmp_path: "main:"})
    error = InvalidSpec(
        "it is wrong", file=tmp_path / "a.yaml", line=2, expected=f"one in {tmp_path}", do="Mend it"
    )

    found = names.retold(error)

    assert str(found) == "main:a.yaml:2: it is wrong. Expected one in main:. Mend it."
    assert (found.file, found.line, found.do) == (Path("main:a.yaml"), 2, "Mend it")
