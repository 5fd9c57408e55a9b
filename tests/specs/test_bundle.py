from collections.abc import Callable
from pathlib import Path

import pytest

from specs.bundle import Bundle
from specs.errors import InvalidPart, InvalidSpec, SpecError, UnreadableFile

TEXT = 'openapi: 3.1.0\ninfo: {title: Small, version: "1"}\npaths: {}\n'


def test_folder_is_an_api_of_its_name(write: Callable[..., Path]) -> None:
    path = write(TEXT, "My Parcels/openapi.yaml")

    bundle = Bundle.load(path.parent)

    assert (bundle.name, bundle.folder) == ("my-parcels", path.parent)
    assert bundle.document.path == path


@pytest.mark.parametrize("name", ["openapi.yaml", "openapi.yml", "openapi.json"])
def test_folder_holds_one_of_three_file_names(name: str, write: Callable[..., Path]) -> None:
    text = '{"openapi": "3.1.0", "info": {"title": "S", "version": "1"}, "paths": {}}'

    assert Bundle.load(write(text, f"parcels/{name}").parent).name == "parcels"


@pytest.mark.parametrize(
    ("file", "name"), [("parcels.v2.yaml", "parcels-v2"), ("Shop_API.json", "shop-api")]
)
def test_bare_file_is_an_api_of_its_name(file: str, name: str, write: Callable[..., Path]) -> None:
    text = '{"openapi": "3.1.0", "info": {"title": "S", "version": "1"}, "paths": {}}'

    bundle = Bundle.load(write(text, file))

    assert (bundle.name, bundle.folder) == (name, None)


def test_bare_file_has_no_parts(write: Callable[..., Path]) -> None:
    path = write(TEXT, "parcels/api.yaml")
    write("a: 1", "parcels/seed.yaml")
    write("", "parcels/stub.py")

    bundle = Bundle.load(path)

    assert bundle.file("seed.yaml") is None
    assert bundle.files("*.yaml") == ()
    assert bundle.load_module("stub") is None


def test_folder_without_a_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"holds no API\. Expected a file openapi\.yaml"):
        Bundle.load(tmp_path)


def test_files_of_a_folder_are_sorted(write: Callable[..., Path]) -> None:
    folder = write(TEXT).parent
    for name in ("b", "a"):
        write("rules: []", f"transcripts/{name}.yaml")

    bundle = Bundle.load(folder)

    assert [path.name for path in bundle.files("transcripts/*.yaml")] == ["a.yaml", "b.yaml"]
    assert bundle.file("seed.yaml") is None


def test_module_is_loaded_afresh(write: Callable[..., Path]) -> None:
    bundle = Bundle.load(write(TEXT).parent)
    assert bundle.load_module("stub") is None

    write("seen = []", "stub.py")
    first, second = bundle.load_module("stub"), bundle.load_module("stub")

    assert first is not None
    assert second is not None
    assert first.seen is not second.seen


def test_package_may_import_its_siblings(write: Callable[..., Path]) -> None:
    bundle = Bundle.load(write(TEXT).parent)
    write("from .depot import place", "stub/__init__.py")
    write('place = "here"', "stub/depot.py")

    module = bundle.load_module("stub")

    assert module is not None
    assert module.place == "here"

    write('place = "over there"', "stub/depot.py")
    again = bundle.load_module("stub")
    assert again is not None
    assert again.place == "over there"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a = 1\nb = = 2", 2, "invalid syntax"),
        ("a = 1\n\nb = c", 3, "NameError: name 'c' is not defined"),
        ("import no_such_module", 1, "ModuleNotFoundError"),
    ],
)
def test_module_that_breaks_is_named_with_its_line(
    text: str, line: int, says: str, write: Callable[..., Path]
) -> None:
    bundle = Bundle.load(write(TEXT).parent)
    path = write(text, "stub.py")

    with pytest.raises(InvalidPart) as caught:
        bundle.load_module("stub")

    assert (caught.value.file, caught.value.line) == (path, line)
    assert says in str(caught.value)


def test_schemes_are_those_of_the_document(bundle: Callable[..., Bundle]) -> None:
    schemes = {"basic": {"type": "http", "scheme": "basic"}}
    get = {"get": {"responses": {"200": {"description": "Yes."}}}}

    found = bundle(paths={"/a": get}, components={"securitySchemes": schemes}).schemes

    assert list(found) == ["basic"]


BROKEN = """\
openapi: 3.1.0
info: {title: Broken, version: "1"}
paths:
  /a:
    get:
      parameters: [{name: a}]
      responses: {}
"""


def test_folder_is_read_strictly_and_a_bare_file_is_not(write: Callable[..., Path]) -> None:
    path = write(BROKEN)

    with pytest.raises(InvalidSpec, match="this parameter lacks"):
        Bundle.load(path.parent)
    with pytest.raises(InvalidSpec, match="this parameter lacks"):
        Bundle.load(path, strict=True)
    told = [str(one) for one in Bundle.load(path).left_out]

    assert told == [
        f"{path}:6: GET /a: the parameter a is in no place that OpenAPI 3 knows: it has no `in`."
    ]
    assert [str(one) for one in Bundle.load(path.parent, strict=False).left_out] == told


def test_document_that_cannot_be_used_at_all_is_refused(write: Callable[..., Path]) -> None:
    for text in ("a: [", "just: yaml", "openapi: 7.0.0", ""):
        with pytest.raises(SpecError) as caught:
            Bundle.load(write(text))
        assert "\n" not in str(caught.value)


def test_operation_that_still_cannot_be_read_is_left_out(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(BROKEN + "    put: {parameters: [{name: q, in: query}], responses: {}}\n")
    monkeypatch.setattr("specs.bundle.mend", lambda document: ())

    bundle = Bundle.load(path, strict=False)

    assert [one.label for one in bundle.operations] == ["PUT /a"]
    assert [(one.what, one.line) for one in bundle.left_out] == [("GET /a", 6)]
    assert "get" not in bundle.document.at("/paths/~1a")


def test_overlay_of_the_folder_comes_before_others(write: Callable[..., Path]) -> None:
    change = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n"
    own = write(
        change + "  - {target: $.info, update: {title: Own, summary: Own}}\n", "overlay.yaml"
    )
    other = write(change + "  - {target: $.info, update: {title: Other}}\n", "other.yaml")

    document = Bundle.load(write(TEXT).parent, overlays=[other]).document

    assert document.data["info"] == {"title": "Other", "summary": "Own", "version": "1"}
    assert document.spot("/info/title") == (other, 4)
    assert document.spot("/info/summary") == (own, 4)
    assert document.spot("/info/version") == (document.path, 2)


def test_base_paths_are_those_of_all_servers(bundle: Callable[..., Bundle]) -> None:
    servers = [{"url": "https://a.example.test/v1"}, {"url": "/sandbox"}, {"url": "/v1/"}]

    assert bundle(servers=servers).base_paths == ("/v1", "/sandbox")
    assert bundle().base_paths == ("",)
