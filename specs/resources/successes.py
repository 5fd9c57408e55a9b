"""The answer by which an operation says that it succeeded."""

from collections.abc import Iterator
from typing import Final

from specs.media_types import is_json, split_content_type
from specs.operation import Media, Operation, RequestBody, Response
from specs.resources.resource import Action

_USUAL: Final[dict[Action, tuple[int, ...]]] = {
    "create": (201, 200, 202, 204),
    "read": (200,),
    "list": (200,),
    "replace": (200, 204, 202),
    "update": (200, 204, 202),
    "delete": (204, 200, 202),
    "clear": (204, 200, 202),
}
"""Statuses of a success, the usual one first."""

FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
"""Media types whose bodies are read as members."""


def success(operation: Operation, action: Action) -> tuple[int, Response] | None:
    """Returns the status and the response of the usual success, or None if none is declared."""
    return next(_successes(operation, action), None)


def birth(operation: Operation) -> tuple[int, Response] | None:
    """Returns the answer 201, if it is declared."""
    response = operation.responses.get("201")
    return (201, response) if response is not None else None


def json_media(response: Response) -> Media | None:
    """Returns the JSON media type of a response that says what its body looks like."""
    found = [one for one in response.media if is_json(one.content_type) and one.schema is not None]
    exact = (one for one in found if split_content_type(one.content_type)[0] == "application/json")
    return next(exact, found[0] if found else None)


def readable_media(body: RequestBody | None) -> tuple[Media, ...]:
    """Returns the media types of a request whose bodies are read as members, JSON first."""
    media = [one for one in body.media if one.schema is not None] if body is not None else []
    json = [one for one in media if is_json(one.content_type)]
    forms = [one for one in media if split_content_type(one.content_type)[0] in FORMS]
    return (*json, *forms)


def _successes(operation: Operation, action: Action) -> Iterator[tuple[int, Response]]:
    responses, usual = operation.responses, _USUAL[action]
    declared = [int(key) for key in responses if key.isdecimal() and key.startswith("2")]
    for status in dict.fromkeys((*usual, *sorted(declared))):
        if str(status) in responses:
            yield status, responses[str(status)]
    for key in ("2XX", "2xx", "default"):
        if key in responses:
            yield usual[0], responses[key]
