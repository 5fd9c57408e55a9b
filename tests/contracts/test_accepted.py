"""The baseline: what it accepts, until when, and what is no longer needed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from contracts.accepted import apply_baseline, entry_of, parse_baseline, read_baseline
from contracts.errors import ConfigError
from tests.support.shop import item_of, made_then_read, run_of, wrong_status

FILE = Path("accepted.toml")
TODAY = date(2026, 1, 15)
ENTRY = entry_of(wrong_status(), reason="ticket 81", expires=date(2026, 2, 1), today=TODAY)
GOOD = '[[accepted]]\nfingerprint = "0a1b2c3d"\nreason = "x"\nexpires = 2026-02-01\n'


def test_accepted_finding_moves_out_of_the_way() -> None:
    result = run_of(made_then_read(), wrong_status())

    judged = apply_baseline(result, [ENTRY], TODAY)

    assert judged.findings == (made_then_read(),)
    assert judged.accepted == (wrong_status(),)
    assert judged.fixed == ()


def test_entry_counts_to_the_end_of_its_last_day() -> None:
    result = run_of(wrong_status())

    assert apply_baseline(result, [ENTRY], ENTRY.expires).findings == ()
    over = apply_baseline(result, [ENTRY], date(2026, 2, 2))
    (finding,) = over.findings
    assert over.accepted == over.fixed == ()
    assert finding.fingerprint == wrong_status().fingerprint
    assert finding.says == wrong_status().says
    (note,) = over.notes
    assert "the baseline accepted until 2026-02-01, with the reason: ticket 81" in note


def test_entry_is_fixed_only_if_its_item_was_judged() -> None:
    passed = item_of(wrong_status(), "passed")

    assert apply_baseline(run_of(items=(passed,)), [ENTRY], TODAY).fixed == (
        f"{ENTRY.fingerprint} status_documented GET /things/{{id}}, until 2026-02-01: ticket 81",
    )
    for items in ((), (replace(passed, examples=0),), (replace(passed, outcome="not-judged"),)):
        assert apply_baseline(run_of(items=items), [ENTRY], TODAY).fixed == ()


def test_law_that_stopped_at_something_else_fixes_nothing() -> None:
    entry = entry_of(made_then_read(), reason="x", expires=date(2026, 2, 1), today=TODAY)
    failed = item_of(made_then_read())

    assert apply_baseline(run_of(items=(failed,)), [entry], TODAY).fixed == ()


def test_check_that_was_not_asked_for_fixes_nothing() -> None:
    result = run_of(items=(item_of(wrong_status(), "passed"),))
    result = replace(result, options={**result.options, "checks": ["answers_in_time"]})

    assert apply_baseline(result, [ENTRY], TODAY).fixed == ()


def test_without_entries_the_run_stays_as_it_is() -> None:
    result = run_of(wrong_status())

    assert apply_baseline(result, (), TODAY) is result


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (GOOD.replace("reason", "because"), 3, "'because' of an accepted finding is unknown"),
        (GOOD.replace("2026-02-01", "'soon'"), 4, "Expected a day such as 2030-12-31"),
        (GOOD.replace("2026-02-01", "2026-02-01T10:00:00"), 4, "Expected a day"),
        (GOOD.replace("2026-02-01", "2026-13-01"), 4, "not TOML"),
        (GOOD.replace('reason = "x"\n', ""), 1, "has no reason"),
        (GOOD.replace('"x"', '""'), 1, "has no reason"),
        (GOOD.replace("0a1b2c3d", "F3"), 2, "eight hex digits"),
        (GOOD + "\n" + GOOD, 7, "accepted twice"),
        (GOOD + "\n" + GOOD.replace("expires =", "expire ="), 9, "Did you mean expires?"),
        ("colour = 1\n" + GOOD, 1, "the key 'colour' is unknown"),
        ("accepted = 5\n", 1, "is no list of tables"),
        ("= 5\n", 1, "this is not TOML"),
    ],
)
def test_mistake_is_told_with_file_and_line(text: str, line: int, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_baseline(text, FILE)

    assert said in str(caught.value)
    assert str(caught.value).startswith(f"accepted.toml:{line}: ")
    assert "\n" not in str(caught.value)


def test_file_that_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Make it: contracts baseline"):
        read_baseline(tmp_path / FILE)


def test_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe")

    with pytest.raises(ConfigError, match="cannot be read"):
        read_baseline(tmp_path / FILE)
