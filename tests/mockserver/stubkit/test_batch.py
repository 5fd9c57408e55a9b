"""The answer to a batch is put together as the declared policy says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.stubkit import Applied, Failed, Outcome, batch_reply
from specs.batch import BatchPolicy

POLICY = {
    "preset": "200-or-207",
    "items": "/data",
    "successes": "/data",
    "failures": "/errors",
    "warnings": "/warnings",
    "reference": {"member": "instance", "template": "@data/{index}"},
}
GOOD, BAD = Applied({"id": "1"}), Failed({"code": "no"})
WARNED = Applied({"id": "2"}, warning={"code": "hm"})


def policy(**more) -> BatchPolicy:
    return BatchPolicy.read({**POLICY, **more})


def test_a_batch_keeps_good_items_when_one_fails():
    reply = batch_reply(policy(), [GOOD, BAD])

    assert reply.body["data"] == [{"id": "1"}]
    assert reply.body["errors"] == [{"code": "no", "instance": "@data/1"}]


def test_entries_stand_in_the_order_of_the_request():
    outcomes = [GOOD, BAD, WARNED, Failed({"code": "later"})]
    body = batch_reply(policy(), outcomes).body

    assert [entry["id"] for entry in body["data"]] == ["1", "2"]
    assert [entry["code"] for entry in body["errors"]] == ["no", "later"]


def test_a_warning_goes_beside_its_success():
    reply = batch_reply(policy(), [BAD, WARNED])

    assert reply.body["data"] == [{"id": "2"}]
    assert reply.body["warnings"] == [{"code": "hm", "instance": "@data/1"}]


def test_all_lists_are_there_even_if_empty():
    assert batch_reply(policy(), []).body == {"data": [], "errors": [], "warnings": []}


def test_a_policy_without_warnings_has_no_such_list():
    assert "warnings" not in batch_reply(policy(warnings=None), [GOOD]).body


def test_lists_may_stand_deeper_in_the_body():
    reply = batch_reply(policy(successes="/result/done", failures="/result/failed"), [GOOD, BAD])

    assert reply.body["result"]["done"] == [{"id": "1"}]
    assert reply.body["result"]["failed"][0]["code"] == "no"


def test_a_reference_may_be_the_bare_index():
    shape = {"member": "index", "template": "{index}"}

    assert batch_reply(policy(reference=shape), [BAD]).body["errors"] == [
        {"code": "no", "index": "0"}
    ]


@pytest.mark.parametrize(
    ("preset", "statuses"),
    [
        ("always-200", (200, 200, 200)),
        ("always-207", (207, 207, 207)),
        ("200-or-207", (200, 207, 207)),
        ("all-or-none", (200, 400, 400)),
    ],
)
def test_the_preset_sets_the_status(preset, statuses):
    batches = ([GOOD], [GOOD, BAD], [BAD])

    found = tuple(batch_reply(policy(preset=preset), batch).status for batch in batches)

    assert found == statuses


def test_a_status_of_its_own_beats_the_preset():
    reply = batch_reply(policy(statuses={"all-bad": 422}), [BAD])

    assert reply.status == 422


def test_the_outcome_that_is_handed_in_stays_as_it_is():
    problem = {"code": "no"}
    batch_reply(policy(), [Failed(problem)])

    assert problem == {"code": "no"}


@given(st.lists(st.sampled_from([GOOD, BAD, WARNED]), max_size=12))
def test_every_outcome_stands_in_exactly_one_list(outcomes: list[Outcome]):
    body = batch_reply(policy(), outcomes).body

    failed = [int(entry["instance"].removeprefix("@data/")) for entry in body["errors"]]
    assert len(body["data"]) + len(body["errors"]) == len(outcomes)
    assert failed == [index for index, item in enumerate(outcomes) if item is BAD]
    assert len(body["warnings"]) == outcomes.count(WARNED)
