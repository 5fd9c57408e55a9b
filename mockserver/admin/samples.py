"""A first request for an operation: written examples, made-up values where none are written."""

from collections.abc import Mapping
from typing import Final

from mockserver.admin.administered import Room
from mockserver.lane.served import ServedApi
from mockserver.problems import problem
from mockserver.replies.errors import CannotGenerate
from mockserver.state import World
from mockserver.state.identity import random_source
from mockserver.stubkit import Call, Json, Record, Refused, Reply
from mockserver.stubkit.stub import Handler
from specs.bundle import Bundle
from specs.operation import Media, Operation, Parameter
from specs.values import ABSENT, Missing

_SEED: Final = 0
"""The same operation always has the same sample."""


class SampleRoom(Room):
    """The operation that offers a first request."""

    def handlers(self) -> Mapping[str, Handler]:
        """Returns what does what, by operationId."""
        return {"sampleOperation": self.sample}

    async def sample(self, call: Call, world: World) -> Reply:
        """Returns values for an operation's required parameters and its body."""
        del world
        api = self.api(call.path["api"])
        return Reply(200, sample_of(api.bundle, _operation(api, call.query["operation"])))


def sample_of(bundle: Bundle, operation: Operation) -> Record:
    """Returns values with which an operation can be called.

    What is written as an example is taken as it is; what is made up is valid for its schema. A
    value that cannot be made is left out.

    Args:
        bundle: The API.
        operation: One of its operations.

    Returns:
        `parameters`, a list of `name`, `in` and `example`, the required ones only; `body`, an
        object of `contentType` and `example`, or null where none is taken or made.
    """
    told = [
        {"name": parameter.name, "in": parameter.place, "example": value}
        for parameter in operation.parameters
        if parameter.required
        for value in [_parameter_value(bundle, operation, parameter)]
        if value is not ABSENT
    ]
    return {"parameters": told, "body": _body(bundle, operation)}


def _parameter_value(bundle: Bundle, operation: Operation, parameter: Parameter) -> Json | Missing:
    written = next(iter(parameter.examples.values()), parameter.default)
    if written is not ABSENT or parameter.schema is None:
        return written
    return _made(bundle, operation, parameter.schema, name=parameter.name)


def _body(bundle: Bundle, operation: Operation) -> Json:
    media = operation.request_body.media if operation.request_body is not None else ()
    for one in media:
        value = _media_value(bundle, operation, one)
        if value is not ABSENT:
            return {"contentType": one.content_type, "example": value}
    return None


def _media_value(bundle: Bundle, operation: Operation, media: Media) -> Json | Missing:
    written: Json | Missing = next(iter(media.examples.values()), ABSENT)
    if written is not ABSENT or media.schema is None:
        return written
    return _made(bundle, operation, media.schema)


def _made(bundle: Bundle, operation: Operation, where: str, *, name: str = "") -> Json | Missing:
    from mockserver.replies.generate import generate_valid

    source = random_source(_SEED, f"{operation.label} {name}", 0)
    try:
        return generate_valid(bundle, where, source, direction="request", name=name)
    except CannotGenerate:
        return ABSENT


def _operation(api: ServedApi, label: str) -> Operation:
    for operation in api.bundle.operations:
        if operation.label == label:
            return operation
    detail = f"{api.name} has no operation {label!r}; `GET /apis/{api.name}/operations` lists them."
    raise Refused(problem("unknown_path", 404, detail))
