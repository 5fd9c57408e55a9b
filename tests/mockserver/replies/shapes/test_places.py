"""References are followed to where something really stands."""

import pytest

from mockserver.replies.shapes.places import resolved, target
from tests.support.documents import THING, schema_bundle

OTHER = "/components/schemas/Other"


def document(schema, **schemas):
    return schema_bundle(schema, **schemas).document


def test_a_reference_names_its_target():
    found = target(document({}), {"$ref": "#/components/schemas/a%20b"}, THING)

    assert found == "/components/schemas/a b"


@pytest.mark.parametrize("schema", [{}, True, {"$ref": 5}, [], None])
def test_what_is_no_reference_has_no_target(schema):
    assert target(document({}), schema, THING) is None


def test_a_chain_of_references_has_an_end():
    made = document({"$ref": f"#{OTHER}"}, Other={"$ref": "#/components/schemas/Last"}, Last={})

    assert resolved(made, THING) == "/components/schemas/Last"


def test_a_circle_of_references_is_left():
    made = document({"$ref": f"#{OTHER}"}, Other={"$ref": f"#{THING}"})

    assert resolved(made, THING) in (THING, OTHER)
