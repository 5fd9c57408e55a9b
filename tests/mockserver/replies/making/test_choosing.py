"""A choice falls differently each time, and towards an end where a value has grown deep."""

from mockserver.replies.making.choosing import Choosing, Shortest
from mockserver.replies.shapes.endings import Endings
from mockserver.replies.values.draws import Draw
from tests.support.documents import THING
from tests.support.shaping import shapes_of

THREE = {"oneOf": [{"const": 1}, {"const": 2}, {"const": 3}]}


def order(schema, *, variation=0, around=frozenset(), seed=0):
    shapes = shapes_of(schema)
    point = shapes.shape((THING,)).points[0]
    return Choosing(shapes, Draw(seed), variation, around=around).of(point, 0)


def test_every_option_is_tried():
    assert sorted(order(THREE)) == [0, 1, 2]


def test_the_draw_says_which_option_comes_first():
    assert {order(THREE, seed=seed)[0] for seed in range(20)} == {0, 1, 2}


def test_each_variation_begins_with_another_option():
    assert {order(THREE, variation=turn)[0] for turn in range(3)} == {0, 1, 2}


def test_variations_pass_through_all_combinations():
    shapes = shapes_of(
        {"oneOf": [{}, {"title": "b"}], "anyOf": [{}, {"title": "b"}, {"title": "c"}]}
    )
    points = shapes.shape((THING,)).points
    seen = set()
    for variation in range(6):
        choosing = Choosing(shapes, Draw(0), variation, around=set())
        seen.add(tuple(choosing.of(point, depth)[0] for depth, point in enumerate(points)))

    assert len(seen) == 6


def test_null_comes_last_at_first():
    schema = {"anyOf": [{"type": "null"}, {"type": "string"}]}

    assert {order(schema, seed=seed)[-1] for seed in range(9)} == {0}


def test_an_option_that_begins_again_comes_last_at_first():
    schema = {"anyOf": [{"$ref": f"#{THING}"}, {"type": "string"}]}

    assert {order(schema, seed=seed, around={THING})[-1] for seed in range(9)} == {0}


def test_the_shortest_way_comes_first():
    deep = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}
    shapes = shapes_of({"oneOf": [{"$ref": f"#{THING}"}, deep, {"type": "string"}, False]})
    point = shapes.shape((THING,)).points[0]

    assert Shortest(Endings(shapes)).of(point, 0)[0] in (0, 2)
    assert Shortest(Endings(shapes)).of(point, 0)[-1] == 3
