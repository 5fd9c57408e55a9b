"""`contracts explain`: one finding in full, for people and for programs."""

import json
from pathlib import Path

from tests.contracts.commands.conftest import Contracts
from tests.support.shop import RUN, kept, made_then_read, run_of


def test_finding_is_told_with_its_curl_lines(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of(made_then_read()))

    ended = contracts("explain", "F1")

    assert ended.code == 0
    assert "created_things_can_be_read" in ended.out
    assert "curl -sS -i http" in ended.out.replace("'", "")
    assert ended.err == ""


def test_json_is_one_object(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of(made_then_read()))

    told = json.loads(contracts("explain", made_then_read().fingerprint, "--json").out)

    assert (told["run"], told["label"], len(told["curl"])) == (RUN, "F1", 2)
    assert told["fingerprint"] == made_then_read().fingerprint


def test_markup_in_a_finding_is_printed_as_it_is(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of(made_then_read(read_as="[red]x[/] \x1b[31m")))

    out = contracts("explain", "F1").out

    assert "[red]x[/]" in out
    assert "\x1b" not in out


def test_no_run_yet_is_one_paragraph(contracts: Contracts) -> None:
    ended = contracts("explain", "F1")

    assert (ended.code, ended.out) == (2, "")
    assert "Run `contracts test` first" in ended.err
    assert len(ended.err.strip().splitlines()) == 1


def test_unknown_number_says_how_many_there_are(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of(made_then_read()))

    ended = contracts("explain", "F99")

    assert ended.code == 2
    assert "There is no finding F99" in ended.err
    assert "one finding, F1" in ended.err
