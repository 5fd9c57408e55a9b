"""OpenAPI 2.0 (Swagger) as OpenAPI 3.0; each part leads back to where it was written."""

from specs.swagger.bodies import Placed, request_body
from specs.swagger.context import Context
from specs.swagger.conversion import Converted, convert
from specs.swagger.parameters import BODY_PLACES
from specs.swagger.schemas import VALUE_WORDS

__all__ = [
    "BODY_PLACES",
    "VALUE_WORDS",
    "Context",
    "Converted",
    "Placed",
    "convert",
    "request_body",
]
