from pathlib import Path

from specs.origins import Origins
from specs.source_text import SourceText
from specs.values import ABSENT
from specs.yaml_reader import parse_text

ROOT = parse_text("a:\n  b: 1\n  c: [x, y, z]\n", Path("root.yaml"))
MORE = parse_text("m:\n  n: 2\n", Path("more.yaml"))


def test_part_leads_to_its_file() -> None:
    origins = Origins(ROOT, {"/files/more": MORE})

    assert origins.place("/a/b") == (Path("root.yaml"), 2)
    assert origins.place("/files/more/m/n") == (Path("more.yaml"), 2)
    assert origins.place("/files/mores") == (Path("root.yaml"), 1)
    assert origins.written("/files/more/m") == {"n": 2}
    assert origins.files == (Path("root.yaml"), Path("more.yaml"))


def test_what_lies_below_has_moved_along() -> None:
    origins = Origins(ROOT)
    origins.step().update({"/new": "/a", "/new/c/0": "/a/c/2"})

    assert origins.written("/new/b") == 1
    assert origins.written("/new/c/0") == "z"
    assert origins.written("/new/c/1") == "y"
    assert origins.written("/newer") is ABSENT


def test_steps_are_gone_back_one_by_one() -> None:
    origins = Origins(ROOT)
    origins.step()["/one"] = "/a"
    origins.step()["/two"] = "/one/b"

    assert origins.written("/two") == 1
    assert origins.place_before("/a/b") == (Path("root.yaml"), 2)


def test_changes_of_the_root_are_seen_through() -> None:
    def finder(where: str) -> tuple[SourceText | None, str]:
        return (MORE, "/m/n") if where == "/a/added" else (None, where)

    origins = Origins(ROOT, changed=finder)

    assert origins.place("/a/added") == (Path("more.yaml"), 2)
    assert origins.place("/a/b") == (Path("root.yaml"), 2)
