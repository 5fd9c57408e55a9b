"""What git is asked, and what becomes of its refusals."""

from pathlib import Path

import pytest

from contracts.drift.sources.git import Repository, is_revision
from contracts.errors import ConfigError
from tests.contracts.drift.sources.conftest import SPEC, Repo


def test_the_repository_is_seen_from_here(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit(**{"sub/deep/a.yaml": SPEC})

    assert (Repository.here("x").prefix, Repository.here("x").name) == ("", "shop")
    monkeypatch.chdir(repo.folder / "sub" / "deep")
    assert Repository.here("x").prefix == "sub/deep/"
    assert Repository.here("x").top == repo.folder


def test_contents_come_whole_whatever_is_in_them(repo: Repo) -> None:
    texts = {"a": "", "b": "no end", "c": "x missing\n\n", "d": "\n" * 5, "é\t\n\"'": "é"}
    repo.commit(**texts)
    repository = Repository.here("x")
    entries = repository.entries("HEAD")

    found = repository.contents(entry.id for entry in entries.values())

    assert {path: found[entry.id].decode() for path, entry in entries.items()} == texts
    assert repository.entries("").keys() == entries.keys()


def test_an_object_that_is_not_here_is_said(repo: Repo) -> None:
    repo.commit(a="a")

    with pytest.raises(ConfigError, match="Fetch the revision whole"):
        Repository.here("x").contents(["0" * 40])


def test_a_revision_is_known_by_git(repo: Repo) -> None:
    repo.commit(a="a")

    assert is_revision("main")
    assert is_revision("HEAD")
    assert not is_revision("--help")
    assert not is_revision("nothing")


def test_outside_of_a_repository_nothing_is_a_revision(alone: Path) -> None:
    assert not is_revision("main")
    with pytest.raises(ConfigError, match="no git repository"):
        Repository.here("main:a")
