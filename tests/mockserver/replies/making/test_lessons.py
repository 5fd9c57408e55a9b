"""What was wrong with a value changes how the next one is made."""

from mockserver.replies.making.lessons import Lessons
from specs.schemas import SchemaViolation


def wrong(pointer, keyword="type"):
    return SchemaViolation(pointer, keyword, "it is wrong")


def test_a_place_that_was_wrong_is_made_differently():
    lessons = Lessons()
    lessons.learn(wrong("/a/0"), {})

    assert lessons.variations == {("a", "0"): 1}
    assert lessons.careful == set()


def test_a_place_that_stays_wrong_is_judged_by_itself():
    lessons = Lessons()
    for _ in range(2):
        lessons.learn(wrong("/a"), {})

    assert lessons.careful == {("a",)}


def test_what_is_around_a_hopeless_place_changes_too():
    lessons = Lessons()
    for _ in range(8):
        lessons.learn(wrong("/a/b"), {})

    assert lessons.variations[("a",)] > 0
    assert ("a", "b") in lessons.omitted


def test_a_missing_member_is_wanted():
    lessons = Lessons()
    lessons.learn(wrong("/a/b", "required"), {})

    assert lessons.wanted == {("a", "b")}
    assert lessons.variations == {}


def test_a_member_that_is_not_allowed_is_left_out():
    lessons = Lessons()
    lessons.learn(wrong("/a", "additionalProperties"), {})

    assert lessons.omitted == {("a",)}


def test_a_lesson_that_was_no_help_leads_to_another():
    lessons = Lessons()
    for _ in range(2):
        lessons.learn(wrong("/a", "required"), {})

    assert lessons.variations == {("a",): 1}


def test_an_example_that_is_wrong_is_not_used_again():
    lessons = Lessons()
    lessons.learn(wrong("/a/b/c"), {("a",): "/components/schemas/A"})

    assert lessons.plain == {("a",)}
    assert lessons.invalid == {"/components/schemas/A": "it is wrong"}


def test_a_given_member_is_never_changed():
    lessons = Lessons(["id"])
    lessons.learn(wrong("/id", "additionalProperties"), {})

    assert lessons.omitted == set()
    assert lessons.variations == {(): 1}
