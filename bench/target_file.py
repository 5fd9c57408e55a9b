"""A `contracts.toml` for a test server that is reached over HTTP, with all roles given."""

import json
from pathlib import Path

from specs.values import Json
from tests.support.judging import server_target

NAME = "bench"
TIMEOUT_SECONDS = 5


def write_target_file(folder: Path, api: str, url: str) -> None:
    """Writes the file into a folder."""
    target = server_target(api)
    roles = target.apis[api].roles
    lines = [
        f"[targets.{NAME}]",
        'safety = "writes"',
        f"isolation = {_toml(target.isolation)}",
        f"exclusive = {_toml(target.exclusive)}",
        f"timeout = {TIMEOUT_SECONDS}",
        f"[targets.{NAME}.apis.{api}]",
        f"url = {_toml(url)}",
        f"control = {_toml(url + '/_mock')}",
        f"[targets.{NAME}.apis.{api}.roles]",
        *(f"{_toml(name)} = {_toml(value)}" for name, value in roles.items()),
    ]
    (folder / "contracts.toml").write_text("\n".join(lines) + "\n", "utf-8")


def _toml(value: Json) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(one)}" for key, one in value.items()) + "}"
    return json.dumps(value)
