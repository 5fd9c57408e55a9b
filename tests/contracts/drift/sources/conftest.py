"""A git repository to open documents from."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

SPEC = """\
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /things:
    get:
      responses:
        "200": {description: ok}
"""


@dataclass(frozen=True)
class Repo:
    folder: Path

    def git(self, *words: str) -> str:
        ran = subprocess.run(
            ["git", *words], cwd=self.folder, capture_output=True, text=True, check=True
        )
        return ran.stdout.strip()

    def write(self, name: str, text: str = SPEC) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def commit(self, **files: str) -> str:
        for name, text in files.items():
            self.write(name, text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "a state")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder that belongs to no repository, whatever machine it is on."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def repo(alone: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """The working folder as a repository without commits, on the branch `main`."""
    folder = alone / "shop"
    folder.mkdir()
    monkeypatch.chdir(folder)
    made = Repo(folder)
    made.git("init", "-q", "-b", "main")
    made.git("config", "user.name", "A")
    made.git("config", "user.email", "a@example.test")
    return made
