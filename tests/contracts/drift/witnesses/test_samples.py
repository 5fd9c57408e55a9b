import jsonschema_rs
import pytest

from contracts.drift.witnesses import Form, samples
from specs.values import Json, find

PERSON: Json = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "minLength": 2, "maxLength": 3},
        "age": {"type": "integer", "minimum": 18, "maximum": 99},
        "friends": {"type": "array", "items": {"$ref": "#"}},
    },
}


def made(schema: Json, limit: int = 40, *, undeclared: bool = False) -> list[Json]:
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    form = Form(schema, lambda name: find(schema, name[1:]), validator.is_valid)
    found = list(samples(form, limit=limit, undeclared=undeclared))

    assert all(map(validator.is_valid, found))
    return found


def test_samples_are_valid_and_end_although_the_schema_does_not() -> None:
    assert 10 <= len(made(PERSON)) <= 40


def test_samples_have_required_members_only_and_each_other_alone() -> None:
    shapes = {tuple(value) for value in made(PERSON)}

    assert {("name",), ("name", "age"), ("name", "friends")} <= shapes


def test_samples_reach_the_bounds() -> None:
    found = made({"type": "integer", "minimum": 18, "maximum": 99})

    assert {18, 99} <= set(found)


def test_samples_name_only_declared_members_unless_asked() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}

    assert {name for value in made(schema) for name in value} == {"a"}
    assert {name for value in made(schema, undeclared=True) for name in value} > {"a"}


def test_samples_are_small_first_and_the_same_each_time() -> None:
    found = made(PERSON)

    assert found == made(PERSON)
    assert len(str(found[0])) == min(len(str(one)) for one in found)


def test_samples_show_every_type_and_every_listed_value() -> None:
    kinds = {type(value) for value in made({})}

    assert kinds >= {str, int, float, bool, list, dict, type(None)}
    assert set(made({"enum": list("abcdefghij")})) == set("abcdefghij")


@pytest.mark.parametrize("schema", [False, {"type": "string", "minLength": 3, "maxLength": 2}])
def test_no_sample_is_made_where_there_is_none(schema: Json) -> None:
    assert made(schema) == []


def test_number_of_samples_is_limited() -> None:
    assert len(made({}, limit=5)) == 5
