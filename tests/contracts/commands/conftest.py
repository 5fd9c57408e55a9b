"""The command line in a folder of its own, and a shop to judge."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from contracts import cli
from tests.support.shop import TOKEN, Shop, project, served


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


Contracts = Callable[..., Ended]


@pytest.fixture
def contracts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Contracts:
    """Runs `contracts` in an empty folder as a terminal does: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHOP_TOKEN", TOKEN)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: object) -> Ended:
        capsys.readouterr()
        monkeypatch.setattr("sys.argv", ["contracts", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        return Ended(end.value.code if isinstance(end.value.code, int) else 1, said.out, said.err)

    return run


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """A shop on a socket; `contracts.toml` calls it `lab`."""
    app = Shop()
    with served(app) as url:
        app.url = url
        project(tmp_path, url)
        yield app
