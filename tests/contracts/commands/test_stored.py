"""Runs and findings by name; what is not there is said in one paragraph."""

from pathlib import Path

import pytest

from contracts.commands.stored import ACCEPTED, asked_again, finding_of, run_id, stored_run
from contracts.errors import NothingThere
from contracts.run.opening import Asked
from tests.support.shop import RUN, kept, made_then_read, run_of, wrong_status


def test_finding_is_known_by_number_and_fingerprint() -> None:
    result = run_of(made_then_read(), wrong_status())

    for name in ("F2", "f2", "2", wrong_status().fingerprint):
        assert finding_of(result, name).label == "F2"


def test_accepted_finding_is_known_by_fingerprint_alone() -> None:
    result = run_of(accepted=(wrong_status(),))

    assert finding_of(result, wrong_status().fingerprint).label == ACCEPTED
    with pytest.raises(NothingThere, match="has no findings"):
        finding_of(result, "F1")


@pytest.mark.parametrize(
    ("name", "said"),
    [("F99", "has 2 findings, F1 to F2"), ("../x", "Expected a number such as F1")],
)
def test_unknown_finding_is_told_with_what_there_is(name: str, said: str) -> None:
    with pytest.raises(NothingThere, match=said):
        finding_of(run_of(made_then_read(), wrong_status()), name)


def test_newest_run_is_meant_if_none_is_named(tmp_path: Path) -> None:
    kept(tmp_path, run_of(run="ck-00000001"))
    kept(tmp_path, run_of())

    assert stored_run(tmp_path / ".contracts", None)[0].run == RUN
    assert stored_run(tmp_path / ".contracts", "ck-00000001")[0].run == "ck-00000001"


def test_unknown_run_names_the_nearest(tmp_path: Path) -> None:
    kept(tmp_path, run_of())

    with pytest.raises(NothingThere, match=f"Did you mean {RUN}"):
        run_id(tmp_path / ".contracts", "ck-0a0b0c0e")


def test_killed_run_points_at_cleanup(tmp_path: Path) -> None:
    (kept(tmp_path, run_of()).path / "run.json").unlink()

    with pytest.raises(NothingThere, match=f"did not come to an end.*contracts cleanup {RUN}"):
        stored_run(tmp_path / ".contracts", RUN)


def test_spoiled_result_is_told_as_such(tmp_path: Path) -> None:
    (kept(tmp_path, run_of()).path / "run.json").write_text('{"version": 1')

    with pytest.raises(NothingThere, match="is not the result of a run"):
        stored_run(tmp_path / ".contracts", RUN)


def test_same_target_is_asked_for_again() -> None:
    raw = {"apis": ["shop.json"], "target": "lab", "own_mock": True, "read_only": True}

    assert asked_again(raw) == Asked(("shop.json",), "lab", own_mock=True, read_only=True)
    assert asked_again({}) == Asked()
    with pytest.raises(NothingThere):
        asked_again({"target": 5})
