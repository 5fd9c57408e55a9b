"""Which operations work on the same things, and how: the shape of an API, inferred or declared."""

from specs.resources.inference import Inference
from specs.resources.queries import Filter, Query, Source
from specs.resources.resource import (
    Action,
    Answer,
    Carrier,
    Decision,
    Form,
    Identity,
    Kind,
    Parent,
    Resource,
)
from specs.resources.shapes import Member, Shape, Shapes

__all__ = [
    "Action",
    "Answer",
    "Carrier",
    "Decision",
    "Filter",
    "Form",
    "Identity",
    "Inference",
    "Kind",
    "Member",
    "Parent",
    "Query",
    "Resource",
    "Shape",
    "Shapes",
    "Source",
]
