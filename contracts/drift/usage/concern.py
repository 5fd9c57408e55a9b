"""Whether a change touches what a consumer uses."""

import re
from typing import Final

from contracts.drift.change import Change
from contracts.drift.usage.members import Steps
from contracts.drift.usage.place import MessagePlace, place_of
from contracts.drift.usage.use import AnswerUse, OperationUse, Usage

_LABEL: Final = re.compile(r"[A-Z]+ /")
_DEMANDS: Final = frozenset(
    (
        "request_body_became_required",
        "request_parameter_became_required",
        "required_request_body_added",
        "required_request_parameter_added",
    )
)
"""Changes that ask something of every call."""
_OF_PROPERTIES: Final = re.compile(r"(?:^|_)property_(?:\w+)$")
_NEW_STATUS: Final = re.compile(r"response_(?:success_)?status_(?:added|replaced)")
_DEFAULT: Final = "request_default_changed"


def concerns(change: Change, usage: Usage) -> bool:
    """Returns whether a change touches what a consumer uses.

    Where the recording leaves it open, it does.
    """
    if _LABEL.match(change.operation) is None:
        # Of the document, such as a server; or of a webhook, which nobody calls.
        return bool(usage.operations)
    use = usage.of(change.operation)
    if use is None:
        return False
    place = place_of(change.at)
    if change.rule in _DEMANDS or not place.part:
        return True
    if place.part == "parameter":
        return _concerns_parameter(change, place, use)
    if place.part == "request body":
        return _concerns_body(change, place, use)
    return _concerns_answer(change, place, use)


def _concerns_parameter(change: Change, place: MessagePlace, use: OperationUse) -> bool:
    count = use.parameters[place.within, place.name]
    return count < use.calls if change.rule == _DEFAULT else count > 0


def _concerns_body(change: Change, place: MessagePlace, use: OperationUse) -> bool:
    if use.sent.is_unknown:
        return True
    if not use.bodies or (place.media and not any(_covers(place.media, one) for one in use.bodies)):
        return False
    steps = _steps(change, place)
    if change.rule == _DEFAULT:
        return use.sent.count(steps) < max(1, use.sent.count(steps[:-1]))
    if change.rule.endswith("property_became_required"):
        return use.sent.has(steps[:-1])
    return use.sent.has(steps)


def _concerns_answer(change: Change, place: MessagePlace, use: OperationUse) -> bool:
    if _NEW_STATUS.fullmatch(change.rule):
        return True
    answers = [
        answer for status, answer in use.answers.items() if _is_of(status, answer, place.status)
    ]
    if place.part == "response header":
        return any(one.is_header_unknown or place.name in one.headers for one in answers)
    if place.part == "response":
        return bool(answers)
    return any(_concerns_received(change, place, answer) for answer in answers)


def _concerns_received(change: Change, place: MessagePlace, answer: AnswerUse) -> bool:
    members = answer.received
    if members.is_unknown:
        return True
    if change.rule.startswith("response_media_type"):
        is_new = change.rule.endswith("added")
        return bool(answer.media) and (is_new or _reads(place.media, answer))
    if place.media and not _reads(place.media, answer):
        return False
    steps = _steps(change, place)
    is_new = change.rule.endswith(("property_added", "property_named"))
    return members.may_have(steps[:-1] if is_new else steps)


def _reads(media: str, answer: AnswerUse) -> bool:
    return any(_covers(media, one) for one in answer.media)


def _steps(change: Change, place: MessagePlace) -> Steps:
    """Returns the way to what a change is about; of a property, with its name."""
    steps = place.steps
    if _OF_PROPERTIES.search(change.rule) and isinstance(change.key, str):
        return steps if steps[-1:] == (change.key,) else (*steps, change.key)
    return steps


def _covers(declared: str, media: str) -> bool:
    """Returns whether a declared media type or range is the one of a message."""
    if not media or declared in ("*/*", media):
        return True
    return declared.endswith("/*") and media.startswith(declared[:-1])


def _is_of(status: str, answer: AnswerUse, declared: str) -> bool:
    """Returns whether answers of a status are what a declared one describes."""
    if not declared or declared in answer.declared or declared == status:
        return True
    return declared == f"{status[0]}XX" or (declared == "default" and not answer.declared)
