"""Entries of the mock's journal."""

import pytest

from contracts.drift.traffic import unseen
from contracts.drift.traffic.journal_entry import read_journal_entry
from contracts.drift.traffic.taking import NotTraffic
from contracts.finding import Reply
from specs.values import Json
from tests.contracts.drift.traffic.conftest import journal_line, named

BODY = {"contentType": "a/b", "bytes": 2, "cut": False, "encoding": "text", "text": "{}"}
REQUEST = {"headers": named({"host": "127.0.0.1:8080"}), "body": BODY}
ANSWER = {"headers": named({"a": "b"}), "body": {**BODY, "encoding": "base64", "text": "/w=="}}


def test_an_entry_shown_as_a_whole_is_an_exchange() -> None:
    line = journal_line(query="a=%20", request=REQUEST, answer=ANSWER, api="shop")

    taken = read_journal_entry(line)

    assert (taken.url, taken.losses) == ("http://127.0.0.1:8080/v1/things?a=%20", ())
    assert taken.exchange.request.body == b"{}"
    assert taken.exchange.reply == Reply(200, (("a", "b"),), b"\xff", 0.25)
    assert taken.exchange.api == "shop"


def test_a_cut_body_is_not_judged() -> None:
    answer = {**ANSWER, "body": {**BODY, "cut": True, "text": "{"}}

    taken = read_journal_entry(journal_line(request=REQUEST, answer=answer))

    assert unseen(taken.exchange) == {"response body"}
    assert taken.losses == ("the journal kept a body in part only",)


@pytest.mark.parametrize("why", [{"refusal": {"kind": "unknown_path"}}, {"fault": "slow"}])
def test_what_the_mock_answers_itself_is_not_the_apis_answer(why: Json) -> None:
    taken = read_journal_entry(journal_line(request=REQUEST, answer=ANSWER, **why))

    assert (taken.exchange.reply, taken.exchange.failure) == (None, None)


def test_another_object_is_no_entry() -> None:
    with pytest.raises(NotTraffic):
        read_journal_entry({"lost": 3})
