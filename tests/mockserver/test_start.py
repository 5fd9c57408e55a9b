"""A start does what it has to and nothing besides: loads what is needed, reads each file once."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from mockserver.app import MockServer
from mockserver.settings import Settings
from mockserver.welcome import welcome
from specs import bundled_names, yaml_reader

SERVING = """
import asyncio, sys
from mockserver import cli
from mockserver.commands.serve import serve
from mockserver.app import MockServer
from mockserver.serving import server_for
from mockserver.settings import Settings
from mockserver.welcome import welcome

app = MockServer(Settings())
server_for(app).config.load()
welcome(app, "http://localhost")

async def ask():
    sent = []
    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}
    async def send(message):
        sent.append(message)
    path = "/marketing-solutions/campaigns/99999"
    headers = [(b"host", b"localhost"), (b"authorization", b"Bearer demo-token")]
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "root_path": "",
        "query_string": b"", "headers": headers, "client": ("127.0.0.1", 1), "scheme": "http",
        "server": ("127.0.0.1", 80), "http_version": "1.1",
    }
    await app(scope, receive, send)
    assert sent[0]["status"] == 200, sent

asyncio.run(ask())
"""
NEVER = {
    "connexion", "httpx", "httpx2", "hypothesis", "jinja2", "jsonpath_rfc9535", "jsonschema",
    "openapi_spec_validator", "playwright", "pydantic", "pytest", "redis", "requests", "rich",
    "schemathesis", "starlette", "werkzeug",
}  # fmt: skip
"""What takes long to load, and has no part in a call that a stub answers."""
UNASKED = {
    "mockserver.commands.journal", "mockserver.inspect", "mockserver.proxy",
    "mockserver.replies.generate", "mockserver.replies.resources", "mockserver.resolver",
    "mockserver.state.redis_store", "specs.lint.rules", "specs.overlay", "specs.patterns",
    "specs.resources",
}  # fmt: skip
"""Rooms of our own that no such call enters."""


def loaded_by(code: str) -> set[str]:
    """What is loaded once a fresh process has done something."""
    told = f"{code}\nimport sys; print('loaded', *sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.splitlines()[-1].split())


def test_the_bundled_apis_start_and_answer_without_anything_heavy() -> None:
    loaded = loaded_by(SERVING)

    assert sorted(loaded & NEVER) == []
    assert sorted(loaded & UNASKED) == []


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_loads_no_command(arguments: list[str]) -> None:
    run = f"from mockserver.cli import cli\ncli.main({arguments}, standalone_mode=False)"
    loaded = loaded_by(run)

    assert sorted(one for one in loaded if one.startswith("mockserver.commands")) == []
    assert sorted(loaded & {*NEVER, *UNASKED, "mockserver.app", "uvicorn", "yaml"}) == []


@pytest.mark.parametrize("command", ["clock", "fault", "reset", "sandbox", "scenario", "state"])
def test_a_command_to_a_running_mock_loads_no_server(command: str) -> None:
    loaded = loaded_by(f"from mockserver.cli import cli\ncli.commands[{command!r}]")

    assert f"mockserver.commands.{'state' if command == 'reset' else command}" in loaded
    unwanted = {*NEVER, *UNASKED, "mockserver.app", "uvicorn"} - {"httpx2", "rich"}
    assert sorted(loaded & unwanted) == []


def test_each_file_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: Counter[Path] = Counter()

    def counting(build):
        def counted(text, path, odd=None):
            parsed[path] += 1
            return build(text, path, odd)

        return counted

    monkeypatch.setattr(yaml_reader, "build_json", counting(yaml_reader.build_json))
    monkeypatch.setattr(yaml_reader, "build_values", counting(yaml_reader.build_values))
    welcome(MockServer(Settings()), "http://localhost")

    assert set(parsed.values()) == {1}
    assert {path.parent.name for path in parsed} >= {*bundled_names(), "admin", "scenarios"}
