"""Trying out, before any call, whether an operation can show things as it describes them."""

from mockserver.replies.errors import GivenUp
from mockserver.replies.resources.base_world import BaseWorld
from mockserver.replies.resources.handler import ResourceHandler
from mockserver.stubkit import ABSENT, Call
from specs.operation import Operation
from specs.resources import Resource


def rehearse(handler: ResourceHandler, resource: Resource, base: BaseWorld, *, seed: int) -> None:
    """Lets an operation answer about things of the world before any write.

    Raises:
        GivenUp: It cannot.
    """
    kind, scope = resource.kind, tuple("1" for _ in resource.scope)
    ids = base.listed(kind, seed, scope)
    if kind.entity is not None and not ids:
        raise GivenUp(f"one of the {kind.name} cannot be made up: {base.why_not(kind)}")
    things = {text: base.thing(kind, seed, scope, text) or {} for text in ids}
    handler.show(_call(resource.operation), things, scope)


def _call(operation: Operation) -> Call:
    return Call(
        operation=operation,
        method=operation.method,
        url_path=operation.path,
        path=dict.fromkeys(operation.path_parameters, "1"),
        query={},
        header={},
        cookie={},
        body=ABSENT,
        raw_query=(),
        raw_headers={},
    )
