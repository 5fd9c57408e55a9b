"""What an API is: its OpenAPI document and the files beside it. Knows neither product."""

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
