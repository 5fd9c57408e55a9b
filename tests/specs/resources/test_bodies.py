"""Lists and things are found in bodies, bare or wrapped."""

import pytest

from specs.resources.bodies import Bodies, is_alike
from specs.resources.shapes import Shapes
from tests.support.documents import THING, schema_bundle

PET = {"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}
PETS = {"type": "array", "items": PET}
META = {"type": "object", "properties": {"total": {"type": "integer"}}}


def holding(**members):
    return {"type": "object", "properties": members}


def shapes_of(schema, **schemas):
    return Shapes(schema_bundle(schema, **schemas).document)


def lists(schema):
    return [one.holder for one in Bodies(shapes_of(schema)).lists(THING, "pets")]


def thing(schema):
    shapes = shapes_of(schema)
    found = Bodies(shapes).thing(THING, "pets", lambda shape: "id" in shape.members)
    return found.holder if found is not None else None


@pytest.mark.parametrize(
    ("schema", "holders"),
    [
        (PETS, [""]),
        (holding(data=PETS, meta=META), ["/data"]),
        (holding(pets=PETS, data=PETS), ["/pets", "/data"]),
        (holding(others=PETS, items=PETS), ["/items", "/others"]),
        (holding(_embedded=holding(pets=PETS)), ["/_embedded/pets"]),
        (holding(result=holding(data=holding(items=PETS))), ["/result/data/items"]),
        (holding(names={"type": "array", "items": {"type": "string"}}), []),
        ({"type": "array", "items": {"type": "string"}}, []),
        (PET, []),
        ({"type": "string"}, []),
        ({"allOf": [holding(data=PETS), META]}, ["/data"]),
    ],
)
def test_lists_are_found_most_likely_first(schema, holders):
    assert lists(schema) == holders


@pytest.mark.parametrize(
    ("schema", "holder"),
    [
        (PET, ""),
        (holding(data=PET), "/data"),
        (holding(pet=PET, meta=META), "/pet"),
        (holding(data=holding(pet=PET)), "/data/pet"),
        (holding(id={"type": "string"}, data=PET), ""),
        (holding(data=META), "/data"),
        (holding(status={"type": "string"}, meta=META), ""),
        ({"oneOf": [PET, {"type": "null"}]}, ""),
        (PETS, None),
        ({"type": "string"}, None),
    ],
)
def test_one_thing_is_found_where_its_id_is(schema, holder):
    assert thing(schema) == holder


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        (PET, PET, True),
        (PET, holding(id={}, color={}, size={}, age={}), True),
        (PET, holding(name={}, color={}, size={}, age={}), True),
        (PET, holding(color={}), False),
        (holding(a={}, b={}, c={}, d={}), holding(a={}, e={}, f={}, g={}), False),
        (PET, {"type": "string"}, False),
    ],
)
def test_things_are_alike_that_share_their_id_or_enough(one, other, are_alike):
    shapes = shapes_of(one, Other=other)
    there = shapes.at("/components/schemas/Other")

    assert is_alike(shapes.at(THING), there, "id") is are_alike
