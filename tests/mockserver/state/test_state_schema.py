"""States are judged by their shape, and by the schema of their folder if there is one."""

from pathlib import Path

import pytest

from mockserver.state.state_schema import StateSchema
from specs.bundle import Bundle
from specs.errors import InvalidPart, SpecError
from tests.support.documents import api, write_api

ORDER = {"type": "object", "required": ["total"], "properties": {"total": {"type": "integer"}}}


def schema_of(folder: Path, schema=None) -> StateSchema:
    document = api({}, components={"schemas": {"Order": ORDER}})
    parts = {} if schema is None else {"state_schema": schema}
    return StateSchema(Bundle.load(Path(write_api(folder, document, **parts))))


def orders(item) -> dict:
    return {"properties": {"order": {"additionalProperties": item}}}


@pytest.mark.parametrize("state", [{}, {"order": {}}, {"order": {"1": {"any": None}}}])
def test_any_records_will_do_without_a_schema(tmp_path, state):
    assert schema_of(tmp_path).violations(state) == ()


@pytest.mark.parametrize("state", [[], None, {"order": []}, {"order": {"1": None}}])
def test_another_shape_is_never_a_state(tmp_path, state):
    assert schema_of(tmp_path).violations(state)
    assert schema_of(tmp_path, {}).violations(state)


def test_records_are_judged_by_the_schema(tmp_path):
    found = schema_of(tmp_path, orders(ORDER)).violations({"order": {"1": {}}})

    assert [(item.pointer, item.keyword) for item in found] == [("/order/1/total", "required")]


@pytest.mark.parametrize(
    "reference", ["openapi.yaml#/components/schemas/Order", "#/$defs/order", "#/$defs/or%64er"]
)
def test_a_schema_may_refer_to_itself_and_the_description(tmp_path, reference):
    schema = {"$defs": {"order": ORDER}, **orders({"$ref": reference})}
    judge = schema_of(tmp_path, schema)

    assert judge.violations({"order": {"1": {"total": 5}}}) == ()
    assert judge.violations({"order": {"1": {"total": "5"}}})


@pytest.mark.parametrize(
    "reference",
    ["openapi.yaml#/components/schemas/Ordr", "#/$defs/none", "https://x.example.test/a", "b.yaml"],
)
def test_a_reference_that_names_nothing_is_refused(tmp_path, reference):
    with pytest.raises(SpecError, match="names nothing") as caught:
        schema_of(tmp_path, orders({"$ref": reference}))

    assert caught.value.file.name == "state.schema.yaml"


def test_a_schema_that_is_none_is_refused(tmp_path):
    with pytest.raises(InvalidPart, match="cannot be used"):
        schema_of(tmp_path, orders({"type": "objekt"}))


def test_what_is_expected_is_told(tmp_path):
    assert schema_of(tmp_path).expected == "kind -> id -> record"
    assert "state.schema.yaml" in schema_of(tmp_path, {}).expected
