"""A run's folder: written whole or not at all, and found again."""

from pathlib import Path

import pytest

from contracts.errors import ConfigError, NothingThere
from contracts.run.folder import (
    RunFolder,
    latest_run,
    new_run_id,
    own_run_id,
    read_asked,
    read_result,
    read_run,
    write_atomically,
)
from tests.support.runs import clean_run, interrupted_run


def test_ids_of_runs_differ_and_can_stand_anywhere() -> None:
    ids = {new_run_id() for _ in range(50)}

    assert len(ids) == 50
    assert all(own_run_id(one) == one for one in ids)


@pytest.mark.parametrize("text", ["", "..", "a/b", "a b", "-a", "x" * 41, "é", "a\n"])
def test_odd_ids_are_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="letters"):
        own_run_id(text)


def test_result_is_read_as_it_was_written(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "home", "ck-1")
    folder.make()

    folder.write(clean_run(), {"target": "lab"})

    assert read_run(tmp_path / "home", "ck-1") == (clean_run(), {"target": "lab"})


def test_newest_run_is_read_without_a_name(tmp_path: Path) -> None:
    for name, run in (("ck-1", clean_run()), ("ck-2", interrupted_run())):
        folder = RunFolder(tmp_path, name)
        folder.make()
        folder.write(run, {})

    assert latest_run(tmp_path) == "ck-2"
    assert read_run(tmp_path)[0] == interrupted_run()


def test_folder_keeps_itself_out_of_git(tmp_path: Path) -> None:
    RunFolder(tmp_path, "ck-1").make()

    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_killed_run_still_says_what_it_was_for(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path, "ck-1")
    folder.make()
    folder.write_asked({"target": "lab"})

    assert read_asked(tmp_path, "ck-1") == {"target": "lab"}
    with pytest.raises(NothingThere):
        read_run(tmp_path, "ck-1")


def test_folder_that_cannot_be_made_is_one_paragraph(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(ConfigError, match="--run-home") as caught:
        RunFolder(tmp_path / "file", "ck-1").make()

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1}', '{"version": 99}', '"x"'])
def test_file_of_something_else_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, encoding="utf-8")

    with pytest.raises(NothingThere, match=r"run\.json"):
        read_result(tmp_path / "run.json")


def test_nothing_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingThere, match="contracts test"):
        read_run(tmp_path)
    with pytest.raises(NothingThere):
        read_asked(tmp_path, "ck-1")


def test_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_atomically(file, "old")

    with pytest.raises(UnicodeEncodeError):
        write_atomically(file, "new \ud800")

    assert file.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]
