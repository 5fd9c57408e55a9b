"""Values are told apart as JSON Schema tells them apart."""

import jsonschema_rs
from hypothesis import given

from mockserver.replies.values.sameness import common_values, mark
from tests.support.schema_drawing import VALUES


@given(VALUES, VALUES)
def test_marks_are_equal_for_what_a_validator_calls_equal(one, other):
    is_same = jsonschema_rs.Draft202012Validator({"const": one}).is_valid(other)

    assert (mark(one) == mark(other)) == is_same


def test_common_values_are_those_of_both_lists():
    assert common_values([1, "a", True], ["a", 1.0, 1.0, None]) == ["a", 1.0]


def test_no_list_stands_for_all_values():
    assert common_values(None, [1, 1, "a"]) == [1, "a"]
