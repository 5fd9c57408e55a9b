import pytest

from specs.overlay.target import MOST_PLACES, Target, TooManyPlaces
from specs.values import Json

DATA = {
    "a": {"b": [{"c": 1}, {"c": 2}]},
    "200": "text",
    "x y": {"$ref": "#/a"},
    "out": {"$ref": "o.yaml"},
}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("$", [()]),
        ("$.a.b", [("a", "b")]),
        ("$['200']", [("200",)]),
        ('$["x y"]', [("x y",)]),
        ("$.a.b[-1]", [("a", "b", 1)]),
        ("$.a.b[*].c", [("a", "b", 0, "c"), ("a", "b", 1, "c")]),
        ("$.a.b[?@.c > 1]", [("a", "b", 1)]),
        ("$..c", [("a", "b", 0, "c"), ("a", "b", 1, "c")]),
        ("$.a['b', 'b']", [("a", "b")]),
        ("$.z", []),
    ],
)
def test_target_selects_places(text: str, places: list[tuple[str | int, ...]]) -> None:
    assert Target(text).fault() == ""
    assert Target(text).select(DATA) == places


def test_target_selects_as_deep_as_a_description_nests() -> None:
    deep: Json = {"end": 1}
    for _ in range(198):
        deep = {"a": deep}

    (place,) = Target("$..end").select(deep)
    assert len(place) == 199


def test_selection_ends_where_nobody_can_mean_it() -> None:
    wide = [[0] * 1000] * (MOST_PLACES // 1000)

    assert len(Target("$[*][*]").select(wide)) == MOST_PLACES
    with pytest.raises(TooManyPlaces):
        Target("$..*").select(wide)


@pytest.mark.parametrize(
    ("text", "told", "do"),
    [
        ("$.z", "$ is there, but nothing in it matches ['z']", "Known: 200, a, out, x y."),
        ("$.a.zz.c", "$['a'] is there, but nothing in it matches ['zz']", "Known: b."),
        (
            "$['x y'].b",
            "$['x y'] is there, but nothing in it matches ['b']",
            "A reference to #/a stands there: target what it refers to",
        ),
        (
            "$.out.b",
            "$['out'] is there, but nothing in it matches ['b']",
            "A reference to o.yaml stands there, and an overlay changes one file only",
        ),
        ("$.a.b[5]", "$['a']['b'] is there, but nothing in it matches [5]", ""),
    ],
)
def test_failing_step_is_named(text: str, told: str, do: str) -> None:
    assert Target(text).nothing_found(DATA) == (told, do)
