import re
from collections.abc import Callable
from pathlib import Path

import pytest

from specs.errors import InvalidPart, UnreadableFile
from specs.extensions import is_valid_extension
from specs.overlay import read_overlay

Write = Callable[..., Path]

HEAD = 'overlay: 1.0.0\ninfo: {title: Ours, version: "1"}\n'
ACTION = "actions:\n  - target: $.info\n    update: {x-a: 1}\n"


@pytest.mark.parametrize("version", ["1.0.0", "1.0.7", "1.1.0"])
def test_overlay_is_read_from_yaml(write: Write, version: str) -> None:
    path = write(HEAD.replace("1.0.0", version) + "extends: ./pets.yaml\nx-ours: 1\n" + ACTION)

    overlay = read_overlay(path)

    (action,) = overlay.actions
    assert overlay.path == path
    assert action.target.text == "$.info"
    assert action.record["update"] == {"x-a": 1}
    assert not action.removes


def test_overlay_is_read_from_json(write: Write) -> None:
    path = write(
        '{"overlay": "1.1.0", "info": {"title": "Ours", "version": "1"},\n'
        '"actions": [{"target": "$.a", "copy": "$.b"}]}',
        "ours.json",
    )

    (action,) = read_overlay(path).actions
    assert action.copied is not None
    assert action.copied.text == "$.b"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("- a list", 1, "this is not an overlay. Expected a mapping with the members"),
        ("openapi: 3.1.0", 1, "this is not an overlay"),
        ("info: {}\noverlay: 2.0.0", 2, "overlay version '2.0.0' is not known here. Expected 1.0"),
        (
            "overlay: 1.0",
            1,
            "overlay version 1.0 is not known here. Expected 1.0.x or 1.1.x, such as",
        ),
        ("overlay: {}", 1, "overlay version {} is not known here"),
        ("overlay: 1.0.0-rc1", 1, "overlay version '1.0.0-rc1' is not known here"),
        ("overlay: 1.0.0\n" + ACTION, 1, "the overlay: info is missing"),
        (HEAD, 1, "the overlay: actions is missing"),
        (HEAD + "actions: []", 3, "/actions: [] has less than 1 item"),
        (HEAD + ACTION + ACTION.partition("\n")[2], 3, "/actions: "),
        (HEAD + "actions: {}", 3, "/actions: {} is not of type"),
        (HEAD + "actions: [$.info]", 3, '/actions/0: "$.info" is not of type'),
        (HEAD + "action: 1\n" + ACTION, 3, "/action: action is not known here"),
        ("overlay: 1.0.0\ninfo: {title: Ours}\n" + ACTION, 2, "/info: version is missing"),
        (HEAD + "actions:\n  - update: {}", 4, "/actions/0: target is missing"),
        (HEAD + "actions:\n  - target: 1\n    update: {}", 4, "/actions/0/target: 1 is not of"),
        (HEAD + "actions:\n  - target: $\n    remove: yes", 5, '/actions/0/remove: "yes" is not'),
        (HEAD + ACTION + "    remov: true\n", 6, "remov is not known here. Expected an Overlay"),
        (HEAD + ACTION + "    remov: true\n", 6, "Did you mean remove?"),
        (HEAD + "actions:\n  - target: $.info", 4, "so it changes nothing. Say what it shall do"),
        (HEAD + "actions:\n  - target: $.info\n    remove: false", 4, "so it changes nothing"),
        (HEAD + "actions:\n  - target: $.a\n    copy: $.b", 5, "`copy` is a word of Overlay 1.1"),
        (HEAD + ACTION + "    copy: $.info", 4, "the action says both `update` and `copy`"),
    ],
)
def test_text_that_is_no_overlay_is_refused(write: Write, text: str, line: int, says: str) -> None:
    path = write(text)

    with pytest.raises(InvalidPart) as caught:
        read_overlay(path)

    assert says in str(caught.value)
    assert (caught.value.file, caught.value.line) == (path, line)


@pytest.mark.parametrize(
    "target",
    ["info", "", "$.", "$.paths./pets", "$..", "$.a[?@.b ==]", "$[?f(@)]", "$.a" + "[" * 9],
)
@pytest.mark.parametrize("member", ["target", "copy"])
def test_target_that_is_no_jsonpath_is_refused(write: Write, target: str, member: str) -> None:
    other = "    target: $.info\n" if member == "copy" else "    update: {}\n"
    text = HEAD.replace("1.0.0", "1.1.0") + f"actions:\n  - {member}: {target!r}\n{other}"

    with pytest.raises(InvalidPart) as caught:
        read_overlay(write(text))

    assert f"the JSONPath {target!r} cannot be read" in str(caught.value)
    assert caught.value.line == 4


def test_target_nested_without_end_is_refused(write: Write) -> None:
    target = "$[?" * 5000

    with pytest.raises(InvalidPart, match="cannot be read"):
        read_overlay(write(HEAD + f"actions:\n  - target: '{target}'\n    update: {{}}\n"))


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "actions: &a\n  - target: $\n    update: *a\n",
        HEAD + "actions:\n  - target: $\n    update: !!python/object:os.system {}\n",
        HEAD + "actions:\n  - target: $\n    update: {a: 1, a: 2}\n",
    ],
)
def test_text_that_hides_something_is_refused(write: Write, text: str) -> None:
    with pytest.raises(UnreadableFile):
        read_overlay(write(text))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"more\.yaml: there is no such file"):
        read_overlay(tmp_path / "more.yaml")


def test_example_of_the_readme_is_an_overlay_of_valid_words(write: Write) -> None:
    text = (Path(__file__).parents[3] / "specs" / "README.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(overlay: .*?)```", text, re.DOTALL)

    update, remove = read_overlay(write(example)).actions

    assert is_valid_extension("x-resource", update.record["update"]["x-resource"])
    assert remove.removes
