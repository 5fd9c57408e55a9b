"""Where the peers are: a folder that the user names, and the programs on the path."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

VARIABLE: Final = "BENCH_PEERS"
"""The environment variable that names the folder where no option does."""


@dataclass(frozen=True, slots=True)
class Installed:
    """The folder of the peers; what is in it, as npm and venv lay it out."""

    folder: Path

    @property
    def node(self) -> Path:
        """Node: npm's package of that name in the folder, else the one on the path."""
        own = self.module("node/bin/node")
        return own if own.exists() else _on_path("node")

    @property
    def java(self) -> Path:
        """The Java on the path."""
        return _on_path("java")

    @property
    def granian(self) -> Path:
        """The command in the virtual environment `granian` in the folder."""
        return self.folder / "granian" / "bin" / "granian"

    @property
    def wiremock(self) -> Path:
        """The archive of npm's package; its name tells the version."""
        build = self.module("wiremock/build")
        return next(iter(sorted(build.glob("wiremock-standalone-*.jar"))), build / "wiremock.jar")

    def module(self, path: str) -> Path:
        """Returns a file of a package that npm installed."""
        return self.folder / "node_modules" / path


def _on_path(program: str) -> Path:
    return Path(shutil.which(program) or program)
