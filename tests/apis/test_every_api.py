"""What holds for every API that comes along."""

import openapi_spec_validator
import pytest

from specs.bundle import Bundle
from specs.discovery import BUNDLED, bundled_names
from specs.lint import lint

PARTS = (
    "README.md",
    "__init__.py",
    "openapi.yaml",
    "rules.yaml",
    "seed.yaml",
    "state.schema.yaml",
    "stub/__init__.py",
    "tryout.yaml",
)


@pytest.fixture(scope="module", params=bundled_names())
def api(request: pytest.FixtureRequest) -> Bundle:
    return Bundle.load(BUNDLED / request.param)


def test_api_is_valid_openapi(api: Bundle) -> None:
    openapi_spec_validator.validate(api.document.data)


def test_api_has_no_lint_finding(api: Bundle) -> None:
    assert "\n".join(map(str, lint(api))) == ""


def test_every_example_is_valid(api: Bundle) -> None:
    bodies = [
        ("request", media)
        for operation in api.operations
        if operation.request_body is not None
        for media in operation.request_body.media
    ] + [
        ("response", media)
        for operation in api.operations
        for response in operation.responses.values()
        for media in response.media
    ]

    wrong = {
        f"{media.pointer} {name}": violations
        for direction, media in bodies
        if media.schema is not None
        for name, value in media.examples.items()
        if (violations := api.schemas.compile(media.schema, direction).violations(value))
    }

    assert bodies
    assert wrong == {}


def test_every_parameter_says_what_it_takes(api: Bundle) -> None:
    silent = [
        f"{operation.label}: {parameter.name}"
        for operation in api.operations
        for parameter in operation.parameters
        if parameter.schema is None or not api.document.at(parameter.pointer).get("description")
    ]

    assert silent == []


def test_api_folder_is_complete(api: Bundle) -> None:
    assert [name for name in PARTS if api.file(name) is None] == []
    assert api.files("transcripts/*.yaml")
