"""A run leaves out what it cannot measure, says so, and keeps what it has."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.peers.__main__ import main
from bench.peers.catalogue import Server
from bench.peers.run import Progress, chosen
from tests.support.peers_figures import figures_of_a_run

THERE = Server("there", "There", ("there",))
ASKED_FOR = Server("asked-for", "Asked for", ("there",), on_request=True)


def progress(keep: Path | None = None, *, seconds: float = 60) -> Progress:
    return Progress({"left_out": []}, keep, time.monotonic() + seconds)


def test_missing_peer_is_skipped_with_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = Server("peer", "Peer", ("node",), needs=(tmp_path, tmp_path / "peer.js"))
    run = progress()

    assert chosen([THERE, missing], None, run) == [THERE]
    assert run.figures["left_out"] == [{"name": "peer", "why": "peer.js is not installed"}]
    assert capsys.readouterr().err == "peer is left out: peer.js is not installed\n"


def test_a_server_on_request_is_measured_only_if_it_is_named() -> None:
    assert chosen([THERE, ASKED_FOR], None, progress()) == [THERE]
    assert chosen([THERE, ASKED_FOR], {"asked-for"}, progress()) == [ASKED_FOR]


def test_nothing_is_begun_when_the_time_is_up() -> None:
    run = progress(seconds=-1)

    assert run.step("late", lambda: pytest.fail("it was begun")) is None
    assert run.figures["left_out"] == [{"name": "late", "why": "the time is up"}]


@pytest.mark.parametrize(
    "trouble", [ConnectionResetError("gone"), subprocess.TimeoutExpired("wrk", 30)]
)
def test_trouble_with_one_server_leaves_out_that_one(trouble: Exception) -> None:
    def measured() -> dict[str, object]:
        raise trouble

    run = progress()

    assert run.step("broken", measured) is None
    assert run.figures["left_out"] == [{"name": "broken", "why": str(trouble)}]


def test_a_defect_of_the_measurement_is_not_swallowed() -> None:
    def measured() -> dict[str, object]:
        raise KeyError("nothing")

    with pytest.raises(KeyError):
        progress().step("wrong", measured)


def test_figures_are_kept_as_they_come(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    run = progress(file)
    run.figures["one"] = {"ratio": 0.5}

    run.save()

    assert json.loads(file.read_text()) == {"left_out": [], "one": {"ratio": 0.5}}


def test_kept_figures_are_told_and_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, plot, table = tmp_path / "kept.json", tmp_path / "plot.svg", tmp_path / "table.md"
    kept.write_text(json.dumps(figures_of_a_run()))
    words = ["peers", "--from", str(kept), "--plot", str(plot), "--table", str(table)]
    monkeypatch.setattr(sys, "argv", words)

    assert main() == 0

    assert plot.read_text().startswith("<svg")
    assert table.read_text() == capsys.readouterr().out


def test_without_the_load_generator_nothing_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["peers"])
    monkeypatch.setenv("PATH", "")

    assert main() == 2
    assert "wrk is not installed" in capsys.readouterr().err


def test_an_unknown_name_is_refused_with_those_that_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["peers", "--only", "prismo"])
    monkeypatch.setattr("bench.peers.__main__.wrk_is_there", lambda: True)

    with pytest.raises(SystemExit, match=r"There is no prismo\. There are: .*prism-silent"):
        main()
