"""The document is OpenAPI at all."""

from collections.abc import Iterator
from functools import cache

import jsonschema_rs

from specs.bundle import Bundle
from specs.errors import InvalidSpec
from specs.lint.finding import LintFinding, in_document
from specs.lint.places import parts
from specs.schemas import violations
from specs.values import pointer


def is_valid_openapi(bundle: Bundle) -> Iterator[LintFinding]:
    """The document obeys the JSON Schema of its OpenAPI version, and the rules beside it.

    The compiled schema says where it is broken; only a document that passes it is given to the
    slower validator, which knows the rules that no schema can state.
    """
    rule = "is_valid_openapi"
    if any(schema_is_usable(bundle)):
        return  # the slower validator breaks off where a schema is no schema
    broken = violations(_meta_schema(bundle.document.version), bundle.document.data)
    for violation in broken:
        message = f"this is not OpenAPI {bundle.document.version}: {violation.message}"
        yield in_document(bundle, rule, violation.pointer, message)
    if broken:
        return
    yield from _beside_the_schema(bundle, rule)


def _beside_the_schema(bundle: Bundle, rule: str) -> Iterator[LintFinding]:
    # Whoever only serves a description does not load this validator, which takes a while.
    from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
    from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

    version = bundle.document.version
    kind = OpenAPIV30SpecValidator if version == "3.0" else OpenAPIV31SpecValidator
    try:
        errors = list(kind(bundle.document.data).iter_errors())
    except (LookupError, TypeError, ValueError) as crash:
        message = f"openapi-spec-validator stumbles over this: {type(crash).__name__} {crash}"
        yield in_document(bundle, rule, "", message)
        return
    for error in errors:
        where = pointer(*error.absolute_path) if isinstance(error, OpenAPIValidationError) else ""
        yield in_document(bundle, rule, where, " ".join(error.message.split()))


def schema_is_usable(bundle: Bundle) -> Iterator[LintFinding]:
    """Every schema of the document is a JSON Schema that can be compiled."""
    for part in parts(bundle.document):
        if part.kind == "schema" and not _is_inner(part.pointer):
            try:
                bundle.schemas.compile(part.pointer, part.direction or "response")
            except InvalidSpec as error:
                line = error.line or bundle.document.line(part.pointer)
                yield LintFinding(error.file, line, "schema_is_usable", part.pointer, error.wrong)


def _is_inner(where: str) -> bool:
    """Whether a schema is a part of another, which is compiled as a whole."""
    parent = where.rpartition("/")[0]
    return not (where.endswith("/schema") or parent.endswith("/components/schemas"))


@cache
def _meta_schema(version: str) -> jsonschema_rs.Validator:
    from openapi_spec_validator.schemas import get_schema_content_v30, get_schema_content_v31

    if version == "3.0":
        return jsonschema_rs.Draft4Validator(dict(get_schema_content_v30()))
    return jsonschema_rs.Draft202012Validator(dict(get_schema_content_v31()))
