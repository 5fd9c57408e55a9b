"""`contracts merge`: all shards of one plan as one run."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from contracts.commands.merge import merge_cells, merged
from contracts.finding import Cell, Finding, RunResult
from contracts.finding.as_json import run_to_json
from specs.values import Json
from tests.contracts.commands.conftest import Contracts
from tests.support.shop import item_of, made_then_read, run_of, wrong_status


def shard(number: int, *findings: Finding, count: int = 2, **more: Json) -> RunResult:
    result = run_of(*findings, run=f"ck-0000000{number}", **more)
    return replace(result, options={**result.options, "shard": [number, count]})


def written(folder: Path, *shards: RunResult) -> list[str]:
    files = []
    for number, result in enumerate(shards, 1):
        files.append(f"shard{number}.json")
        (folder / files[-1]).write_text(json.dumps(run_to_json(result)))
    return files


def passed() -> RunResult:
    return shard(2, items=(item_of(wrong_status(), "passed"),))


def test_findings_of_all_shards_are_one_run(contracts: Contracts, tmp_path: Path) -> None:
    files = written(tmp_path, shard(1, made_then_read()), shard(2, wrong_status()))

    ended = contracts("merge", *files)

    assert ended.code == 1, ended.err
    assert "created_things_can_be_read" in ended.out
    assert contracts("explain", "F2").code == 0
    told = json.loads((tmp_path / ".contracts/runs" / latest(tmp_path) / "run.json").read_text())
    assert told["options"]["runs"] == ["ck-00000001", "ck-00000002"]
    assert told["options"]["shard"] is None


def latest(folder: Path) -> str:
    return (folder / ".contracts/latest").read_text()


def test_clean_shards_are_clean(contracts: Contracts, tmp_path: Path) -> None:
    clean = shard(1, items=(item_of(made_then_read(), "passed"),))

    assert contracts("merge", *written(tmp_path, clean, passed())).code == 0


def test_shards_that_judged_nothing_are_an_error(contracts: Contracts, tmp_path: Path) -> None:
    ended = contracts("merge", *written(tmp_path, shard(1), shard(2)))

    assert ended.code == 2
    assert "Nothing is proven" in ended.err


def test_missing_shards_are_named(contracts: Contracts, tmp_path: Path) -> None:
    files = written(tmp_path, shard(2, count=4), shard(4, count=4))

    ended = contracts("merge", *files)

    assert ended.code == 2
    assert "the shards 1/4, 3/4 are missing" in ended.err
    assert not (tmp_path / ".contracts").exists()


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (shard(1), "shard 1/2 is given twice"),
        (shard(2, count=3), "the number of shards is 3 here and 2 in shard1.json"),
        (shard(2, seed=7), "the seed is 7 here and 0"),
        (shard(2, target="other"), "the target is 'other' here"),
        (shard(2, urls={}), "the list of APIs is"),
        (run_of(), "this is a run of the whole plan"),
        (
            replace(shard(2), options={**shard(2).options, "max_examples": 5}),
            "the option max_examples is 5 here and 20 in shard1.json",
        ),
    ],
)
def test_files_that_do_not_fit_are_refused(
    contracts: Contracts, tmp_path: Path, second: RunResult, said: str
) -> None:
    ended = contracts("merge", *written(tmp_path, shard(1), second))

    assert ended.code == 2
    assert said in ended.err


def test_file_that_is_no_result_is_refused(contracts: Contracts, tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text("[]")

    ended = contracts("merge", "odd.json", "gone.json")

    assert ended.code == 2
    assert "odd.json is not the result of a run" in ended.err


def test_shards_may_differ_in_their_time_limit(contracts: Contracts, tmp_path: Path) -> None:
    first = shard(1, items=(item_of(made_then_read(), "passed"),))
    first = replace(first, options={**first.options, "max_seconds": 5.0})

    assert contracts("merge", *written(tmp_path, first, passed())).code == 0


def test_same_cause_in_two_shards_is_one_finding() -> None:
    result = merged("ck-1", [shard(1, wrong_status()), shard(2, wrong_status())])

    (finding,) = result.findings
    assert finding.seen == 2


def test_finding_that_one_shard_counts_is_not_accepted() -> None:
    line = f"{made_then_read().fingerprint} fixed"
    one = shard(1, wrong_status(), fixed=(line,))
    two = shard(2, accepted=(wrong_status(), made_then_read()))

    result = merged("ck-1", [one, two])

    assert result.findings == (wrong_status(),)
    assert result.accepted == (made_then_read(),)
    assert result.fixed == ()


def test_cell_is_hit_if_any_shard_hit_it() -> None:
    def cell(name: str, *, hit: bool, reason: str = "", seen: int = 0) -> Cell:
        return Cell("code", "shop", "GET /things", name, hit, reason, seen)

    cells = merge_cells(
        [
            cell("hit", hit=False, reason="no role x"),
            cell("told", hit=False, reason="no way known to cause it"),
            cell("hit", hit=True, seen=3),
            cell("told", hit=False, reason="no role y"),
        ]
    )

    assert cells == (
        cell("hit", hit=True, seen=3),
        cell("told", hit=False, reason="no role y"),
    )
