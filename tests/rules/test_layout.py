"""The house rules that a machine can hold."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("specs", "mockserver", "contracts")
SOURCES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
MOST_LINES = 300
VAGUE = {"utils", "util", "helpers", "common", "misc", "manager", "base"}
TOP_LEVEL = {
    ".ci", ".dockerignore", ".gitignore", ".yamllint.yaml", "CHANGELOG.md", "Dockerfile", "LICENSE",
    "Makefile", "README.md", "bench", "compose.yaml", "contracts", "mockserver", "pyproject.toml",
    "requirements.lock", "specs", "tests",
}  # fmt: skip


def tracked() -> list[str]:
    ran = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return ran.stdout.split()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_source_file_fits_in_a_room(path: Path) -> None:
    text = path.read_text("utf-8")

    assert len(text.splitlines()) <= MOST_LINES
    assert path.stem not in VAGUE
    assert ast.get_docstring(ast.parse(text)), "says what question it answers"


def test_top_level_is_the_one_that_was_agreed() -> None:
    found = {name.split("/")[0] for name in tracked()}

    assert found - TOP_LEVEL == set()


def test_nothing_names_a_machine_or_a_registry() -> None:
    forbidden = ["/" + "work/", "/" + "tmp/", "pypi" + ".org", "/" + "root/", "github" + ".com"]
    wrong = []
    for name in tracked():
        text = (ROOT / name).read_text("utf-8", errors="replace")
        wrong += [f"{name}: {word}" for word in forbidden if word in text]

    assert wrong == []


def test_no_test_ships_with_the_packages() -> None:
    assert [path.name for path in SOURCES if path.name.startswith(("test_", "conftest"))] == []
