"""The id is the member that a path parameter speaks of."""

import pytest

from specs.resources.identity import Identities
from specs.resources.shapes import Shapes
from tests.support.documents import THING, schema_bundle

TEXT = {"type": "string"}
NUMBER = {"type": "integer"}


def found(members, word, parameter, *types):
    bundle = schema_bundle({"type": "object", "properties": members})
    shapes = Shapes(bundle.document)
    return Identities(shapes).find(shapes.at(THING), word, parameter, frozenset(types))


@pytest.mark.parametrize(
    ("names", "parameter", "member"),
    [
        (["id", "name"], "id", "/id"),
        (["id", "name"], "petId", "/id"),
        (["id", "petId"], "petId", "/petId"),
        (["id", "pet_id"], "petId", "/pet_id"),
        (["petId", "name"], "id", "/petId"),
        (["_id", "name"], "id", "/_id"),
        (["uuid", "name"], "petUuid", "/uuid"),
        (["uuid", "name"], "pet_id", "/uuid"),
        (["name", "age"], "pet_name", "/name"),
        (["slug", "age"], "pet_slug", "/slug"),
        (["slug", "name"], "slug", "/slug"),
        (["name", "age"], "pet", "/name"),
        (["key", "name"], "pet", "/key"),
        (["number", "name"], "issue_number", "/number"),
        (["size", "age"], "petId", None),
        (["type", "age"], "pet_type", "/type"),
        (["type", "age"], "subject_type", None),
    ],
)
def test_the_id_is_found_by_its_name(names, parameter, member):
    assert found(dict.fromkeys(names, TEXT), "pets", parameter, "string") == member


def test_a_name_is_no_number():
    members = {"id": NUMBER, "name": TEXT}

    assert found(members, "repos", "repo", "string") == "/name"
    assert found(members, "repos", "repo", "integer") == "/id"
    assert found(members, "repos", "repo_id", "string") == "/id"


def test_without_a_parameter_only_ids_count():
    assert found({"name": TEXT, "id": TEXT}, "pets", None) == "/id"
    assert found({"name": TEXT}, "pets", None) is None


def test_an_id_may_stand_in_what_describes_the_thing():
    metadata = {"type": "object", "properties": {"name": TEXT}}

    assert found({"metadata": metadata, "spec": TEXT}, "pods", "name", "string") == "/metadata/name"


@pytest.mark.parametrize("schema", [{"type": "object"}, {"type": "boolean"}, {"type": "array"}])
def test_only_a_text_or_a_number_is_an_id(schema):
    assert found({"id": schema}, "pets", "id", "string") is None


def test_other_names_of_the_id_are_known():
    members = {"id": TEXT, "petId": TEXT, "ownerId": TEXT}
    shapes = Shapes(schema_bundle({"type": "object", "properties": members}).document)

    assert Identities(shapes).aliases(shapes.at(THING), "pets", "/id") == ("petId",)
