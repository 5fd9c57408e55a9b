from pathlib import Path

from specs.overlay.origin import Origin, Part
from specs.source_text import SourceText

OURS = SourceText(Path("overlay.yaml"), {}, line=lambda where: 1)


def test_unmoved_part_stands_where_its_whole_stands() -> None:
    assert Origin(None, "/a").find("/b/~1c/0") == (None, "/a/b/~1c/0")


def test_moved_part_leads_to_its_own_file() -> None:
    origin = Origin(None, "", {"a": Origin(OURS, "/actions/0/update/a")})

    assert origin.find("/a/b") == (OURS, "/actions/0/update/a/b")
    assert origin.find("/ab") == (None, "/ab")


def test_part_of_a_value_takes_its_origin_along() -> None:
    whole = Part({"a": [1, 2]}, Origin(OURS, "/u"))

    assert whole.part("a").part(1) == Part(2, Origin(OURS, "/u/a/1"))
