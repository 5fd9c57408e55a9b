from collections.abc import Callable
from pathlib import Path

import pytest

from specs.discovery import BUNDLED, bundled_names, discover, locate
from specs.errors import InvalidPart, InvalidSpec, UnreadableFile

TEXT = 'openapi: 3.1.0\ninfo: {title: Small, version: "1"}\npaths: {}\n'


def test_bundled_names_are_the_folders_with_a_document() -> None:
    names = bundled_names()

    assert names == tuple(sorted(names))
    assert all((BUNDLED / name / "openapi.yaml").is_file() for name in names)
    assert "lint" not in names


def test_all_bundled_apis_are_found_by_default() -> None:
    assert tuple(bundle.name for bundle in discover()) == bundled_names()


def test_paths_and_names_may_be_mixed(write: Callable[..., Path]) -> None:
    path = write(TEXT, "parcels.yaml")
    name = bundled_names()[0]

    assert [bundle.name for bundle in discover([str(path), name])] == ["parcels", name]


def test_bundled_name_wins_over_a_path(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = bundled_names()[0]
    monkeypatch.chdir(write(TEXT, f"{name}/openapi.yaml").parent.parent)

    assert locate(name) == BUNDLED / name
    assert locate(f"./{name}") == Path(name)


def test_unknown_name_suggests_the_nearest() -> None:
    name = bundled_names()[0]

    with pytest.raises(UnreadableFile) as caught:
        discover([name + "x"])

    assert str(caught.value) == (
        f"{name}x: there is no such API, folder or file. Expected the name of a bundled API, an"
        f" API folder, or an OpenAPI file. Did you mean {name}?"
    )


def test_two_apis_of_one_name_are_refused(write: Callable[..., Path]) -> None:
    one, other = write(TEXT, "a/parcels.yaml"), write(TEXT, "b/parcels.yaml")

    with pytest.raises(InvalidSpec) as caught:
        discover([str(one), str(other)])

    assert str(one) in str(caught.value)
    assert str(other) in str(caught.value)


def test_same_api_named_twice_is_served_once() -> None:
    name = bundled_names()[0]

    assert [bundle.name for bundle in discover([name, name])] == [name]


def test_choices_of_the_user_reach_every_description(write: Callable[..., Path]) -> None:
    shared = write("A: {type: string}", "shared/a.yaml")
    text = TEXT + "components: {schemas: {A: {$ref: '../shared/a.yaml#/A'}}}\n"
    path = write(text, "own/parcels.yaml")

    with pytest.raises(InvalidSpec, match="leaves the folder"):
        discover([str(path)], strict=True)
    (lenient,) = discover([str(path)])
    (allowed,) = discover([str(path)], strict=True, allow_references=[shared.parent])

    assert [one.line for one in lenient.left_out] == [4]
    assert allowed.left_out == ()


def test_overlay_is_meant_for_one_api(write: Callable[..., Path]) -> None:
    one, other = write(TEXT, "a.yaml"), write(TEXT, "b.yaml")
    head = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\n"
    overlay = write(head + "actions: [{target: $.info, update: {x-a: 1}}]", "overlay.yaml")

    (bundle,) = discover([str(one)], overlays=[overlay])

    assert bundle.document.data["info"]["x-a"] == 1
    with pytest.raises(InvalidPart, match="meant for one API, and 2 are asked for"):
        discover([str(one), str(other)], overlays=[overlay])
