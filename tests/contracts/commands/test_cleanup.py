"""`contracts cleanup`: removes what a run made, also after a kill, and twice does no harm."""

import json
from pathlib import Path

import pytest

from contracts.run.folder import RunFolder
from contracts.run.journal import Journal, read_journal
from tests.contracts.commands.conftest import Contracts
from tests.support.shop import RUN, Shop, kept, project, run_of


def killed(folder: Path, *names: str, kind: str = "thing") -> RunFolder:
    """A run that was killed: a journal and what was asked for, no result."""
    run = kept(folder, run_of())
    (run.path / "run.json").unlink()
    journal = Journal(run.journal)
    for name in names:
        make = "makeThing" if kind == "thing" else "makeNote"
        journal.before(api="shop", operation=make, kind=kind, name=name)
    return run


@pytest.fixture
def made(shop: Shop, tmp_path: Path) -> RunFolder:
    """Three things: an answer came, the run was killed before, the line was cut off."""
    run = killed(tmp_path, f"{RUN}-a", f"{RUN}-b")
    shop.things |= {"t5": f"{RUN}-a", "t6": f"{RUN}-b"}
    Journal(run.journal).after("0-1", id="t5", is_gone=False)
    run.journal.write_bytes(run.journal.read_bytes() + b'\n{"number": "0-3", "api": "sh')
    return run


def test_killed_run_is_cleaned_up(contracts: Contracts, shop: Shop, made: RunFolder) -> None:
    ended = contracts("cleanup", RUN)

    assert ended.code == 0, ended.out + ended.err
    assert shop.things == {"t1": "first"}
    assert "2 removed" in ended.out


def test_second_time_sends_nothing(contracts: Contracts, shop: Shop, made: RunFolder) -> None:
    contracts("cleanup", RUN)
    shop.log.clear()

    ended = contracts("cleanup", RUN)

    assert (ended.code, shop.log) == (0, [])
    assert "nothing is left of it" in ended.out


def test_dry_run_sends_nothing(contracts: Contracts, shop: Shop, made: RunFolder) -> None:
    ended = contracts("cleanup", RUN, "--dry-run")

    assert (ended.code, shop.log) == (0, [])
    assert f"thing t5 ({RUN}-a): would be removed by DELETE /things/{{id}}" in ended.out
    assert f"{RUN}-b (id unknown): would be searched for by its name" in ended.out


def test_what_is_gone_already_is_fine(contracts: Contracts, shop: Shop, made: RunFolder) -> None:
    del shop.things["t5"]

    ended = contracts("cleanup", RUN)

    assert ended.code == 0
    assert "gone already (404)" in ended.out
    assert "1 removed, 1 gone already" in ended.out


def test_removal_that_fails_is_told_and_tried_again(
    contracts: Contracts, shop: Shop, made: RunFolder
) -> None:
    shop.delete_status = 500
    first = contracts("cleanup", RUN)
    shop.delete_status = 204
    second = contracts("cleanup", RUN)

    assert (first.code, second.code) == (1, 0)
    assert "DELETE /things/{id} answered 500" in first.out
    assert shop.things == {"t1": "first"}


def test_what_cannot_be_removed_is_listed(contracts: Contracts, shop: Shop, tmp_path: Path) -> None:
    run = killed(tmp_path, f"{RUN}-n", kind="note")
    Journal(run.journal).after("0-1", id="n1", is_gone=False)

    dry = contracts("cleanup", RUN, "--dry-run")
    ended = contracts("cleanup", RUN)

    assert (dry.code, ended.code) == (0, 0)
    said = f"  shop 1 note: stays; shop has no operation that removes a note: n1 ({RUN}-n)\n"
    assert said in dry.out
    assert said in ended.out
    assert shop.log == []


def test_many_that_cannot_be_removed_are_one_line(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    killed(tmp_path, *(f"{RUN}-{number}" for number in range(40)), kind="note")

    out = contracts("cleanup", RUN).out

    assert len(out.splitlines()) == 2
    assert "shop 40 notes: stays;" in out
    assert out.splitlines()[0].endswith(", and 35 more")
    assert out.endswith(f"{RUN}: 40 stay.\n")


def test_thing_without_a_trace_is_told(contracts: Contracts, shop: Shop, tmp_path: Path) -> None:
    killed(tmp_path, f"{RUN}-never", "")

    ended = contracts("cleanup", RUN)

    assert ended.code == 0
    assert ended.out.count("no trace of it is found") == 2
    assert shop.things == {"t1": "first"}


def test_refused_creation_leaves_nothing(contracts: Contracts, shop: Shop, tmp_path: Path) -> None:
    run = killed(tmp_path, f"{RUN}-a")
    Journal(run.journal).after("0-1", id=None, is_gone=True)

    assert "nothing is left" in contracts("cleanup", RUN).out


def test_read_only_target_is_left_alone(
    contracts: Contracts, shop: Shop, made: RunFolder, tmp_path: Path
) -> None:
    project(tmp_path, shop.url, safety="read-only")

    ended = contracts("cleanup", RUN)

    assert ended.code == 1
    assert "write blocked" in ended.out
    assert "t5" in shop.things


def test_result_of_the_run_knows_what_is_removed(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    run = kept(tmp_path, run_of())
    journal = Journal(run.journal)
    journal.before(api="shop", operation="makeThing", kind="thing", name=f"{RUN}-a")
    journal.after("0-1", id="t5", is_gone=False)
    shop.things["t5"] = f"{RUN}-a"

    contracts("cleanup", RUN)

    told = json.loads((run.path / "run.json").read_text())
    assert [(made["id"], made["removed"]) for made in told["created"]] == [("t5", True)]
    assert read_journal(run.journal)[0].is_gone


def test_merged_run_says_where_to_clean_up(contracts: Contracts, tmp_path: Path) -> None:
    result = run_of()
    result.options["runs"] = ["ck-1", "ck-2"]
    kept(tmp_path, result)

    assert "it is made of ck-1, ck-2" in contracts("cleanup", RUN).out


def test_unknown_run_is_one_paragraph(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of())

    ended = contracts("cleanup", "ck-ffffffff")

    assert ended.code == 2
    assert f"There is no run 'ck-ffffffff' in .contracts. Known: {RUN}" in ended.err


def test_run_without_its_target_says_so(contracts: Contracts, shop: Shop, made: RunFolder) -> None:
    (made.path / "asked.json").unlink()

    ended = contracts("cleanup", RUN)

    assert ended.code == 2
    assert "does not say which target the run was for" in ended.err
