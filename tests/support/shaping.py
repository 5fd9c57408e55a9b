"""The shapes of one schema, for tests that look at what a schema asks for."""

from mockserver.replies.shapes.shape import Shape
from mockserver.replies.shapes.shapes import Order, Shapes
from specs.schemas import Direction
from specs.values import Json
from tests.support.documents import THING, schema_bundle


def shapes_of(
    schema: Json, *, version: str = "3.1.0", direction: Direction = "response", **schemas: Json
) -> Shapes:
    """The shapes of a document whose `Thing` is this schema."""
    return Shapes(schema_bundle(schema, version=version, **schemas), direction)


def shape_of(schema: Json, *, version: str = "3.1.0", **schemas: Json) -> Shape:
    """What a schema asks for, the first option of each choice taken."""
    return shapes_of(schema, version=version, **schemas).decided((THING,), Order())
