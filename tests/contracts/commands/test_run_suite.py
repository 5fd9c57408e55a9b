"""`contracts test`: files are checked before anything is sent, and no verdict is lost with one."""

import gc
import json
import os
import signal
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from contracts.progress import ProgressPlugin
from contracts.run import opening
from contracts.run.folder import RunFolder
from specs.discovery import discover
from tests.contracts.commands.conftest import Contracts
from tests.support.shop import Shop, project

FUZZING = ("--kind", "fuzzing", "--max-examples", "2", "--include-operation-id", "listThings")
FEW = ("test", "shop.json", "--target", "lab", *FUZZING, "--run-id", "ck-0f0f0f0f")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--junit", "no/such/x.xml"), "no/such/x.xml: there is no folder no/such."),
        (("--har", "no/such/x.har"), "no/such/x.har: there is no folder no/such."),
        (("--report", "html=no/such/x.html"), "no/such/x.html: there is no folder no/such."),
        (("--report", "html=."), ".: this is a folder."),
        (("--report", "htm=x"), "the report 'htm=x' is not understood"),
    ],
)
def test_file_that_cannot_be_written_is_told_before_anything_is_sent(
    contracts: Contracts, shop: Shop, words: tuple[str, ...], said: str
) -> None:
    ended = contracts(*FEW, *words)

    assert (ended.code, ended.out, shop.log) == (2, "", [])
    assert said[:1].upper() + said[1:] in ended.err or said in ended.err
    assert len(ended.err.strip().splitlines()) == 1


def test_reports_have_the_mode_of_other_files(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    plain = tmp_path / "plain"
    plain.touch()

    contracts(*FEW, "--report", "json=run.json", "--har", "run.har")

    for name in ("run.json", "run.har"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_without_credentials_the_first_line_says_so(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    words = ("test", "shop.json", "--target", shop.url, *FUZZING)

    ended = contracts(*words, "--report", "json=run.json")

    assert ended.code in (0, 1, 2)
    assert ended.out.startswith("No credentials were sent to shop, and its document asks for them")
    assert "clean" not in ended.out
    (note,) = json.loads((tmp_path / "run.json").read_text())["notes"]
    assert note.startswith("No credentials were sent to shop")


def test_wrong_credentials_are_told(
    contracts: Contracts, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "wrong-password")

    ended = contracts(*FEW)

    assert ended.out.startswith("shop let nobody in: ")


def test_full_disk_at_the_end_loses_no_verdict(
    contracts: Contracts, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy = contracts(*FEW)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "run.json")

    monkeypatch.setattr(RunFolder, "write", full)
    ended = contracts(*FEW)

    assert ended.code == healthy.code
    assert ended.out.splitlines()[-1] == healthy.out.splitlines()[-1]
    assert ended.err == "run.json cannot be written: No space left on device.\n"


def test_report_that_fails_at_the_end_loses_no_verdict(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    healthy = contracts(*FEW)

    ended = contracts(*FEW, "--report", "json=/dev/full")

    assert ended.code == healthy.code
    assert "/dev/full: this file cannot be written: No space left on device." in ended.err


def test_home_that_cannot_be_made_is_one_paragraph(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()

    ended = contracts(*FEW, "--run-home", "file/home")

    assert (ended.code, shop.log) == (2, [])
    assert "Name another one with --run-home" in ended.err


def test_the_end_names_the_run_and_its_files(contracts: Contracts, shop: Shop) -> None:
    out = contracts(*FEW).out

    assert "its files are in .contracts/runs/ck-0f0f0f0f\n" in out
    assert "run ck-0f0f0f0f: " in out


@pytest.mark.parametrize("run", ["a b", "../../escape", "", "-x", "x" * 60])
def test_run_id_cannot_lead_out_of_its_home(
    contracts: Contracts, shop: Shop, tmp_path: Path, run: str
) -> None:
    ended = contracts(*FEW[:-1], run)

    assert (ended.code, shop.log) == (2, [])
    assert "Expected up to 40 letters, digits, hyphens and underscores" in ended.err
    assert not (tmp_path / ".contracts").exists()


def test_unknown_check_is_refused(contracts: Contracts, shop: Shop) -> None:
    ended = contracts(*FEW, "--check", "no_server_eror")

    assert (ended.code, shop.log) == (2, [])
    assert "Did you mean no_server_error?" in ended.err


@pytest.mark.parametrize("url", ["http://", "ftp://x", "http:///x"])
def test_url_without_a_host_is_refused(contracts: Contracts, shop: Shop, url: str) -> None:
    ended = contracts("test", "shop.json", "--target", url)

    assert ended.code == 2
    assert "is no URL of a server" in ended.err


@pytest.mark.parametrize("workers", ["0", "-1", "two"])
def test_workers_are_counted_from_one(contracts: Contracts, workers: str) -> None:
    assert contracts(*FEW, "--workers", workers).code == 2


def test_budget_that_was_spent_ends_the_run_early(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    project(tmp_path, shop.url, max_requests=1)

    ended = contracts("test", "shop.json", "--target", "lab", *FUZZING[:-1], "readThing")

    assert ended.code in (0, 2)
    assert ended.out.splitlines()[-1].startswith(("interrupted:", "findings:"))
    assert "the run ended early: the request budget was spent" in ended.out


def test_end_that_a_ci_asks_for_is_as_ctrl_c(
    contracts: Contracts, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(ProgressPlugin, "pytest_runtest_logreport", end)
    ended = contracts(*FEW, "--kind", "law")

    assert ended.code == 130
    assert "the run was interrupted" in ended.out
    assert "Traceback" not in ended.out + ended.err


def test_working_folder_is_not_loaded(contracts: Contracts, shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("raise RuntimeError('not the suite')\n")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "conftest.py").write_text("raise RuntimeError('not the suite')\n")

    assert contracts(*FEW).code in (0, 1)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_run_leaves_files_in_its_own_home_only(
    contracts: Contracts, shop: Shop, tmp_path: Path, workers: str
) -> None:
    before = {path.name for path in tmp_path.iterdir()}

    ended = contracts(*FEW, "--workers", workers)

    assert ended.code in (0, 1), ended.err
    assert {path.name for path in tmp_path.iterdir()} - before == {".contracts"}


def test_documents_are_read_once(
    contracts: Contracts, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[str, ...]] = []

    def counted(names: Iterable[str]) -> Any:
        read.append(tuple(names))
        return discover(read[-1])

    monkeypatch.setattr(opening, "discover", counted)

    contracts(*FEW)

    assert len(read) == 1


def test_garbage_is_collected_as_before_when_a_run_is_over(
    contracts: Contracts, shop: Shop
) -> None:
    before = gc.get_threshold()

    contracts(*FEW)

    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
