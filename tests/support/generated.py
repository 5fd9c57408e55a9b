"""Values that are made up for one schema, judged by the kit and by a validator of its own."""

from random import Random

from mockserver.replies.generate import generate_valid
from specs.schemas import Direction
from specs.values import Json
from tests.support.documents import THING, schema_bundle
from tests.support.schema_drawing import accepts


def made(
    schema: Json,
    seed: int = 0,
    *,
    version: str = "3.1.0",
    direction: Direction = "response",
    written: bool = True,
    **schemas: Json,
) -> Json:
    """A value for a schema; `schemas` are others by name."""
    bundle = schema_bundle(schema, version=version, **schemas)
    value = generate_valid(bundle, THING, Random(seed), direction=direction, written=written)
    assert bundle.schemas.compile(THING, direction).violations(value) == ()
    if version == "3.1.0" and direction == "response" and not schemas and "$ref" not in str(schema):
        hidden = "writeOnly" in str(schema)
        assert hidden or accepts(bundle.document.at(THING), value, version)
    return value


def made_many(schema: Json, count: int = 30, **more: Json) -> list[Json]:
    """Values of several seeds."""
    return [made(schema, seed, **more) for seed in range(count)]
