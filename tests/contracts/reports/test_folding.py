"""Long stories lose their middle, and ids of the run are found."""

from dataclasses import replace

import pytest

from contracts.reports.folding import MOST, folded, made_ids, showing
from tests.support.runs import exchange, lost_update


@pytest.mark.parametrize("length", [0, 1, MOST, MOST + 1, 500])
def test_nothing_is_told_twice(length: int) -> None:
    head, left_out, tail = folded(range(length))

    assert len(head) + left_out + len(tail) == length
    assert len(head) + len(tail) <= MOST
    assert [*head, *range(len(head), length - len(tail)), *tail] == list(range(length))


def test_id_that_was_sent_is_not_made_up() -> None:
    own = exchange("PUT", "/things/77001", body={"id": "77001"}, answer={"id": "77001"})
    read = exchange("GET", "/things/77001")

    assert list(made_ids((own, read))) == []


def test_id_that_is_used_in_a_body_is_found() -> None:
    made = exchange("POST", "/things", body={}, answer={"data": {"thingId": 77001}})
    other = exchange()
    used = exchange("PATCH", "/things", body=[{"id": 77001}])

    (found,) = made_ids((made, other, used))

    assert (found.id, found.given, found.used) == ("77001", 1, 3)


def test_last_exchange_that_fits_shows_it() -> None:
    finding = lost_update()
    after = exchange("DELETE", "/campaigns/50001", status=200, answer={})

    assert showing(finding, (*finding.story, after)) == 2
    assert showing(replace(finding, status=599), finding.story) == 2
