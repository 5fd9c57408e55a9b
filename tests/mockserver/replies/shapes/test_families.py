"""A discriminator says which word belongs to which schema."""

from tests.support.documents import THING
from tests.support.shaping import shape_of, shapes_of

CAT = {"allOf": [{"$ref": f"#{THING}"}, {"properties": {"lives": {}}}]}
DOG = {"allOf": [{"$ref": f"#{THING}"}, {"properties": {"tail": {}}}]}


def refs(*names):
    return [{"$ref": f"#/components/schemas/{name}"} for name in names]


def tags(schema, **schemas):
    return [shape.tags for shape in shapes_of(schema, **schemas).decisions((THING,))]


def test_an_option_has_its_mapped_word():
    mapping = {"kitten": "#/components/schemas/Cat", "d": "Dog"}
    schema = {
        "oneOf": refs("Cat", "Dog"),
        "discriminator": {"propertyName": "k", "mapping": mapping},
    }

    assert tags(schema, Cat={}, Dog={}) == [{"k": "kitten"}, {"k": "d"}]


def test_an_option_without_a_mapping_has_its_own_name():
    schema = {"oneOf": refs("Cat", "Dog"), "discriminator": {"propertyName": "k"}}

    assert tags(schema, Cat={}, Dog={}) == [{"k": "Cat"}, {"k": "Dog"}]


def test_an_option_that_has_no_name_has_no_word():
    schema = {"oneOf": [{"const": 1}, {"const": 2}], "discriminator": {"propertyName": "k"}}

    assert tags(schema) == [{}, {}]


def test_a_parent_is_one_of_its_children():
    found = tags({"discriminator": {"propertyName": "k"}, "type": "object"}, Cat=CAT, Dog=DOG)

    assert found == [{"k": "Cat"}, {"k": "Dog"}]


def test_a_parent_is_one_of_the_children_that_it_names():
    mapping = {"meow": "#/components/schemas/Cat"}
    parent = {"discriminator": {"propertyName": "k", "mapping": mapping}, "type": "object"}

    assert tags(parent, Cat=CAT, Dog=DOG) == [{"k": "meow"}]


def test_a_parent_inside_of_a_child_is_that_child():
    parent = {"discriminator": {"propertyName": "k"}, "type": "object"}
    shapes = shapes_of(parent, Cat=CAT, Dog=DOG)

    assert shapes.shape(("/components/schemas/Dog",)).tags == {"k": "Dog"}


def test_a_parent_without_children_has_its_own_word():
    assert shape_of({"discriminator": {"propertyName": "k"}}).tags == {"k": "Thing"}


def test_a_mapping_that_leads_nowhere_is_passed_over():
    mapping = {"a": "#/components/schemas/Nobody", "b": 5, "c": "other.yaml#/X"}
    schema = {
        "oneOf": refs("Cat", "Dog"),
        "discriminator": {"propertyName": "k", "mapping": mapping},
    }

    assert tags(schema, Cat={}, Dog={}) == [{"k": "Cat"}, {"k": "Dog"}]
