"""What `[drift]` may say."""

from pathlib import Path

import pytest

from contracts.commands.drift.settings import read_settings
from contracts.errors import ConfigError


def test_both_files_are_heard_and_the_command_line_wins(tmp_path: Path) -> None:
    text = 'severity = {operation_added = "off", operation_removed = "info"}\nundeclared = true\n'
    (tmp_path / "contracts.toml").write_text(f"[drift]\n{text}")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "pyproject.toml").write_text(f"[tool.contracts.drift]\n{text}")

    for folder in (tmp_path, tmp_path / "sub"):
        found = read_settings(folder, ["operation_added=error"], extensible_enums=True)

        assert found.severities == {"operation_added": "error", "operation_removed": "info"}
        assert (found.policy.undeclared, found.policy.extensible_enums) == (True, True)


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    found = read_settings(tmp_path)

    assert found.severities == {}
    assert not found.policy.undeclared


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[drift]\nsevrity = {}\n", 2, "Did you mean severity?"),
        ("[drift]\nundeclared = 1\n", 2, "Expected true or false"),
        ("[drift]\nseverity = 1\n", 2, "Expected a table"),
        ("# a\n[drift.severity]\noperation_add = 'off'\n", 3, "Did you mean operation_added?"),
        ("[drift.severity]\noperation_added = 'of'\n", 2, "Did you mean off?"),
        ("[drift.severity]\noperation_added = 1\n", 2, "one of error, warning, info, off"),
        ("drift = 1\n", 1, "drift"),
    ],
)
def test_a_mistake_has_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    file = tmp_path / "contracts.toml"
    file.write_text(text)

    with pytest.raises(ConfigError) as refused:
        read_settings(tmp_path)

    assert str(refused.value).startswith(f"{file}:{line}: ")
    assert said in str(refused.value)


@pytest.mark.parametrize("given", ["operation_added", "no_rule=off", "operation_added=loud"])
def test_a_mistake_on_the_command_line_is_told(tmp_path: Path, given: str) -> None:
    with pytest.raises(ConfigError, match="--severity"):
        read_settings(tmp_path, [given])
