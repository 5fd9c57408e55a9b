"""The tables are made of the figures of a run, and of nothing else."""

from pathlib import Path
from typing import Any

import pytest

from bench.peers.catalogue import OURS
from bench.peers.report import by_rate, in_words, report, short, write_report
from tests.support.peers_figures import figures_of_a_run, load


@pytest.fixture
def figures() -> dict[str, Any]:
    return figures_of_a_run()


def row(figures: dict[str, Any], start: str, table: int = 0) -> list[str]:
    """The cells of the row that starts with some words, in the nth table that has one."""
    rows = [line for line in report(figures).splitlines() if line.startswith(f"| {start}")]
    return [cell.strip() for cell in rows[table].strip("|").split("|")]


def test_fastest_server_stands_first(figures: dict[str, Any]) -> None:
    assert by_rate(figures) == ["bare", OURS, "slow"]


def test_ratios_to_the_bare_server_are_told(figures: dict[str, Any]) -> None:
    assert row(figures, "Slow")[1:4] == ["0.30", "0.30", "0.30"]


def test_processor_time_of_a_request_is_told_in_microseconds_and_as_a_ratio(
    figures: dict[str, Any],
) -> None:
    assert row(figures, "Slow")[4:6] == ["100 / 100 / 100", "3.3 / 3.3 / 3.3"]


def test_latency_start_and_memory_are_told(figures: dict[str, Any]) -> None:
    assert row(figures, "Slow", table=1)[1:] == [
        "1500 / 9000", "1.5 / 9.0", "1.5 / 9.0", "1.5 / 9.0", "0.50", "0.40", "30", "41",
    ]  # fmt: skip


def test_ours_is_told_in_units_of_each_peer(figures: dict[str, Any]) -> None:
    assert row(figures, "Slow", table=3)[1:] == ["2.00", "2.00", "2.00", "0.50 / 0.50 / 0.50"]


def test_ours_stands_out(figures: dict[str, Any]) -> None:
    assert "| **mockserver criteo** | 0.60" in report(figures)


def test_failures_stand_beside_the_ratio_that_they_spoil(figures: dict[str, Any]) -> None:
    figures["servers"]["slow"]["loads"]["patch"] = load(0.3, failed=7)

    assert row(figures, "Slow")[2] == "0.30 (7 of 1000 failed)"


def test_a_search_that_finds_more_has_a_row_of_its_own(figures: dict[str, Any]) -> None:
    figures["servers"][OURS]["loads"]["search_seven"] = load(0.4)

    assert row(figures, "**mockserver criteo**, a search")[3] == "0.40"


def test_costs_by_number_of_operations_are_told(figures: dict[str, Any]) -> None:
    told = row(figures, "Slow", table=4)

    assert told[1:] == ["0.50 (60 us)", "0.008 (3750 us)", "0.40", "2.30"]


def test_a_size_that_was_not_measured_is_left_open(figures: dict[str, Any]) -> None:
    del figures["operations"]["slow"]["sizes"]["1000"]

    assert row(figures, "Slow", table=4)[2] == "-"


def test_a_server_that_is_left_out_is_told_with_the_reason(figures: dict[str, Any]) -> None:
    assert "- wiremock is left out: java is not installed" in report(figures)


def test_date_versions_and_business_of_the_machine_are_told(figures: dict[str, Any]) -> None:
    about = report(figures).splitlines()[0]

    assert "2026-11-22" in about
    assert "node 24.1.0" in about
    assert "busy with 0.1 processors" in about


def test_a_run_of_the_bare_server_alone_is_told(figures: dict[str, Any]) -> None:
    figures |= {"servers": {}, "operations": {}, "stored": {}, "all_bundled": {}}

    assert report(figures).count("|") == 0


def test_tables_are_written_between_their_marks(tmp_path: Path, figures: dict[str, Any]) -> None:
    file = tmp_path / "README.md"
    file.write_text("before\n<!-- peers -->\nwhat stood here\n<!-- /peers -->\nafter\n")

    write_report(file, figures)
    write_report(file, figures)

    told = file.read_text()
    assert told.startswith("before\n<!-- peers -->\nMeasured on")
    assert told.endswith("<!-- /peers -->\nafter\n")
    assert "what stood here" not in told
    assert told.count("Measured on") == 1


def test_a_new_document_is_the_tables(tmp_path: Path, figures: dict[str, Any]) -> None:
    write_report(tmp_path / "new.md", figures)

    assert (tmp_path / "new.md").read_text() == report(figures)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "nothing"),
        (
            {"request": "6 of 6", "response": "yes", "security": "yes", "state": "yes"},
            "requests, responses, credentials, state",
        ),
        (
            {"request": "6 of 6", "response": "told", "security": "-", "state": "create only"},
            "requests, responses, in a log or header, state (create only)",
        ),
        ({"request": "5 of 6", "response": "no", "security": "no", "state": "no"}, "most requests"),
        ({"request": "0 of 6", "response": "no", "security": "-", "state": "no"}, "nothing"),
    ],
)
def test_checks_are_told_in_words(told: dict[str, str], words: str) -> None:
    assert in_words(told) == words


@pytest.mark.parametrize(
    ("ratio", "told"), [(1.0, "1.00"), (0.0996, "0.10"), (0.0871, "0.087"), (0.0084, "0.0084")]
)
def test_small_ratios_keep_two_digits(ratio: float, told: str) -> None:
    assert short(ratio) == told
