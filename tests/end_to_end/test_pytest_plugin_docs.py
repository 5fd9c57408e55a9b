"""What the documents show of tests and settings files is what happens."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mockserver.pytest_plugin import pytest_addoption
from mockserver.settings_file import find_settings
from mockserver.testing import JournalQuery, MockSandbox

ROOT = Path(__file__).parents[2]
TESTING = (ROOT / "mockserver" / "testing" / "README.md").read_text("utf-8")
DOCUMENTS = [
    path.read_text("utf-8") for path in (ROOT / "README.md", ROOT / "mockserver" / "README.md")
]


def blocks(language: str, *texts: str) -> list[str]:
    return [
        block
        for text in texts
        for block in re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    ]


def named(block: str) -> str:
    """Returns the file that a block's first line names; empty if it names none."""
    found = re.match(r"# (\S+\.(?:py|ini|toml))\n", block)
    return found[1] if found else ""


def test_the_tests_that_are_shown_pass(tmp_path: Path) -> None:
    files = {named(block): block for block in blocks("(?:python|ini)", TESTING) if named(block)}
    assert set(files) == {"pytest.ini", "test_budget.py"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "mockserver.pytest_plugin"],
        cwd=tmp_path,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "5 passed" in ran.stdout, ran.stdout + ran.stderr


def test_the_program_that_is_shown_runs(tmp_path: Path) -> None:
    programs = [block for block in blocks("python", TESTING) if not named(block)]

    assert programs
    for program in programs:
        subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)


def test_the_table_names_every_verb_and_filter() -> None:
    verbs = {name for name in (*vars(MockSandbox), "url", "name", "headers") if name[0] != "_"}
    table = TESTING.partition("| `mock` has")[2].partition("\n\n")[0]
    query = TESTING.partition("A query names any of")[2].partition(". What")[0]

    assert set(re.findall(r"`([a-z_]+)(?:\(.*?\))?`", table)) >= verbs - {"drop"}
    assert set(re.findall(r"`(\w+)`", query)) == set(JournalQuery.__annotations__)


def test_the_options_of_pytest_are_told() -> None:
    parser = pytest.Parser(_ispytest=True)
    pytest_addoption(parser)

    options = {name for one in parser._groups for option in one.options for name in option.names()}
    assert {name for name in options if name.startswith("--mock")} == {"--mock-url"}
    assert "--mock-url" in TESTING
    assert "mock_apis" in TESTING


def test_the_settings_files_that_are_shown_are_some(tmp_path: Path) -> None:
    shown = [block for block in blocks("toml", TESTING, *DOCUMENTS) if named(block)]

    assert shown
    for block in shown:
        assert named(block) == "mockserver.toml"
        (tmp_path / named(block)).write_text(block)
        found = find_settings(tmp_path)
        assert found is not None
        for give in found.defaults({"MOCK_TOKEN": "letmein", "REDIS_URL": "redis://h"}).values():
            give()
