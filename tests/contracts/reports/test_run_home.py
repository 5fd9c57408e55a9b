"""A command is told where runs are kept only if it would not look there."""

from pathlib import Path

from contracts.reports.run_home import run_home_option


def test_the_usual_place_needs_no_option():
    assert run_home_option(Path(".contracts/runs/ck-1")) == ""
    assert run_home_option(None) == ""


def test_another_place_is_named():
    assert run_home_option(Path("/r/.contracts/runs/ck-1")) == " --run-home /r/.contracts"
