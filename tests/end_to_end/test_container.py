"""The image and the composition, as far as they can be held to without a container."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from mockserver.commands.serve import serve
from mockserver.settings import is_loopback
from tests.end_to_end.terminal import serving
from tests.end_to_end.wire import request

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))


def instructions() -> list[tuple[str, str]]:
    """Returns the Dockerfile's instructions, each with all that follows its word."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    joined = text.replace("\\\n", " ").splitlines()
    return [(word, " ".join(rest.split())) for word, _, rest in (
        line.partition(" ") for line in joined if line.strip()
    )]  # fmt: skip


def said(word: str) -> list[str]:
    return [rest for name, rest in instructions() if name == word]


def copied() -> set[str]:
    """Returns what is copied from the checkout."""
    lines = [rest.split() for rest in said("COPY") if not rest.startswith("--from")]
    return {source for *sources, _ in lines for source in sources}


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for line in said("ENV") for pair in line.split())


def is_healthy(url: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Runs what the image asks its health by."""
    (line,) = said("HEALTHCHECK")
    program, *arguments = json.loads(line.partition("CMD ")[2])
    assert program == "python"
    monkeypatch.setenv("MOCKSERVER_PORT", url.rpartition(":")[2])
    return subprocess.run([sys.executable, *arguments], capture_output=True).returncode == 0


def test_every_source_exists_and_is_let_through() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()

    assert all((ROOT / source).exists() for source in copied())
    assert "*" in ignored
    assert {line[1:] for line in ignored if line.startswith("!")} == copied()


def test_all_that_the_build_needs_is_copied() -> None:
    packages = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    texts = [PROJECT["project"]["readme"], *PROJECT["project"]["license-files"]]

    assert {*packages, *texts, "pyproject.toml", "requirements.lock"} == copied()
    assert "redis" in PROJECT["project"]["optional-dependencies"]
    assert ".[redis]" in " ".join(said("RUN"))


def test_nothing_is_installed_without_its_hash() -> None:
    installs = [line for line in said("RUN") if re.search(r"\bpip (download|install)\b", line)]

    assert installs
    for line in installs:
        assert "--require-hashes" in line or "--no-index" in line, line


def test_the_image_runs_as_nobody_who_matters() -> None:
    words = [word for word, _ in instructions()]

    assert words.count("FROM") == 2
    assert said("USER") == ["10001"]
    assert max(i for i, word in enumerate(words) if word == "FROM") < words.index("USER")
    assert all(word != "RUN" for word in words[words.index("USER") :])


def test_the_command_of_the_image_serves_and_tells_its_health(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (entry,), (line,) = map(json.loads, said("ENTRYPOINT")), said("CMD")
    program, *arguments = json.loads(line)
    assert (entry, program) == (["mockserver"], "serve")
    assert not is_loopback(environment()["MOCKSERVER_HOST"])
    monkeypatch.setenv("MOCKSERVER_HOST", environment()["MOCKSERVER_HOST"])
    monkeypatch.delenv("MOCKSERVER_ADMIN_TOKEN", raising=False)

    with serving(tmp_path, *arguments) as server:
        closed = request(server.url, "GET", "/_mock/clock").status
        assert is_healthy(server.url, monkeypatch)
    assert closed == 403
    assert not is_healthy(server.url, monkeypatch)


def test_the_admin_api_of_the_image_opens_to_the_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOCKSERVER_HOST", environment()["MOCKSERVER_HOST"])
    monkeypatch.setenv("MOCKSERVER_ADMIN_TOKEN", "s3cret")

    with serving(tmp_path, "criteo") as server:
        shown = [("Authorization", "Bearer s3cret")]
        answers = [request(server.url, "GET", "/_mock/clock", show) for show in ([], shown)]

    assert [answer.status for answer in answers] == [403, 200]


def test_the_port_of_the_image_is_the_one_it_names() -> None:
    assert said("EXPOSE") == [environment()["MOCKSERVER_PORT"]]
    assert COMPOSE["services"]["mock"]["ports"] == [f"127.0.0.1:4010:{said('EXPOSE')[0]}"]


def test_the_composition_is_open_to_this_machine_only() -> None:
    ports = [port for one in COMPOSE["services"].values() for port in one.get("ports", [])]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert "ports" not in COMPOSE["services"]["redis"]


def test_the_composition_does_not_start_without_a_token() -> None:
    token = COMPOSE["services"]["mock"]["environment"]["MOCKSERVER_ADMIN_TOKEN"]

    assert token.startswith("${MOCKSERVER_ADMIN_TOKEN:?")


def test_the_composition_serves_by_several_processes_over_its_redis() -> None:
    program, *arguments = COMPOSE["services"]["mock"]["command"]

    assert program == "serve"
    found = serve.make_context("serve", arguments).params
    assert found["workers"] == 4
    assert found["store"] == "redis://redis:6379/0"
    assert COMPOSE["services"]["mock"]["depends_on"] == {"redis": {"condition": "service_healthy"}}
    assert "healthcheck" in COMPOSE["services"]["redis"]
