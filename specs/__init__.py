"""What an API is: its OpenAPI document and the files beside it. Knows neither product."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from specs.batch import BatchPolicy
    from specs.bundle import Bundle
    from specs.discovery import bundled_names, discover
    from specs.document import Document
    from specs.errors import SpecError
    from specs.left_out import LeftOut
    from specs.operation import Operation
    from specs.schemas import SchemaSet

__all__ = [
    "BatchPolicy",
    "Bundle",
    "Document",
    "LeftOut",
    "Operation",
    "SchemaSet",
    "SpecError",
    "bundled_names",
    "discover",
]

_HOMES: Final = {
    "BatchPolicy": "batch",
    "Bundle": "bundle",
    "Document": "document",
    "LeftOut": "left_out",
    "Operation": "operation",
    "SchemaSet": "schemas",
    "SpecError": "errors",
    "bundled_names": "discovery",
    "discover": "discovery",
}
"""The module of each public name. It is loaded with the first of its names: whoever needs one
module of this package is not to load all of them."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
