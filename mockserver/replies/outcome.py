"""Which described response answers, and the concrete status of a range or of `default`."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from mockserver.replies.errors import CannotGenerate, UnknownOutcome
from specs.operation import Operation, Response

_FITTING: Final = {
    "2": (200, 201, 202, 203, 206),
    "3": (302, 303, 307, 301, 308),
    "4": (400, 404, 409, 422, 403, 418),
    "5": (500, 503, 502, 504, 501),
}
_LEAST: Final = 200
"""A smaller status only announces the answer."""
_WITHOUT_BODY: Final = (204, 205, 304)


def may_have_body(status: int) -> bool:
    """Whether HTTP allows an answer of this status to carry a body."""
    return status >= _LEAST and status not in _WITHOUT_BODY


class Outcome(NamedTuple):
    """A response, and the status that it is sent with."""

    response: Response
    status: int


def chosen_outcome(operation: Operation, status: int | None, example: str | None) -> Outcome:
    """Returns the response that answers, and its concrete status.

    Without a status that is the first success: the lowest exact one, then `2XX`, then `default`,
    then what is described first; an example that only another response has leads there.

    Raises:
        UnknownOutcome: There is no such status.
        CannotGenerate: The operation describes no response that could be sent.
    """
    if status is not None:
        response = operation.response(status)
        if response is None or status < _LEAST:
            raise UnknownOutcome("status", str(status), tuple(operation.responses))
        return Outcome(response, status)
    ranked = _ranked(operation)
    if not ranked:
        raise CannotGenerate(f"{operation.label} describes no response")
    telling = [one for one in ranked if example is not None and example in example_names(one)]
    response = telling[0] if telling else ranked[0]
    return Outcome(response, concrete_status(operation, response))


def _ranked(operation: Operation) -> list[Response]:
    """Returns the responses that could be sent, the one that answers first."""
    keys = [key for key in operation.responses if not key.startswith("1")]

    def rank(key: str) -> tuple[int, str]:
        if key.startswith("2"):
            return (0, key) if key.isdecimal() else (1, "")
        return (2, "") if key == "default" else (3, "")

    return [operation.responses[key] for key in sorted(keys, key=rank)]


def example_names(response: Response) -> list[str]:
    """Returns the names of a response's examples, of all media types."""
    return [name for media in response.media for name in media.examples]


def concrete_status(operation: Operation, response: Response) -> int:
    """Returns a status that a response stands for and that no other one describes."""
    if response.status.isdecimal():
        return int(response.status)
    fitting: Iterable[int] = _FITTING.get(response.status[0], ())
    if response.status == "default":
        is_success = not any(key.startswith("2") for key in operation.responses)
        fitting = (*_FITTING["2"], *_FITTING["4"]) if is_success else _all_but_success()
    found = next((one for one in fitting if operation.response(one) is response), None)
    if found is None:
        raise CannotGenerate(f"{operation.label}: {response.status} stands for no status")
    return found


def _all_but_success() -> Iterable[int]:
    return (*_FITTING["5"], *_FITTING["4"], *_FITTING["3"])
