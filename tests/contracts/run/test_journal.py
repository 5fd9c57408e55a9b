"""What a run makes is written down before it is sent, and read back after any end."""

import json
from pathlib import Path

from contracts.finding import Created
from contracts.run.journal import Journal, read_journal
from contracts.run.made import things_made


def before(journal: Journal, name: str = "ck-1-item-1") -> str:
    return journal.before(api="shop", operation="create", kind="item", name=name)


def cut_off(file: Path) -> None:
    """Leaves a journal as a kill in the middle of a write leaves it."""
    file.write_bytes(file.read_bytes()[:-9])


def test_thing_is_on_disk_before_its_answer_is_known(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"

    number = before(Journal(file))

    (entry,) = read_journal(file)
    assert (entry.number, entry.api, entry.operation) == (number, "shop", "create")
    assert (entry.kind, entry.name, entry.id) == ("item", "ck-1-item-1", None)
    assert not entry.is_settled
    assert not entry.is_gone


def test_answer_tells_the_id(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")

    journal.after(before(journal), id=7, is_gone=False)

    (entry,) = read_journal(tmp_path / "j")
    assert (entry.id, entry.is_settled, entry.is_gone) == (7, True, False)


def test_removed_thing_is_gone(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    number = before(journal)

    journal.after(number, id="7", is_gone=False)
    journal.after(number, id="7", is_gone=True)

    (entry,) = read_journal(tmp_path / "j")
    assert (entry.id, entry.is_gone) == ("7", True)


def test_workers_share_one_file(tmp_path: Path) -> None:
    first, second = Journal(tmp_path / "j", "gw0"), Journal(tmp_path / "j", "gw1")

    numbers = [before(first, "a"), before(second, "b"), before(first, "c")]
    second.after(numbers[1], id="2", is_gone=False)

    entries = read_journal(tmp_path / "j")
    assert len(set(numbers)) == 3
    assert [(entry.name, entry.id) for entry in entries] == [("a", None), ("b", "2"), ("c", None)]


def test_line_that_a_kill_cut_off_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "j"
    journal = Journal(file)
    before(journal, "whole")
    before(journal, "cut off")
    cut_off(file)

    assert [entry.name for entry in read_journal(file)] == ["whole"]


def test_entry_after_a_cut_off_line_is_not_lost(tmp_path: Path) -> None:
    file = tmp_path / "j"
    killed = Journal(file, "gw0")
    before(killed, "whole")
    before(killed, "cut off")
    cut_off(file)

    before(Journal(file, "gw1"), "of another worker")

    assert [entry.name for entry in read_journal(file)] == ["whole", "of another worker"]


def test_settling_an_entry_that_was_cut_off_makes_none(tmp_path: Path) -> None:
    (tmp_path / "j").write_text(json.dumps({"number": "9", "id": 1, "is_gone": False}) + "\n")

    assert read_journal(tmp_path / "j") == ()


def test_names_in_any_script_are_kept(tmp_path: Path) -> None:
    before(Journal(tmp_path / "j"), "Ü\n\u2028\ud800")

    assert [entry.name for entry in read_journal(tmp_path / "j")] == ["Ü\n\u2028\ud800"]


def test_journal_without_a_file_writes_nothing(tmp_path: Path) -> None:
    journal = Journal(None)

    journal.after(before(journal), id=1, is_gone=False)

    assert list(tmp_path.iterdir()) == []


def test_missing_journal_names_nothing(tmp_path: Path) -> None:
    assert read_journal(tmp_path / "none") == ()
    assert things_made(tmp_path / "none") == ()
    assert things_made(None) == ()


def test_journal_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    before(Journal(tmp_path / "j"))

    assert (tmp_path / "j").stat().st_mode & 0o077 == 0


def test_all_that_may_be_there_is_told_and_what_was_refused_is_not(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    journal.after(before(journal, "made"), id="1", is_gone=False)
    journal.after(before(journal, "refused"), id=None, is_gone=True)
    removed = before(journal, "removed")
    journal.after(removed, id="3", is_gone=False)
    journal.after(removed, id="3", is_gone=True)
    before(journal, "cut off")

    assert things_made(tmp_path / "j") == (
        Created("shop", "item", "1", False, "made"),
        Created("shop", "item", "3", True, "removed"),
        Created("shop", "item", "", False, "cut off (no answer came)"),
    )
