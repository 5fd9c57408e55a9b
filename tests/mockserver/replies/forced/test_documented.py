"""The errors that an operation documents are read from where they stand."""

import pytest

from mockserver.replies.forced.documented import (
    documented_errors,
    fails_items,
    named,
    warns_of_items,
)
from mockserver.stubkit import WantedError
from specs.batch import BatchPolicy
from tests.support.documents import response
from tests.support.outcomes import bench

GONE = {"code": "gone", "status": 404, "condition": "c", "at": "/code"}
POLICY = BatchPolicy.read(
    {
        "preset": "200-or-207",
        "items": "",
        "successes": "/ok",
        "failures": "/bad",
        "warnings": "/odd",
    }
)


def errors_of(responses, **more):
    made = bench(responses, **more)
    return documented_errors(made.bundle, made.operation)


def test_both_lists_are_read_the_operation_first():
    late = {"code": 7, "name": "late", "status": 400, "condition": "c", "at": "/e/0"}
    found = errors_of({"404": response(**{"x-error-codes": [GONE]})}, **{"x-error-codes": [late]})

    assert found == (
        WantedError(7, "late", 400, "error", "/e/0"),
        WantedError("gone", None, 404, "error", "/code"),
    )


def test_an_error_that_is_listed_twice_is_one():
    found = errors_of({"404": response(**{"x-error-codes": [GONE]})}, **{"x-error-codes": [GONE]})

    assert len(found) == 1


@pytest.mark.parametrize("broken", ["gone", [{"code": "gone"}], [], None])
def test_a_list_of_another_form_is_passed_over(broken):
    assert errors_of({"404": response(**{"x-error-codes": broken})}) == ()


def test_a_code_outranks_a_second_name():
    by_code = WantedError("6", "a", 400, "error", "/c")
    by_name = WantedError("7", "6", 400, "error", "/c")
    number = WantedError(8, None, 400, "error", "/c")

    assert named((by_name, by_code), "6") == (by_code,)
    assert named((by_name, by_code), "a") == (by_code,)
    assert named((number,), "8") == (number,)
    assert named((number,), "A") == ()


@pytest.mark.parametrize(
    ("error", "fails", "warns"),
    [
        (WantedError("a", None, 207, "error", "/bad/*/code"), True, False),
        (WantedError("a", None, 400, "error", "/bad/*/code"), False, False),
        (WantedError("a", None, 207, "error", "/code"), False, False),
        (WantedError("a", None, 207, "error", "/bad/0/code"), False, False),
        (WantedError("a", None, 200, "warning", "/odd/*/code"), False, True),
        (WantedError("a", None, 200, "warning", "/bad/*/code"), False, False),
    ],
)
def test_an_error_of_items_is_told_from_one_of_requests(error, fails, warns):
    assert (fails_items(error, POLICY), warns_of_items(error, POLICY)) == (fails, warns)
