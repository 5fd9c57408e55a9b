import json
from collections.abc import Callable
from pathlib import Path

import pytest

import specs
from specs.bundle import Bundle
from specs.lint import essential, extensions, lint
from specs.lint.extensions import PLACES
from specs.values import Record
from tests.support.documents import api, operation, write_api

Ids = Callable[[Callable[[Record], object]], set[str]]

SCHEMA = json.loads((Path(specs.__file__).parent / "extensions.schema.json").read_text())


def test_each_word_has_a_schema_and_a_place() -> None:
    assert {name for name in SCHEMA["$defs"] if name.startswith("x-")} == set(PLACES)


def test_each_definition_is_described() -> None:
    assert [name for name, schema in SCHEMA["$defs"].items() if "description" not in schema] == []


def test_unknown_word_names_the_nearest_one(spoiled: Callable[..., Bundle]) -> None:
    def spoil(data: Record) -> None:
        data["paths"]["/parcels"]["get"]["x-resorce"] = {}

    (finding,) = lint(spoiled(spoil))

    assert finding.id == "extension_is_known"
    assert finding.message.endswith("Did you mean x-resource?")


def test_names_that_look_like_words_are_left_alone(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        parameters = data["paths"]["/parcels"]["get"]["parameters"]
        parameters.append({"name": "x-trace", "in": "header", "schema": {"type": "string"}})
        schemes = {"x-key": {"type": "apiKey", "in": "header", "name": "x-key"}}
        data["components"]["securitySchemes"] = schemes
        data["security"] = [{"x-key": []}]
        data["components"]["headers"] = {"x-limit": {"schema": {"type": "integer"}}}

    assert ids(spoil) == set()


def test_word_in_a_place_without_meaning_is_found(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        data["info"]["x-side-effects"] = True

    assert ids(spoil) == {"extension_is_in_place"}


@pytest.mark.parametrize(
    ("word", "value", "pointer"),
    [
        ("x-side-effects", "yes", ""),
        ("x-source", {"document": "Parcels by hand"}, "/section"),
        ("x-source", {"document": "D", "section": "S", "page": 4}, "/page"),
        ("x-error-codes", [{"code": "a", "status": 200, "condition": "c"}], "/0/at"),
        (
            "x-error-codes",
            [{"code": "a", "status": 200, "condition": "c", "at": "/a", "reachable": False}],
            "/0/why",
        ),
        ("x-batch", {"preset": "sometimes"}, "/preset"),
        ("x-resource", {"name": "parcel", "action": "fold"}, "/action"),
    ],
)
def test_malformed_word_is_found_at_its_member(
    word: str, value: object, pointer: str, spoiled: Callable[..., Bundle]
) -> None:
    def spoil(data: Record) -> None:
        data["paths"]["/parcels"]["get"][word] = value

    findings = lint(spoiled(spoil))

    assert {finding.id for finding in findings} == {"extension_is_valid"}
    base = f"/paths/~1parcels/get/{word}"
    assert base + pointer in {finding.pointer for finding in findings}


def test_malformed_role_is_found(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        data["x-roles"]["parcel.open"]["maker"] = "createParcel"

    assert ids(spoil) == {"extension_is_valid"}


def test_serving_a_folder_looks_for_words_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_api(tmp_path, api({"/a": {"get": operation()}}))
    walks = []
    parts = extensions.parts
    monkeypatch.setattr(extensions, "parts", lambda one: walks.append(1) or parts(one))

    assert essential(Bundle.load(tmp_path / folder)) == ()
    assert len(walks) == 1
