"""The answer of an operation that nothing but its description speaks for."""

from dataclasses import dataclass
from random import Random
from typing import Final, NamedTuple

from mockserver.replies.errors import CannotGenerate, NotAcceptable, UnknownOutcome
from mockserver.replies.examples import InvalidExample
from mockserver.replies.headers import ReplyHeaders
from mockserver.replies.made_body import AskedBody, made_body
from mockserver.replies.negotiate import best_offer
from mockserver.replies.outcome import Outcome, chosen_outcome, example_names, may_have_body
from mockserver.replies.writing.bodies import full_content_type, written_body
from mockserver.state.identity import random_source
from mockserver.stubkit import Reply
from mockserver.stubkit.call import Speaker
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import ABSENT

_FIRST_ERROR: Final = 400
_MOST_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class GenericReply:
    """A reply that is made up, and who speaks in it."""

    reply: Reply
    speaker: Speaker
    invalid: tuple[InvalidExample, ...] = ()
    """Examples that were passed over because their schemas do not allow them."""


class _Choice(NamedTuple):
    """Everything that an answer depends on."""

    response: str
    """The key of the response."""
    status: int
    media: int | None
    """Which of its media types; None without a body."""
    content_type: str
    example: str | None
    dynamic: bool


class Responder:
    """Answers for one operation without any state; compiles and keeps what it is asked for."""

    def __init__(self, bundle: Bundle, operation: Operation, seed: int) -> None:
        """Names an operation; nothing is worked out yet.

        Args:
            bundle: The API.
            operation: One of its operations.
            seed: Says which values are made up; the same one always gives the same answers.
        """
        self._bundle = bundle
        self._operation = operation
        self._seed = seed
        self._headers = ReplyHeaders(bundle, operation, seed)
        self._kept: dict[_Choice, GenericReply | CannotGenerate] = {}

    def reply(
        self,
        *,
        accept: str | None = None,
        status: int | None = None,
        example: str | None = None,
        dynamic: bool = False,
        source: Random | None = None,
    ) -> GenericReply:
        """Returns an answer: a valid example if one is written, else a generated value.

        Args:
            accept: The header `Accept` of the request.
            status: The status to answer with; without one, the first success.
            example: The name of the example to answer with.
            dynamic: Whether a value is generated although there is an example.
            source: Draws the generated value; without one, the operation's own.

        Raises:
            CannotGenerate: Nothing valid can be made up.
            NotAcceptable: A success has no media type that is welcome. An error is answered anyway.
            UnknownOutcome: There is no such status or example.
        """
        outcome = chosen_outcome(self._operation, status, example)
        if example is not None:
            _require(self._operation, outcome, example)
        choice = self._choice(outcome, accept, example, dynamic=dynamic)
        if source is not None:
            return self._made(choice, source)
        found = self._kept.get(choice)
        if found is None:
            found = self._own(choice)
            # a client may ask for any number of types where a range is described
            if len(self._kept) < _MOST_KEPT:
                self._kept[choice] = found
        if isinstance(found, CannotGenerate):
            raise found.with_traceback(None)
        return found

    def _choice(
        self, outcome: Outcome, accept: str | None, example: str | None, *, dynamic: bool
    ) -> _Choice:
        response, status = outcome
        plain = _Choice(response.status, status, None, "", example, dynamic)
        if not response.media or not may_have_body(status):
            return plain
        indexes = [
            index
            for index, media in enumerate(response.media)
            if example is None or example in media.examples
        ]
        types = [response.media[index].content_type for index in indexes]
        offer = best_offer(accept, types)
        if offer is None and (status >= _FIRST_ERROR or example is not None):
            offer = best_offer(None, types)
        if offer is None:
            raise NotAcceptable(accept or "", tuple(types))
        return plain._replace(media=indexes[offer.index], content_type=offer.content_type)

    def _own(self, choice: _Choice) -> GenericReply | CannotGenerate:
        try:
            return self._made(choice, random_source(self._seed, self._operation.label, 0))
        except CannotGenerate as reason:
            return reason

    def _made(self, choice: _Choice, source: Random) -> GenericReply:
        response = self._operation.responses[choice.response]
        if choice.media is None:
            headers = self._headers.of(response, choice.status, ABSENT)
            return GenericReply(Reply(choice.status, ABSENT, headers), "generated")
        media = response.media[choice.media]
        asked = AskedBody(media, choice.content_type, choice.example, choice.dynamic)
        made = made_body(self._bundle, asked, source)
        headers = self._headers.of(response, choice.status, made.value)
        headers["content-type"] = full_content_type(choice.content_type)
        body = written_body(self._bundle.document, media.schema, made.value, choice.content_type)
        return GenericReply(Reply(choice.status, body, headers), made.speaker, made.invalid)


def _require(operation: Operation, outcome: Outcome, example: str) -> None:
    known = dict.fromkeys(name for media in outcome.response.media for name in media.examples)
    if example not in known:
        every = (name for one in operation.responses.values() for name in example_names(one))
        raise UnknownOutcome("example", example, tuple(known or dict.fromkeys(every)))
