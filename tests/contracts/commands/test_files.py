"""A file that a user asks for can be written, or it is said why not."""

from pathlib import Path

import pytest

from contracts.commands.files import check_writable, write_file
from contracts.errors import ConfigError


def test_new_and_old_files_can_be_written(tmp_path: Path) -> None:
    check_writable(tmp_path / "new")
    write_file(tmp_path / "new", "\ud800\n")
    check_writable(tmp_path / "new")

    assert (tmp_path / "new").read_text() == "\\ud800\n"


def test_folder_and_missing_folder_cannot(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="this is a folder"):
        check_writable(tmp_path)
    with pytest.raises(ConfigError, match="there is no folder"):
        check_writable(tmp_path / "no" / "x")


def test_hyphen_is_stdout(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    check_writable(Path("-"))
    write_file(Path("-"), "marks é\n")

    assert capfdbinary.readouterr().out == "marks é\n".encode()
