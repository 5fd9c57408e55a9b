"""The documents say what is true."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from contracts import lawkit
from contracts.cli import cli as contracts_cli
from contracts.target.read_file import API_KEYS, TARGET_KEYS, TLS_KEYS
from mockserver import stubkit
from mockserver.cli import cli
from mockserver.problems import TITLES
from specs.discovery import bundled_names, discover
from tests.support.tables import tables
from tests.support.transcripts import start_story

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def exchanges() -> list[tuple[str, str]]:
    """Returns each command of the README's console blocks with the output shown for it."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for part in block.split("$ ")[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output.strip()))
    return found


def test_readme_shows_what_the_commands_print(mock_client: httpx2.Client) -> None:
    start_story(mock_client)

    for command, output in exchanges():
        url = str(mock_client.base_url).rstrip("/")
        words = shlex.split(command.replace("http://127.0.0.1:4010", url))
        if words[0] == "mockserver":
            words = [sys.executable, "-m", *words, "--url", url]
        if words[0] == "contracts":
            words = [sys.executable, "-m", *words]
        ran = subprocess.run(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
            check=False,
        )
        assert ran.returncode in (0, "drift" in words), command
        assert meant(ran.stdout) == meant(output), command


def meant(text: str) -> object:
    """Returns what a program printed: as JSON if it is, else its lines."""
    try:
        return json.loads(text)
    except ValueError:
        return [line.rstrip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("api", bundled_names())
def test_readme_names_every_api(api: str) -> None:
    assert f"`{api}`" in README
    assert (ROOT / "specs" / api / "README.md").is_file()


def test_readme_lists_every_operation() -> None:
    expected = {
        f"| {bundle.name} | `{operation.label}` | {summary} |"
        for bundle in discover()
        for operation in bundle.operations
        for summary in [bundle.document.at(operation.pointer)["summary"]]
    }
    listed = {line for line in README.splitlines() if re.match(r"\| \w+ \| `[A-Z]+ /", line)}

    assert listed == expected


def test_readme_names_every_make_target_that_ci_uses() -> None:
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    targets = re.search(r"make ([a-z ]+)", ci)

    assert targets
    for target in targets[1].split():
        assert re.search(rf"make [a-z ]*\b{target}\b", README), target


@pytest.mark.parametrize("command", sorted(set(cli.commands) - {"serve"}))
def test_readme_names_every_command(command: str) -> None:
    assert f"mockserver {command}" in README


@pytest.mark.parametrize("option", ["--prefix", "--seed", "-p", "-h"])
def test_readme_names_the_options_of_serve(option: str) -> None:
    assert option in README
    assert option in [name for item in cli.commands["serve"].params for name in item.opts]


@pytest.mark.parametrize("kind", sorted(TITLES))
def test_every_problem_type_is_documented(kind: str) -> None:
    assert f"`{kind}`" in (ROOT / "mockserver" / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", stubkit.__all__)
def test_everything_in_the_stub_kit_is_documented(name: str) -> None:
    readme = (ROOT / "mockserver" / "stubkit" / "README.md").read_text("utf-8")

    assert re.search(rf"\b{name}\b", readme)


@pytest.mark.parametrize("name", lawkit.__all__)
def test_everything_in_the_law_kit_is_documented(name: str) -> None:
    readme = (ROOT / "contracts" / "lawkit" / "README.md").read_text("utf-8")

    assert re.search(rf"\b{name}\b", readme)


@pytest.mark.parametrize("command", sorted(contracts_cli.commands))
def test_every_command_of_the_suite_is_documented(command: str) -> None:
    assert f"contracts {command}" in (ROOT / "contracts" / "README.md").read_text("utf-8")


def test_every_option_of_the_suite_is_documented() -> None:
    readme = (ROOT / "contracts" / "README.md").read_text("utf-8")
    options = {
        option
        for command in contracts_cli.commands.values()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    }

    assert sorted(option for option in options if f"`{option}" not in readme) == []


@pytest.mark.parametrize("key", [*TARGET_KEYS, *API_KEYS, *TLS_KEYS])
def test_every_key_of_a_target_is_documented(key: str) -> None:
    assert f"`{key}`" in (ROOT / "contracts" / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "name", "table"),
    [pytest.param(*one, id=f"{one[0].parent.name}-{one[1]}") for one in tables()],
)
def test_tables_in_the_documents_are_those_of_the_code(file: Path, name: str, table: str) -> None:
    assert f"<!-- {name} -->\n{table}\n<!-- /{name} -->" in file.read_text("utf-8"), "make docs"


def test_every_word_added_to_openapi_is_documented() -> None:
    schema = json.loads((ROOT / "specs" / "extensions.schema.json").read_text("utf-8"))
    readme = (ROOT / "specs" / "README.md").read_text("utf-8")

    words = [name for name in schema["$defs"] if name.startswith("x-")]
    assert words
    assert [word for word in words if f"`{word}`" not in readme] == []


@pytest.mark.parametrize("document", sorted(ROOT.glob("**/README.md")), ids=str)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    if ".venv" in document.parts:
        return
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text("utf-8")):
        assert "://" in target or (document.parent / target).exists(), target
