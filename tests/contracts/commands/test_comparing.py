"""Whether a story still shows what it showed."""

import json
from dataclasses import replace

import pytest

from contracts.commands.comparing import Answered, Judgement, differences, judged
from contracts.finding import Exchange, Finding
from tests.contracts.commands.test_retelling import bundle_of, retelling
from tests.support.shop import made_then_read

FINDING = replace(made_then_read(), pointer="")


def answered(then: Exchange, status: int = 200, **body: object) -> Answered:
    assert then.reply is not None
    raw = json.dumps(body).encode() if body else then.reply.body
    now = replace(then, reply=replace(then.reply, status=status, body=raw))
    return Answered(then, now, now)


def verdict(finding: Finding, *answers: Answered) -> Judgement:
    told = retelling()
    return judged(finding, answers, bundle_of(told), 1.0, told)


def test_same_answers_show_the_same() -> None:
    made, read = FINDING.story

    assert verdict(FINDING, answered(made, 201), answered(read)).word == "still"


def test_other_body_without_a_pointer_cannot_tell() -> None:
    made, read = FINDING.story

    judgement = verdict(FINDING, answered(made, 201), answered(read, name="new one", id="t7"))

    assert judgement.word == "unclear"


def test_value_that_is_made_up_each_time_cannot_tell() -> None:
    made = FINDING.story[0]
    finding = replace(FINDING, pointer="/id", status=201, story=(made,))

    assert verdict(finding, answered(made, 201, name="a thing", id="t8")).word == "unclear"


def test_lost_answer_cannot_tell() -> None:
    made, read = FINDING.story
    lost = replace(read, reply=None, failure="timeout")

    judgement = verdict(FINDING, answered(made, 201), Answered(read, lost, lost))

    assert judgement == Judgement("unclear", "GET /things/{id} gave no answer (timeout)")


@pytest.mark.parametrize(("code", "word"), [("gone-fishing", "gone"), ("other", "still")])
def test_error_code_is_looked_for(code: str, word: str) -> None:
    finding = replace(FINDING, judge="documented_error_code_is_given", cause="gone-fishing")
    read = finding.story[1]

    assert verdict(finding, answered(read, errors=[{"code": code}])).word == word


def test_check_of_an_operation_that_is_gone_cannot_tell() -> None:
    finding = replace(FINDING, judge="status_documented", operation="GET /gone")

    assert verdict(finding, answered(finding.story[1])).word == "unclear"


def test_made_up_texts_are_no_difference() -> None:
    then = {"trace": "a1", "list": [{"n": 1}, {"n": 2}], "name": "x1", "state": "live"}
    now = {"trace": "b2", "list": [{"n": 1}, {"n": 3}], "name": "y2", "state": "draft"}

    assert list(differences(then, now, "sent: x1")) == ["/list/1/n", "/name", "/state"]
    assert list(differences({"a": 1}, {"a": True}, "")) == ["/a"]
    assert list(differences({"a": 1}, {}, "")) == ["/a"]
    assert list(differences([1], [1, 2], "")) == [""]
