"""Schemas that say the same are known for it at once, whatever their order and names."""

from contracts.drift.schemas.pure import PureSchemas
from contracts.drift.schemas.sameness import Sameness
from specs.values import Json, Record
from tests.contracts.drift.schemas.pairs import ROOT, Pairs, bundle_of


def is_same(pairs: Pairs, first: Json, second: Json, others: tuple[Record, Record]) -> bool:
    sides = [
        PureSchemas(bundle_of(pairs.folder / f"{name}.json", root, **more).document, "request")
        for name, root, more in (("a", first, others[0]), ("b", second, others[1]))
    ]
    sameness = Sameness(*sides)
    ours, theirs = (side.at(ROOT) for side in sides)
    answers = {sameness.is_same(ours, theirs), sameness.is_same(theirs, ours)}
    assert len(answers) == 1
    return answers.pop()


def to(name: str) -> Record:
    return {"$ref": f"#/components/schemas/{name}"}


def test_components_may_have_other_names(pairs: Pairs) -> None:
    cat, dog = {"type": "string"}, {"type": "integer"}

    assert is_same(
        pairs, {"oneOf": [to("Cat"), to("Dog")]}, {"oneOf": [to("Tom"), to("Rex")]},
        ({"Cat": cat, "Dog": dog}, {"Tom": cat, "Rex": dog}),
    )  # fmt: skip
    assert not is_same(
        pairs, {"items": to("Cat")}, {"items": to("Cat")}, ({"Cat": cat}, {"Cat": dog})
    )


def test_lists_that_are_sets_may_have_another_order(pairs: Pairs) -> None:
    first = {"anyOf": [{"enum": [1, 2]}, to("A")], "required": ["a", "b"]}
    second = {"required": ["b", "a"], "anyOf": [to("A"), {"enum": [2, 1]}]}

    assert is_same(pairs, first, second, ({"A": {"minimum": 1}}, {"A": {"minimum": 1}}))
    assert not is_same(
        pairs, {"prefixItems": [True, False]}, {"prefixItems": [False, True]}, ({}, {})
    )


def test_recursion_ends_and_a_difference_far_down_counts(pairs: Pairs) -> None:
    def node(leaf: Record) -> Record:
        return {"Node": {"properties": {"next": to("Node"), "leaf": to("Leaf")}}, "Leaf": leaf}

    text = {"type": "string"}

    assert is_same(pairs, to("Node"), to("Node"), (node(text), node(text)))
    assert not is_same(pairs, to("Node"), to("Node"), (node(text), node({**text, "maxLength": 1})))


def test_data_that_looks_like_a_reference_is_data(pairs: Pairs) -> None:
    first, second = ({"const": {"$ref": f"#/components/schemas/{name}"}} for name in "AB")

    assert not is_same(pairs, first, second, ({"A": True, "B": True}, {"A": True, "B": True}))
