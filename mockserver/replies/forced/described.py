"""Whether a body is as the description of its operation has it."""

from specs.bundle import Bundle
from specs.media_types import is_json
from specs.operation import Media, Operation
from specs.values import Json


def json_media(operation: Operation, status: int) -> tuple[Media, ...]:
    """Returns the JSON media types of the response that is declared for a status."""
    response = operation.response(status)
    found = response.media if response is not None else ()
    return tuple(media for media in found if is_json(media.content_type))


def is_valid(bundle: Bundle, media: Media, body: Json) -> bool:
    """Whether the schema of a media type allows a body; one that is not JSON is not judged."""
    if media.schema is None or not is_json(media.content_type):
        return True
    return bundle.schemas.compile(media.schema, "response").is_valid(body)
