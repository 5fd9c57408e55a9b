"""What `contracts drift` prints: in full what breaks, in a line each what does not, and the sum."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from contracts.reports import FORMATS
from contracts.reports.drift_console import drift_text, print_drift
from tests.support.drift_runs import (
    INJECTED,
    drift,
    drift_run,
    full_drift,
    harmless,
    live,
    places,
    quiet_drift,
    removed,
    shared,
    shortened,
    undecided,
)


def shown(run, **options):
    out = StringIO()
    print_drift(run, Console(file=out, **options))
    return out.getvalue()


def test_no_drift_is_one_line():
    assert drift_text(quiet_drift()) == "No drift: 25 operations compared.\n"


def test_a_breaking_change_is_told_in_one_block():
    assert drift_text(drift_run(shortened()), 100) == (
        "F1  error  request_max_length_lowered  PATCH /campaigns\n"
        "    specs/criteo/openapi.yaml:391  was main:specs/criteo/openapi.yaml:388\n"
        "    A schema of a request admits shorter texts only.\n"
        "      at        request body /name\n"
        "      before    maxLength 10\n"
        "      now       maxLength 5\n"
        "      accepted before, refused now: PATCH /campaigns\n"
        '      {"data":[{"type":"Campaign","attributes":{"name":"aaaaaa"}}]}\n'
        "\n"
        "      391   type: string\n"
        "      389 - maxLength: 10\n"
        "      392 + maxLength: 5\n"
        "      393   minLength: 1\n"
        "\n"
        f"    fingerprint {shortened().fingerprint}\n"
        "\n"
        "1 error; 25 operations compared.\n"
    )


def test_what_touches_many_operations_names_the_first_and_counts_the_rest():
    assert drift_text(drift_run(shared())).startswith(
        "F1  error  response_enum_value_added  PATCH /campaigns, POST /campaigns and 10 more\n"
    )


def test_a_long_witness_takes_two_lines_of_the_screen():
    lines = drift_text(drift_run(shared()), 80).splitlines()

    start = lines.index("      expected by nobody, answered now: GET /things-0  200")
    end = lines.index("", start)
    assert end - start <= 3
    assert lines[end - 1].endswith("…")


def test_an_operation_that_is_gone_is_shown_where_it_stood():
    said = drift_text(drift_run(removed()))

    assert "    was main:specs/criteo/openapi.yaml:40\n" in said
    assert "      40 - /campaigns/{campaign-id}:\n      41 -   get:\n" in said


def test_what_nothing_decides_is_marked():
    said = drift_text(drift_run(undecided()))

    assert said.startswith("F1  warning (unproved)  request_pattern_narrowed  ")
    assert "      No message was found that shows it, nor a proof that there is none.\n" in said


def test_what_a_server_did_is_counted_and_has_a_sample():
    said = drift_text(drift_run(live()))

    assert "      at        answer 200 OK, /data/tint\n" in said
    assert "      expected  no property tint\n" in said
    assert "      seen      37 times, such as GET /campaigns/50001 -> 200 OK\n" in said
    assert "      120   type: object\n" in said


def test_what_breaks_nobody_takes_one_line_each_and_not_too_many():
    run = drift_run(*(harmless(number) for number in range(14)), shortened())
    lines = drift_text(run).splitlines()

    infos = [line for line in lines if " info  " in line]
    assert infos[0] == (
        "F1  info  request_property_named  PATCH /campaigns request body /colour-0"
        "  nothing -> property colour-0  specs/criteo/openapi.yaml:500"
    )
    assert len(infos) == 10
    assert "    and 4 more info; every other report names them" in lines
    assert lines[0].startswith("F15 error")
    assert lines[-1] == "1 error, 14 info; 25 operations compared."


def test_what_was_accepted_or_could_not_be_compared_is_counted():
    run = quiet_drift()
    gone = replace(run.items[0], outcome="not-judged", reason="no answer of it was seen")
    run = replace(
        run,
        items=(gone, *run.items[1:]),
        accepted=(shortened(),),
        fixed=("1a2b3c4d rule",),
        left_out=("DELETE /x: reads only",),
        notes=("The recording is cut.",),
    )

    assert drift_text(run) == (
        "The recording is cut.\n"
        "\n"
        "not compared\n"
        "     1  no answer of it was seen\n"
        "\n"
        "fixed, no longer to be accepted: 1a2b3c4d rule\n"
        "left out: DELETE /x: reads only\n"
        "\n"
        "No drift seen; 1 of 25 operations could not be compared; 24 operations compared; the"
        " notes say why that proves little; 1 known finding accepted by the baseline.\n"
    )


def test_apis_have_their_names_only_if_there_are_several():
    lines = drift_text(full_drift()).splitlines()

    assert [line for line in lines if line in ("criteo", "spaaza")] == ["criteo", "spaaza"]
    assert "criteo\n" not in drift_text(drift_run(shortened()))


def test_an_excerpt_that_is_alike_on_both_sides_is_not_shown():
    lines = ("type: string",)
    finding = drift("x", "a", "b", clauses=places("b", "a", lines=lines, old=lines))

    assert "type: string" not in drift_text(drift_run(finding))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width):
    lines = drift_text(full_drift(), width).splitlines()

    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_without_a_terminal_no_line_is_folded():
    said = shown(drift_run(shortened()), width=40)

    assert "accepted before, refused now: PATCH /campaigns  {" in said


def test_colours_follow_the_terminal_and_no_color(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    colours = {"force_terminal": True, "color_system": "standard", "width": 100}
    run = drift_run(shortened())
    assert "\x1b[1;31merror" in shown(run, **colours)
    assert "\x1b[32m" in shown(run, **colours)

    monkeypatch.setenv("NO_COLOR", "1")
    plain = shown(run, **colours)
    assert not any(f"{code}m" in plain for code in (31, 32, 36))


def test_hostile_words_are_neither_markup_nor_codes():
    said = drift_text(full_drift())

    assert INJECTED not in said
    assert all(char.isprintable() or char == "\n" for char in said)


def test_the_end_says_where_to_read_more_if_the_run_is_kept():
    out = StringIO()
    print_drift(full_drift(), Console(file=out), Path("/r/.contracts/runs/x"))

    assert (
        "\n"
        "contracts explain F5 --run-home /r/.contracts   tells one whole\n"
        "contracts baseline accepted.toml --finding F5 --reason WHY --expires YYYY-MM-DD "
        "--run-home /r/.contracts"
        "   accepts it\n"
        "contracts report html -o drift.html --run-home /r/.contracts   all of it as a page\n"
        "4 errors, "
    ) in out.getvalue()
    assert "contracts explain" not in drift_text(full_drift())


def test_a_quiet_comparison_is_one_line_wherever_it_is_kept():
    out = StringIO()
    print_drift(quiet_drift(), Console(file=out), Path(".contracts/runs/x"))

    assert out.getvalue() == drift_text(quiet_drift())


def test_the_text_format_is_the_same():
    assert FORMATS["text"](full_drift()) == drift_text(full_drift())


def test_the_number_of_a_finding_never_touches_its_severity():
    run = drift_run(*(replace(shortened(), cause=str(n)) for n in range(101)))

    assert "F100 error  request_max_length_lowered" in drift_text(run)
    assert "F101 error  request_max_length_lowered" in drift_text(run)
