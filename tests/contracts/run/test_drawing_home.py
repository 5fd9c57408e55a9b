"""Hypothesis keeps its tables beside the runs, and does not make the slow one."""

import subprocess
import sys
from pathlib import Path

import pytest

from contracts.run.drawing_home import UTF_8

READ = """
import sys
from pathlib import Path
from contracts.run.drawing_home import keep_drawing_in
from hypothesis.internal import charmap

def tried(number):
    raise SystemExit("a code point was tried")

keep_drawing_in(Path(sys.argv[1]))
charmap.chr = tried
charmap.intervals_from_codec("utf-8")
"""


def can_be_written(number: int) -> bool:
    try:
        return chr(number).encode().decode() == chr(number)
    except UnicodeError:
        return False


@pytest.mark.parametrize("number", [0, 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0x10FFFF, 65, 0x1F600])
def test_table_says_what_utf_8_can_write(number: int) -> None:
    ranges, read_otherwise = UTF_8

    assert can_be_written(number) is any(first <= number <= last for first, last in ranges)
    assert read_otherwise == ()


def ran(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", READ, str(home)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_table_is_there_before_hypothesis_needs_it(tmp_path: Path) -> None:
    told = ran(tmp_path)

    assert told.returncode == 0, told.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["hypothesis"]


def test_home_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "hypothesis").write_text("in the way")

    assert "a code point was tried" in ran(tmp_path).stderr
