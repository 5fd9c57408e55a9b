import pytest

from specs.yaml_lines import YamlLines

TEXT = """\
base: &base
  x: 1
  y: &deep
    z: 2
more: &more {w: 1}
own:
  <<: *base
  x: 3
list:
  - *base
  - {<<: [*more, *base]}
"<<": 5
*name : 6
"""


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("", 1),
        ("/base/y/z", 4),
        ("/own", 6),
        ("/own/x", 8),
        ("/own/y", 3),
        ("/own/y/z", 4),
        ("/list/0/x", 2),
        ("/list/1/w", 5),
        ("/list/1/y/z", 4),
        ("/<<", 12),
    ],
)
def test_line_is_that_of_what_is_meant(where: str, line: int) -> None:
    assert YamlLines(TEXT.replace("*name : 6\n", "")).line(where) == line


def test_alias_may_be_a_key() -> None:
    assert YamlLines("a: &name b\n*name : 6\n").line("/b") == 2


def test_scalar_is_a_document_too() -> None:
    assert YamlLines("# only\ntext\n").line("/anything") == 2
