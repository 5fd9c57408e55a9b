"""`contracts report`: a run that is over, in every format."""

import json
from pathlib import Path

import pytest

from contracts.reports import FORMATS
from tests.contracts.commands.conftest import Contracts
from tests.support.shop import RUN, kept, made_then_read, run_of


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_goes_to_stdout(contracts: Contracts, tmp_path: Path, name: str) -> None:
    kept(tmp_path, run_of(made_then_read()))

    ended = contracts("report", name)

    assert ended.code == 0
    assert "created_things_can_be_read" in ended.out


def test_report_goes_to_a_file(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of(made_then_read()))

    ended = contracts("report", "json", "-o", "out.json")

    assert (ended.code, ended.out) == (0, "")
    assert json.loads((tmp_path / "out.json").read_text())["run"] == RUN


def test_folder_that_is_not_there_is_told(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of(made_then_read()))

    ended = contracts("report", "json", "-o", "no/such/out.json")

    assert ended.code == 2
    assert "no/such/out.json: this file cannot be written" in ended.err
