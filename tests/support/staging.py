"""A foreign target on loopback: a test server, a contracts.toml, the command."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from mockserver.testing import running
from specs.values import Json

COMMAND = (sys.executable, "-m", "contracts")
ROOT = Path(__file__).parents[2]


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Serves any ASGI application on a free loopback port and gives its base URL."""
    with running(Guest(app)) as url:
        yield url


class Guest:
    """An application that is no mock, as the mock's server serves it."""

    express = None

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._app(scope, receive, send)


def roles_of(api: str) -> dict[str, Any]:
    """What plays each role in the test server of an API, as a copy."""
    return dict(json.loads(json.dumps(import_module(f"tests.support.servers.{api}").ROLES)))


def write_target(
    folder: Path, api: str, url: str, roles: Mapping[str, Json], *lines: str, **target: Json
) -> None:
    """Writes a contracts.toml with the target `lab`; lines are added to its API."""
    text = ["[targets.lab]", *(f"{name} = {_toml(value)}" for name, value in target.items())]
    text += [f"[targets.lab.apis.{api}]", f"url = {_toml(url)}", *lines]
    text += [f"[targets.lab.apis.{api}.roles]"]
    text += [f"{_toml(name)} = {_toml(value)}" for name, value in roles.items()]
    (folder / "contracts.toml").write_text("\n".join(text) + "\n", encoding="utf-8")


def start(folder: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    """Starts `contracts` in a folder, with nothing but what is given in its environment."""
    return subprocess.Popen(
        [*COMMAND, *words],
        cwd=folder,
        env={**_plain(), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `contracts` in a folder to its end."""
    process = start(folder, *words, **environment)
    out, err = process.communicate(timeout=300)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def _plain() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT)}


def _toml(value: Json) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(n)} = {_toml(v)}" for n, v in value.items()) + " }"
    return json.dumps(value)
