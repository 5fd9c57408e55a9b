"""The workflow and the hook that the documents offer do what they say."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from specs.values import Json
from tests.support.tables import ROOT

README = (ROOT / "contracts" / "drift" / "README.md").read_text("utf-8")
BEFORE = """\
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /orders:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 100}}
      responses:
        "200": {description: All of them.}
"""
AFTER = BEFORE.replace("maximum: 100", "maximum: 50")


def block(comment: str) -> Json:
    """Returns the YAML block that begins with a comment."""
    found = re.search(rf"```yaml\n# {re.escape(comment)}\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return yaml.safe_load(found[1])


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Returns a repository whose main branch holds a contract, with the next version beside it."""
    (tmp_path / "api").mkdir()
    document = tmp_path / "api" / "openapi.yaml"
    document.write_text(BEFORE)
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "first"]):
        git(tmp_path, *words)
    git(tmp_path, "update-ref", "refs/remotes/origin/main", "HEAD")
    document.write_text(AFTER)
    return tmp_path


def environment(**more: str) -> dict[str, str]:
    """Returns an environment with `contracts` on its path, in which git needs no configuration."""
    author = {
        f"GIT_{who}_{what}": "nobody"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, **author, "PATH": path, **more}


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs git there."""
    return subprocess.run(
        ["git", *words],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=words[0] != "commit" or "-qm" in words,
    )


def test_workflow_fails_on_a_breaking_change_and_marks_its_line(checkout: Path) -> None:
    steps = block(".github/workflows/contract.yml")["jobs"]["drift"]["steps"]
    (script,) = [step["run"] for step in steps if step.get("name") == "drift"]
    summary = checkout / "summary.md"

    ran = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=checkout,
        env=environment(GITHUB_BASE_REF="main", GITHUB_STEP_SUMMARY=str(summary)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1, ran.stderr
    assert "::error file=api/openapi.yaml,line=7," in ran.stdout
    assert "request_maximum_lowered" in summary.read_text("utf-8").replace("\\", "")
    assert "request_maximum_lowered" in (checkout / "drift.sarif").read_text("utf-8")


def test_hook_lets_no_breaking_change_through(checkout: Path) -> None:
    (hook,) = block(".pre-commit-config.yaml")["repos"][0]["hooks"]
    assert re.search(hook["files"], "api/openapi.yaml")
    file = checkout / ".git" / "hooks" / "pre-commit"
    file.write_text(f"#!/bin/sh\nexec {hook['entry']}\n")
    file.chmod(0o755)

    git(checkout, "add", "api")
    refused = git(checkout, "commit", "--message", "breaks")
    (checkout / "api" / "openapi.yaml").write_text(BEFORE.replace("All of them", "All"))
    git(checkout, "add", "api")
    taken = git(checkout, "commit", "--message", "breaks nobody")

    assert (refused.returncode, taken.returncode) == (1, 0), refused.stderr + taken.stderr
    assert "request_maximum_lowered" in refused.stdout + refused.stderr
