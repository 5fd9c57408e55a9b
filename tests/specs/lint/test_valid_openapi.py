from collections.abc import Callable

import pytest

from specs.bundle import Bundle
from specs.lint.valid_openapi import is_valid_openapi, schema_is_usable
from specs.values import Record

Ids = Callable[[Callable[[Record], object]], set[str]]


def test_unknown_member_is_not_openapi(ids: Ids) -> None:
    assert ids(lambda data: data["info"].update(colour="red")) == {"is_valid_openapi"}


def test_rule_that_no_schema_states_is_kept(bundle: Callable[..., Bundle]) -> None:
    get = {"operationId": "twice", "responses": {"200": {"description": "Yes."}}}

    findings = is_valid_openapi(bundle(paths={"/a": {"get": get}, "/b": {"get": get}}))

    assert {finding.id for finding in findings} == {"is_valid_openapi"}


def test_broken_schema_is_reported_with_its_line(spoiled: Callable[..., Bundle]) -> None:
    def spoil(data: Record) -> None:
        data["components"]["schemas"]["Refusal"]["properties"]["errors"]["type"] = "sequence"

    bundle = spoiled(spoil)

    lines = {finding.line for finding in schema_is_usable(bundle)}

    where = "/components/schemas/Refusal/properties/errors/type"
    assert lines == {bundle.document.line(where)}


def test_broken_schema_is_one_kind_of_finding(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        data["components"]["schemas"]["Lonely"] = {"required": [5]}

    assert ids(spoil) == {"schema_is_usable"}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_both_versions_are_judged(version: str, bundle: Callable[..., Bundle]) -> None:
    good = bundle(version=version)
    bad = bundle(version=version, info={"title": "No version"})

    assert list(is_valid_openapi(good)) == []
    assert [finding.pointer for finding in is_valid_openapi(bad)] == ["/info/version"]


def test_document_that_the_validator_stumbles_over_is_told(bundle: Callable[..., Bundle]) -> None:
    get = {"responses": {"200": {"description": "Yes."}}}

    (finding,) = is_valid_openapi(bundle(paths={"/a}": {"get": get}}))

    assert "openapi-spec-validator stumbles over this" in finding.message
