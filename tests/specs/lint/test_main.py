from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from specs.lint.__main__ import main

PARCELS = str(Path(__file__).parent / "parcels")


def test_clean_folder_ends_with_a_summary() -> None:
    result = CliRunner().invoke(main, [PARCELS])

    assert result.exit_code == 0
    assert result.output.startswith("parcels: ")
    assert result.output.endswith("no findings\n")


def test_findings_are_printed_one_a_line(clean: Path) -> None:
    file = clean / "openapi.yaml"
    file.write_text(file.read_text().replace("      summary: List parcels\n", ""))

    result = CliRunner().invoke(main, [str(clean)])

    assert result.exit_code == 1
    assert result.stdout == f"{file}:17: GET /parcels has no summary. [operation_has_summary]\n"
    assert result.stderr == "1 finding in parcels\n"


def test_unreadable_description_ends_with_2(write: Callable[..., Path]) -> None:
    result = CliRunner().invoke(main, [str(write("", "empty.yaml"))])

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "the file is empty" in result.stderr
    assert "Traceback" not in result.stderr


def test_guesses_are_listed_on_request() -> None:
    result = CliRunner().invoke(main, ["--assumed", PARCELS])

    assert result.exit_code == 0
    assert len(result.output.splitlines()) == 3
