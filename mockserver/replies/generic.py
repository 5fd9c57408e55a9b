"""The answer of an operation that no stub handles."""

from dataclasses import dataclass
from typing import Final

from mockserver.replies.flatten import CannotGenerate
from mockserver.replies.generate import generate
from mockserver.state.identity import random_source
from mockserver.stubkit import Reply
from mockserver.stubkit.call import Speaker
from specs.bundle import Bundle
from specs.media_types import is_json
from specs.operation import Header, Media, Operation, Response
from specs.values import ABSENT, Json

_NOT_IMPLEMENTED: Final = 501


@dataclass(frozen=True, slots=True)
class GenericReply:
    """A fixed reply, and who speaks in it."""

    reply: Reply
    speaker: Speaker


def generic_reply(bundle: Bundle, operation: Operation, seed: int) -> GenericReply:
    """Returns the reply of an operation: its first success, else its first response.

    A written example is used if it is valid for its schema; otherwise a value is generated.

    Raises:
        CannotGenerate: The operation describes no response, or none that can be made up.
    """
    response = _first(operation)
    if response is None:
        raise CannotGenerate(f"{operation.label} describes no response")
    status = _status(response)
    source = random_source(seed, operation.label, 0)
    headers = {
        header.name: str(_header_value(bundle, header, seed))
        for header in response.headers
        if header.required and header.schema is not None
    }
    media = next((item for item in response.media if is_json(item.content_type)), None)
    media = media or next(iter(response.media), None)
    if media is None:
        return GenericReply(Reply(status, ABSENT, headers), "generated")
    if "*" not in media.content_type:
        headers["content-type"] = media.content_type
    example = _valid_example(bundle, media)
    if example is not ABSENT:
        return GenericReply(Reply(status, example, headers), "example")
    if media.schema is None:
        return GenericReply(
            Reply(status, {} if is_json(media.content_type) else "", headers), "generated"
        )
    return GenericReply(Reply(status, generate(bundle, media.schema, source), headers), "generated")


def _first(operation: Operation) -> Response | None:
    successes = [key for key in operation.responses if key.startswith("2")]
    keys = sorted(successes) or list(operation.responses)
    return operation.responses[keys[0]] if keys else None


def _status(response: Response) -> int:
    if response.status.isdecimal():
        return int(response.status)
    return int(response.status[0]) * 100 if response.status[0].isdecimal() else 200


def _header_value(bundle: Bundle, header: Header, seed: int) -> Json:
    assert header.schema is not None
    value = generate(bundle, header.schema, random_source(seed, header.pointer, 0))
    return str(value).lower() if isinstance(value, bool) else value


def _valid_example(bundle: Bundle, media: Media) -> Json:
    for example in media.examples.values():
        if media.schema is None or not is_json(media.content_type):
            return example
        if bundle.schemas.compile(media.schema, "response").is_valid(example):
            return example
    return ABSENT
