import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.errors import UnreadableFile
from specs.yaml_reader import parse_text, read_text

HERE = Path("some.yaml")


def value(text: str, path: Path = HERE) -> object:
    return parse_text(text, path).value


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("on", "on"),
        ("no", "no"),
        ("2026-01-15", "2026-01-15"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("0o17", 15),
        ("0x1F", 31),
        ("017", 17),
        ("-3", -3),
        ("1e3", 1000.0),
        (".5", 0.5),
        (".inf", ".inf"),
        ("'1'", "1"),
        ("!!str 1", "1"),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(text: str, read: object) -> None:
    found = value(f"a: {text}")

    assert found == {"a": read}
    assert type(found["a"]) is type(read)


def test_empty_value_is_null() -> None:
    assert value("a:\nb: 1") == {"a": None, "b": 1}


def test_keys_are_always_texts() -> None:
    assert value("200: a\nnull: b\ntrue: c") == {"200": "a", "null": "b", "true": "c"}


def test_alias_gives_the_same_value() -> None:
    read = value("a: &a {x: 1}\nb: *a")

    assert read["a"] is read["b"]


def test_merge_keeps_own_members() -> None:
    assert value("a: &a {x: 1, y: 2}\nb: {<<: *a, x: 3}")["b"] == {"x": 3, "y": 2}
    assert value("a: &a {x: 1}\nb: {<<: [{x: 2}, *a]}")["b"] == {"x": 2}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "empty"),
        ("# only a comment\n", 1, "empty"),
        ("a: [1,\nb: 2", 3, "not YAML"),
        ("a: 1\n b: 2", 2, "not YAML"),
        ("a: 1\n---\nb: 2", 2, "not YAML"),
        ("a: 1\nb: 2\na: 3", 3, "'a' stands here twice"),
        ("a: 1\nb: {c: 1, c: 2}", 2, "'c' stands here twice"),
        ("a:\n  b: &x [*x]", 2, "contains itself"),
        ("a: !!python/object/apply:os.system [ls]", 1, "is not allowed"),
        ("a: !!python/name:os.system", 1, "is not allowed"),
        ("a: !!set {b}", 1, "is not allowed"),
        ("a: !mine 1", 1, "is not allowed"),
        ("a: !!bool yes", 1, "is not allowed"),
        ("a: !!int one", 1, "cannot be read as a number"),
        ("a: " + "9" * 5000, 1, "cannot be read as a number"),
        ("a: 1e999", 1, "too large"),
        ("? [a]\n: 1", 1, "a key is a list"),
        ("a: {<<: 1}", 1, "not a mapping"),
        ("a: *unknown", 1, "undefined alias"),
    ],
)
def test_bad_text_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        value(text)

    assert caught.value.line == line
    assert says in str(caught.value)


@pytest.mark.parametrize("control", ["\x00", "\x07"])
def test_control_character_is_refused_in_one_paragraph(control: str) -> None:
    with pytest.raises(UnreadableFile, match="not allowed") as caught:
        value(f"a: {control}")

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "[" * 500 + "]" * 500,
        '{"a":' * 500 + "1" + "}" * 500,
        "- " * 500 + "x",
        "".join(" " * level + "a:\n" for level in range(500)),
        "l0: &l0 [x]\n" + "".join(f"l{n}: &l{n} [*l{n - 1}]\n" for n in range(1, 500)),
    ],
    ids=["open", "lists", "mappings", "dashes", "indents", "aliases"],
)
def test_nesting_without_end_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile, match="deeper than 200 levels"):
        value(text)


def test_ordinary_nesting_is_read() -> None:
    assert value("[" * 150 + "]" * 150)


def test_aliases_that_multiply_are_refused() -> None:
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 12)]

    with pytest.raises(UnreadableFile, match="aliases stand for more"):
        value("\n".join(lines))


def test_lines_are_those_of_keys_and_items() -> None:
    source = parse_text("a:\n  b: 1\n  c:\n    - 2\n    - d: 3\n", HERE)

    assert source.line("") == 1
    assert source.line("/a/b") == 2
    assert source.line("/a/c/0") == 4
    assert source.line("/a/c/1/d") == 5


def test_line_of_a_missing_part_is_that_of_its_parent() -> None:
    source = parse_text("a:\n  b: 1\n", HERE)

    assert source.line("/a/b/c/d") == 2
    assert source.line("/a/x") == 1


def test_line_behind_an_alias_is_that_of_its_anchor() -> None:
    assert parse_text("a: &a\n  b: 1\nc: *a\n", HERE).line("/c/b") == 2


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "marked.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1")

    assert read_text(path).value == {"a": 1}


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("a: \u00e9".encode("latin-1"))

    with pytest.raises(UnreadableFile, match=r"byte 3 is not UTF-8\. Expected a text file"):
        read_text(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.yaml: there is no such file\."):
        read_text(tmp_path / "gone.yaml")


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="directory"):
        read_text(tmp_path)


def test_tabs_may_indent_json(write: Callable[..., Path]) -> None:
    assert read_text(write('{\n\t"a":\t1\n}', "a.json")).value == {"a": 1}


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("ab~/é", max_size=5), inner),
    max_leaves=10,
)


@given(json_values)
def test_json_is_read_as_json(data: object) -> None:
    assert value(json.dumps({"data": data}), Path("some.json")) == {"data": data}


@pytest.mark.parametrize(
    ("text", "read", "told", "line"),
    [
        ("a: 1\nb: 2\na: 3", {"a": 3, "b": 2}, "the key 'a' stands here twice", 3),
        ("a: !Ref b", {"a": "b"}, "the tag !Ref is not allowed", 1),
        ("x:\n  a: !Get [b]", {"x": {"a": ["b"]}}, "the tag !Get is not allowed", 2),
        ("a: 'b\x07c'", {"a": "b c"}, "a character that is not printable is read as a space", 1),
        ("a:\n\tb: 1", {"a": {"b": 1}}, "a tab indents this line; it is read as two spaces", 2),
    ],
)
def test_lenient_reader_tells_what_it_lets_pass(
    text: str, read: object, told: str, line: int
) -> None:
    source = parse_text(text, HERE, strict=False)

    assert source.value == read
    assert [(one.wrong, one.line) for one in source.oddities] == [(told, line)]


def test_lenient_reader_leaves_tabs_in_texts_alone() -> None:
    source = parse_text("a: |\n  b\n  \tc\n", HERE, strict=False)

    assert (source.value, source.oddities) == ({"a": "b\n\tc\n"}, ())


@pytest.mark.parametrize(
    "text", ["a: [1,\nb: 2", "a: &x [*x]", "? [a]\n: 1", "[" * 500, "a: 1e999"]
)
def test_lenient_reader_refuses_what_nobody_can_read(text: str) -> None:
    with pytest.raises(UnreadableFile):
        parse_text(text, HERE, strict=False)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_marked_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "marked.yaml"
    path.write_bytes("a: \u00e9".encode(encoding))

    assert read_text(path).value == {"a": "\u00e9"}


def test_lenient_reader_reads_windows_text(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("a: \u00e9".encode("cp1252"))

    source = read_text(path, strict=False)

    assert source.value == {"a": "\u00e9"}
    assert [one.wrong for one in source.oddities] == [
        "byte 3 is not UTF-8, so the file is read as Windows-1252"
    ]


def test_anchor_may_be_used_again() -> None:
    assert value("a: &x 1\nb: *x\nc: &x 2\nd: *x") == {"a": 1, "b": 1, "c": 2, "d": 2}


def test_alias_may_be_a_key() -> None:
    assert value("a: &x key\n*x : 1") == {"a": "key", "key": 1}
