"""A bundle as Schemathesis's schema, with nothing read from disk or network."""

from copy import deepcopy
from typing import Any, Final, TypeAlias

from hypothesis.errors import HypothesisException
from schemathesis.config import (
    CoveragePhaseConfig,
    GenerationConfig,
    PhasesConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.openapi import from_dict
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.schemas import OpenApiSchema

from contracts.run.bridge.case import CannotGenerate
from contracts.run.bridge.conversion import BASE, credential_names
from specs.bundle import Bundle
from specs.errors import first_line
from specs.operation import METHODS, Operation
from specs.values import Json, Record, find, pointer

TheirOperation: TypeAlias = APIOperation[Any, Any, Any, Any]

_SEED: Final = 0
"""Schemathesis's own, for what it draws outside of Hypothesis."""


def load_schema(bundle: Bundle) -> OpenApiSchema:
    """Returns the schema of a bundle, without the parameters that carry credentials.

    Every call gives a new one, since inferred links are written into it.

    Raises:
        CannotGenerate: Schemathesis cannot read the document.
    """
    project = ProjectConfig(
        base_url=BASE,
        generation=GenerationConfig(with_security_parameters=False, database="none"),
        phases=PhasesConfig(coverage=CoveragePhaseConfig(unexpected_methods=set())),
    )
    # A configuration that is handed in keeps Schemathesis from looking for a file of its own.
    config = SchemathesisConfig(color=False, seed=_SEED, projects=ProjectsConfig(default=project))
    try:
        return from_dict(_without_credentials(bundle), config=config)
    except Exception as error:
        raise failure(f"the operations of {bundle.name}", error) from error


def operation_of(schema: OpenApiSchema, operation: Operation) -> TheirOperation:
    """Returns Schemathesis's view of one of our operations.

    Raises:
        CannotGenerate: It cannot read the operation.
    """
    try:
        return schema[operation.path][operation.method]
    except Exception as error:
        raise failure(operation.label, error) from error


def failure(what: str, error: Exception) -> CannotGenerate:
    """Returns the error that names the operation or part that Schemathesis stumbled over."""
    told = first_line(error)
    kind = type(error).__name__
    # An error outside of its own tree is a crash of Schemathesis; its text alone tells nothing.
    is_told = type(error).__module__.startswith("schemathesis") or isinstance(
        error, HypothesisException
    )
    return CannotGenerate(what, told if is_told or told == kind else f"{kind}: {told}")


def _without_credentials(bundle: Bundle) -> Record:
    document = bundle.document
    data: Record = deepcopy(document.data)
    # Schemathesis wants three numbers.
    data["openapi"] = f"{document.version}.0"
    by_path: dict[str, set[tuple[str, str]]] = {}
    for operation in bundle.operations:
        by_path.setdefault(operation.path, set()).update(credential_names(operation))
    for path, secret in by_path.items():
        _, where = document.dereference(document.data["paths"][path], pointer("paths", path))
        item = find(data, where)
        for holder in (item, *(item[method] for method in METHODS if method in item)):
            if secret and isinstance(holder.get("parameters"), list):
                holder["parameters"] = [
                    entry
                    for entry in holder["parameters"]
                    if _place_and_name(document.dereference(entry, where)[0]) not in secret
                ]
    return data


def _place_and_name(parameter: Json) -> tuple[str, str]:
    return str(parameter.get("in")), str(parameter.get("name")).lower()
