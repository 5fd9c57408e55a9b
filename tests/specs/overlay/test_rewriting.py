from specs.overlay.origin import Origin, Part
from specs.overlay.rewriting import rewrite
from specs.overlay.target import Place
from specs.values import Json


def part(value: Json) -> Part:
    return Part(value, Origin(None, ""))


def remove(part: Part, place: Place) -> None:
    """Leaves nothing in a place."""


def test_what_is_not_on_the_way_is_shared() -> None:
    data = {"a": {"b": {}}, "c": {"d": []}}

    made = rewrite(part(data), [("a", "b")], lambda each, place: each._replace(value=1))

    assert made is not None
    assert made.value == {"a": {"b": 1}, "c": {"d": []}}
    assert made.value["c"] is data["c"]
    assert data["a"] == {"b": {}}


def test_inner_places_come_first_and_the_outer_one_sees_them() -> None:
    seen: list[tuple[Place, Json]] = []

    def note(each: Part, place: Place) -> Part:
        seen.append((place, each.value))
        return each._replace(value="new")

    rewrite(part({"a": {"b": 1}}), [("a",), ("a", "b")], note)

    assert seen == [(("a", "b"), 1), (("a",), {"b": "new"})]


def test_removed_items_leave_no_gap_and_keep_their_origin() -> None:
    made = rewrite(part(["a", "b", "c", "d"]), [(0,), (2,)], remove)

    assert made is not None
    assert made.value == ["b", "d"]
    assert [made.origin.find(f"/{index}")[1] for index in range(2)] == ["/1", "/3"]


def test_items_removed_twice_still_lead_home() -> None:
    once = rewrite(part([{"n": 0}, {"n": 1}, {"n": 2}]), [(0,)], remove)
    assert once is not None
    twice = rewrite(once, [(0,)], remove)

    assert twice is not None
    assert twice.value == [{"n": 2}]
    assert twice.origin.find("/0/n") == (None, "/2/n")


def test_removed_root_leaves_nothing() -> None:
    assert rewrite(part({}), [()], remove) is None
