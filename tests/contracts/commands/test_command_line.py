"""The program's edge: each command explains itself, and mistakes end in exit code 2."""

import subprocess
import sys
from pathlib import Path

import pytest

from contracts.cli import cli
from tests.contracts.commands.conftest import Contracts
from tests.support.shop import kept, made_then_read, run_of


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_each_command_explains_itself(contracts: Contracts, command: str) -> None:
    ended = contracts(command, "--help")

    assert ended.code == 0
    assert f"contracts {command}" in ended.out


@pytest.mark.parametrize(
    "words", [("explai",), ("explain",), ("plan", "--no-such-option"), ("report", "pdf")]
)
def test_wrong_usage_is_exit_2(contracts: Contracts, words: tuple[str, ...]) -> None:
    ended = contracts(*words)

    assert (ended.code, ended.out) == (2, "")
    assert "Error" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("command", ["explain", "replay"])
def test_runs_may_be_kept_elsewhere(contracts: Contracts, tmp_path: Path, command: str) -> None:
    kept(tmp_path / "elsewhere", run_of(made_then_read()))

    ended = contracts(command, "F2", "--run-home", "elsewhere/.contracts")

    assert ended.code == 2
    assert "has one finding, F1" in ended.err


def test_unknown_api_is_one_paragraph(contracts: Contracts) -> None:
    for command in ("plan", "doctor"):
        ended = contracts(command, "critoe")

        assert ended.code == 2
        assert "Did you mean criteo?" in ended.err


def test_help_loads_nothing_that_only_a_run_needs() -> None:
    code = "import sys; from contracts.cli import cli; print(*sys.modules)"

    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    heavy = {"pytest", "hypothesis", "schemathesis", "httpx2", "requests", "mockserver"}
    assert heavy & set(ran.stdout.split()) == set()
