"""A small API to generate cases for, and what the bridge draws for it."""

from hypothesis import HealthCheck, Phase, given, seed, settings

from contracts.run.bridge import GeneratedCase, Generator
from specs.bundle import Bundle
from specs.operation import Operation
from tests.support.documents import api, bundle_of, operation, parameter, takes

ITEM = {
    "type": "object",
    "required": ["id", "type"],
    "properties": {
        "id": {"type": "string"},
        "type": {"type": "string", "enum": ["Thing"]},
        "size": {"type": "integer", "minimum": 1},
    },
}
BATCH = {
    "type": "object",
    "required": ["data"],
    "additionalProperties": False,
    "properties": {"data": {"type": "array", "items": ITEM, "maxItems": 3}},
}
THING_ID = parameter("thingId", "path", {"type": "string", "minLength": 1})
LIMIT = parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": 9}, required=True)


def shop(version: str = "3.1.0") -> Bundle:
    read = operation("readThing", parameters=[THING_ID, LIMIT])
    write = operation("writeThings", requestBody=takes(BATCH))
    return bundle_of(
        api({"/things/{thingId}": {"get": read}, "/things": {"patch": write}}, version=version)
    )


def only(bundle: Bundle) -> Operation:
    return bundle.operations[0]


def drawn(
    generator: Generator, of: Operation, *, number: int = 7, count: int = 40
) -> list[GeneratedCase]:
    cases = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(generator.strategy(of))
    def collect(case: GeneratedCase) -> None:
        cases.append(case)

    collect()
    return cases


def all_of(generator: Generator, of: Operation) -> list[GeneratedCase]:
    return [*generator.examples(of), *generator.coverage(of, 1000), *drawn(generator, of)]
