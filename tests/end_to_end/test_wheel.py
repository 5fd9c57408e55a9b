"""The wheel holds what a user needs, and nothing of the kit's own tests."""

import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("openapi_contract_kit-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_wheel_holds_every_file_of_the_packages(contents: set[str]) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "specs", "mockserver", "contracts"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()

    assert tracked
    assert set(tracked) - contents == set()


def test_wheel_holds_no_test(contents: set[str]) -> None:
    assert [
        name
        for name in contents
        if PurePosixPath(name).name.startswith("test_") or name.startswith("tests/")
    ] == []
