"""What a fault leaves to chance is drawn once, within bounds that make the effect certain."""

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.faults.fault import CONTROLS, Fault, Hang, Reset, Truncate, draw_effect
from mockserver.faults.rule import Outcome
from mockserver.faults.rule_schema import CONNECTIONS


@pytest.mark.parametrize("connection", CONNECTIONS)
@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_the_same_seed_draws_the_same_effect(connection, seed):
    assert draw_effect(connection, Random(seed)) == draw_effect(connection, Random(seed))


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_about_half_of_a_body_is_sent(seed):
    assert 0.4 <= draw_effect("truncate", Random(seed)).at <= 0.6


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_a_drip_has_several_pieces(seed):
    drip = draw_effect("drip", Random(seed))

    assert 5 <= drip.pieces <= 10
    assert 0.2 <= drip.pause_seconds <= 0.6


@pytest.mark.parametrize(
    ("fault", "is_handled", "has_answer"),
    [
        (Fault("a", 1.0), True, True),
        (Fault("a", effect=Truncate(0.5)), True, True),
        (Fault("a", outcome=Outcome(503)), False, True),
        (Fault("a", effect=Reset()), False, False),
        (Fault("a", effect=Hang()), False, False),
    ],
)
def test_a_call_without_its_real_answer_is_not_handled(fault, is_handled, has_answer):
    assert (fault.is_handled, fault.has_answer) == (is_handled, has_answer)


@pytest.mark.parametrize("byte", CONTROLS)
def test_no_replaced_byte_leaves_json_behind(byte):
    whole = b'{"a": [1, ""]}\n'

    for place in range(len(whole)):
        body = bytearray(whole)
        body[place] = byte
        with pytest.raises(json.JSONDecodeError):
            json.loads(body)


@given(st.integers(0, 2**32))
@settings(deadline=None)
def test_a_garbled_body_has_marks(seed):
    marks = draw_effect("garble", Random(seed)).marks

    assert marks
    assert all(0 <= place <= 1 and byte in CONTROLS for place, byte in marks)
