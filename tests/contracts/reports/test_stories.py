"""A finding is told in full: what should hold, where, why, and how to see it again."""

import re
from dataclasses import replace

import pytest

from contracts.reports.digest import numbered
from contracts.reports.stories import exchange_line, explained, part_of, place, steps
from tests.support.drift_runs import (
    drift_run,
    full_drift,
    live,
    removed,
    shared,
    shortened,
    undecided,
)
from tests.support.runs import HOSTILE, exchange, hang, hostile, lost_update, rich_run

RUN = rich_run()


def test_a_story_has_a_step_for_each_exchange():
    story = steps(lost_update(), RUN)

    assert [step.title for step in story] == [
        "read it before",
        "one good item, one that fails",
        "read it again",
    ]
    assert [step.shows for step in story] == [False, False, True]
    assert [step.asked for step in story] == [
        "GET /campaigns/50001",
        "PATCH /campaigns",
        "GET /campaigns/50001",
    ]
    assert story[2].answered == "200 OK after 21 ms"
    assert story[2].answered_headers == ("Content-Type: application/json", "X-Request-Id: r-81")
    assert [line.text.strip() for line in story[2].answered_body if line.marked] == ['"value": 80']
    assert not any(line.marked for line in story[0].answered_body)


def test_a_missing_answer_is_told():
    (step,) = steps(hang(), RUN)

    assert step.answered == "No answer in time"
    assert step.answered_body == ()


def test_other_callers_are_named():
    (step,) = steps(hostile(), RUN)

    assert step.asked.endswith("(without credentials)")


def test_an_explanation_says_all_there_is_to_know():
    text = explained(RUN, "F4", lost_update())

    for part in (
        "F4  error  failed_items_change_nothing  criteo  PATCH /campaigns\n",
        "An item of a batch that fails changes nothing.",
        "Expected:    the limit of campaign 50001 stays at 120.5",
        "Got:         80, which",
        "Where:       PATCH /campaigns, answer 200 OK, at /data/attributes/spendLimit/",
        "Seen:        14 times",
        f"Fingerprint: {lost_update().fingerprint}",
        "By specs/criteo/openapi.yaml:391 (R158):\n  An update that is refused leaves",
        "Source: Criteo Marketing Solutions, Campaign, section Update campaigns",
        "3. read it again   <- shows it\n   > GET /campaigns/50001",
        '  *<           "value": 80',
        "To see it again, set CALLER_DEFAULT_OAUTH2_TOKEN and paste:\n",
        "\n# 2\ncurl -sS -i -X 'PATCH' 'https://api.staging.example/2026-01/campaigns'",
    ):
        assert part in text


@pytest.mark.parametrize("one", numbered(RUN), ids=lambda one: one.label)
def test_every_finding_has_its_curl_lines_at_the_margin(one):
    text = explained(RUN, one.label, one.finding)

    lines = [line for line in text.splitlines() if re.match(r"curl |printf ", line)]
    assert len(lines) == len(one.finding.story)


def test_hostile_words_end_no_line_and_start_no_command():
    text = explained(RUN, "F2", hostile())

    assert HOSTILE not in text
    assert all(char.isprintable() or char == "\n" for char in text)
    pasted = text.partition(" and paste:")[2]
    assert [line for line in pasted.splitlines() if line.startswith("#")] == ["# 1"]


def test_a_story_without_a_base_url_still_has_its_lines():
    (step,) = steps(replace(lost_update(), story=(exchange(api="unknown"),)), RUN)

    assert step.curl.startswith('curl -sS -i "$BASE_URL/campaigns/50001"')


def test_the_control_protocol_is_spelled_out_where_it_is_known():
    control = exchange("POST", "/control/criteo/spend", body={}, note="control")
    run = replace(RUN, controls={"criteo": "http://127.0.0.1:4010/_mock"})

    (step,) = steps(replace(lost_update(), story=(control,)), run)

    assert "'http://127.0.0.1:4010/_mock/control/criteo/spend'" in step.curl
    assert "CONTROL_URL" not in step.curl


def test_long_stories_are_folded_in_the_middle():
    long = replace(lost_update(), story=(exchange(),) * 200)

    text = explained(RUN, "F4", long)

    assert "… 188 more exchanges; `contracts explain F4 --json` has all" in text
    assert "# 188 more: contracts replay F4 sends them all" in text
    assert [line for line in text.splitlines() if re.fullmatch(r"# \d+", line)] == [
        f"# {number}" for number in (1, 2, 3, *range(192, 201))
    ]


def test_ids_of_the_run_are_named():
    made = exchange("POST", "/campaigns", body={}, status=201, answer={"data": {"id": "70018"}})
    read = exchange("GET", "/campaigns/70018")

    text = explained(RUN, "F1", replace(lost_update(), story=(made, read)))

    assert "(70018 in # 2 is the id that # 1 got in the run; put in the one" in text
    assert "is the id that" not in explained(RUN, "F4", lost_update())


def test_the_place_is_marked_in_the_exchange_that_has_it():
    shown = lost_update()
    after = exchange("PATCH", "/campaigns", body={}, status=207, note="put it back")

    story = steps(replace(shown, story=(*shown.story, after)), RUN)

    assert [step.shows for step in story] == [False, False, True, False]
    assert any(line.marked for line in story[2].answered_body)


def test_findings_about_no_operation_name_those_of_their_story():
    text = explained(RUN, "F4", replace(lost_update(), operation=""))

    assert "Where:       GET /campaigns/{campaign-id}, PATCH /campaigns, answer 200" in text


def test_a_sentence_is_told_once():
    again = replace(lost_update().clauses[0], statement=lost_update().says, rule="")

    text = explained(RUN, "F4", replace(lost_update(), clauses=(again,)))

    assert text.count(lost_update().says) == 1
    assert "By specs/criteo/openapi.yaml:391\n" in text


def test_what_goes_into_a_variable_is_said():
    basic = replace(exchange().request, headers=(("Authorization", "Basic $SHOP_BASIC"),))

    text = explained(RUN, "F4", replace(lost_update(), story=(replace(exchange(), request=basic),)))

    assert "set SHOP_BASIC (USER:PASSWORD in base64) and paste:" in text


def test_a_drift_is_told_with_both_places_its_witness_and_its_lines():
    said = explained(drift_run(shortened()), "F1", shortened())

    assert said == (
        "F1  error  request_max_length_lowered  criteo  PATCH /campaigns\n"
        "\n"
        "A schema of a request admits shorter texts only.\n"
        "\n"
        "Before:      maxLength 10\n"
        "Now:         maxLength 5\n"
        "Where:       PATCH /campaigns, request body /name\n"
        f"Fingerprint: {shortened().fingerprint}\n"
        "\n"
        "Now specs/criteo/openapi.yaml:391\n"
        "\n"
        "Was main:specs/criteo/openapi.yaml:388\n"
        "\n"
        f"{shortened().witness}\n"
        "\n"
        "  391   type: string\n"
        "  389 - maxLength: 10\n"
        "  392 + maxLength: 5\n"
        "  393   minLength: 1\n"
    )


def test_a_drift_names_every_operation_that_it_touches():
    said = explained(drift_run(shared()), "F1", shared())

    assert all(f" {operation}\n" in said for operation in shared().touches)


def test_what_nothing_decides_is_told():
    said = explained(drift_run(undecided()), "F1", undecided())

    assert "No message was found that shows it, nor a proof that there is none.\n" in said


def test_a_drift_of_a_server_has_a_story_to_paste():
    said = explained(drift_run(live()), "F1", live())

    assert "Seen:        37 times\n" in said
    assert "By specs/criteo/openapi.yaml:120\n" in said
    assert "curl -sS -i" in said


def test_a_part_is_told_in_words_where_there_are_some():
    assert part_of(shortened()) == "request body /name"
    assert part_of(live()) == "answer 200 OK, /data/tint"
    assert part_of(removed()) == ""
    assert place(shared()) == (
        "PATCH /campaigns, POST /campaigns and 10 more, response 200 body /data/*/renewal"
    )


def test_an_exchange_is_told_in_one_line():
    assert exchange_line(live().story[0]) == "GET /campaigns/50001 -> 200 OK"
    assert exchange_line(hang().story[0]) == "POST /campaigns/search -> No answer in time"


def test_every_finding_of_a_drift_can_be_told():
    run = full_drift()

    for one in numbered(run):
        said = explained(run, one.label, one.finding)
        assert one.finding.fingerprint in said
        assert all(char.isprintable() or char == "\n" for char in said)
