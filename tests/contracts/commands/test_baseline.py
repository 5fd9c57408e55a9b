"""`contracts baseline`: findings accepted in a file that people read."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from contracts.accepted import Accepted, parse_baseline, read_baseline
from contracts.commands.baseline import merged_text, toml_entry
from tests.contracts.commands.conftest import Contracts
from tests.support.shop import kept, made_then_read, run_of, wrong_status

FILE = Path("accepted.toml")
UNTIL = ("--reason", "ticket 81", "--expires", "2999-12-31")
ENTRY = Accepted("0a1b2c3d", "why not", date(2999, 1, 1), "a_law", "shop", "GET /a")


def test_all_findings_of_the_newest_run_are_accepted(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of(made_then_read(), wrong_status()))

    ended = contracts("baseline", FILE, *UNTIL)

    assert (ended.code, ended.err) == (0, "")
    found = {one.fingerprint: one for one in read_baseline(tmp_path / FILE)}
    assert set(found) == {made_then_read().fingerprint, wrong_status().fingerprint}
    one = found[wrong_status().fingerprint]
    assert (one.judge, one.api, one.operation) == ("status_documented", "shop", "GET /things/{id}")
    assert (one.reason, one.expires, one.item) == (
        "ticket 81",
        date(2999, 12, 31),
        wrong_status().item,
    )


def test_only_named_findings_are_accepted(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of(made_then_read(), wrong_status()))

    contracts("baseline", FILE, *UNTIL, "--finding", "F2")

    (one,) = read_baseline(tmp_path / FILE)
    assert one.fingerprint == wrong_status().fingerprint


def test_entries_of_others_stay_with_their_comments(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of(wrong_status()))
    old = "# Ours.\n\n# Anna says so.\n" + toml_entry(ENTRY)
    (tmp_path / FILE).write_text(old)

    contracts("baseline", FILE, *UNTIL)

    text = (tmp_path / FILE).read_text()
    assert text.startswith("# Ours.\n\n")
    assert '# Anna says so.\n[[accepted]]\nfingerprint = "0a1b2c3d"' in text
    assert ENTRY in read_baseline(tmp_path / FILE)


def test_accepting_again_renews_the_entry(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of(wrong_status()))
    contracts("baseline", FILE, *UNTIL)
    (tmp_path / FILE).write_text(
        (tmp_path / FILE).read_text().replace("[[accepted]]", "# Mind this.\n[[accepted]]")
    )

    contracts("baseline", FILE, "--reason", "ticket 82", "--expires", "2998-01-01")

    (one,) = read_baseline(tmp_path / FILE)
    assert (one.reason, one.expires.year) == ("ticket 82", 2998)
    assert "# Mind this.\n[[accepted]]" in (tmp_path / FILE).read_text()


def test_other_forms_of_toml_are_rewritten() -> None:
    inline = 'accepted = [{fingerprint = "0a1b2c3d", reason = "x", expires = 2999-01-01}]\n'

    text = merged_text(inline, [ENTRY], FILE)

    assert parse_baseline(text, FILE) == (ENTRY,)


@pytest.mark.parametrize(
    "reason", ['say "no"\\', "two\nlines\ttab", "\x7f\x00\u202e", "[[accepted]]"]
)
def test_any_reason_survives_the_file(reason: str) -> None:
    entry = Accepted("0a1b2c3d", reason, date(2999, 1, 1))

    (read,) = tomllib.loads(merged_text("", [entry], FILE))["accepted"]

    assert read["fingerprint"] == "0a1b2c3d"
    assert read["reason"] == reason or not reason.isprintable()


def test_merging_again_changes_nothing() -> None:
    text = merged_text("", [ENTRY], FILE)

    assert merged_text(text, [ENTRY], FILE) == text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--reason", "x", "--expires", "soon"), "Expected a day such as 2030-12-31"),
        (("--reason", "x", "--expires", "2001-01-01"), "which is over"),
        (("--reason", " ", "--expires", "2999-01-01"), "--reason is empty"),
        ((*UNTIL, "--finding", "F99"), "There is no finding F99"),
    ],
)
def test_wrong_wishes_are_one_paragraph(
    contracts: Contracts, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    kept(tmp_path, run_of(wrong_status()))

    ended = contracts("baseline", FILE, *words)

    assert ended.code == 2
    assert said in ended.err
    assert not (tmp_path / FILE).exists()


def test_run_without_findings_has_nothing_to_accept(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of())

    assert "has no findings to accept" in contracts("baseline", FILE, *UNTIL).err


def test_wrong_file_is_left_as_it_is(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of(wrong_status()))
    (tmp_path / FILE).write_text("[[accepted]]\nnonsense = 1\n")

    ended = contracts("baseline", FILE, *UNTIL)

    assert f"{FILE}:2:" in ended.err
    assert (tmp_path / FILE).read_text() == "[[accepted]]\nnonsense = 1\n"
