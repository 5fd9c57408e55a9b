"""Answers that an operation describes and that show no thing: refusals, acknowledgements."""

from collections.abc import Iterable
from typing import Final

from mockserver.replies.errors import CannotGenerate, NotAcceptable, UnknownOutcome
from mockserver.replies.resources.fitting import Fitter
from mockserver.replies.responder import GenericReply, Responder
from mockserver.stubkit import Call, Reply
from specs.bundle import Bundle
from specs.media_types import is_json
from specs.operation import Operation
from specs.resources.words import plain
from specs.values import ABSENT, Json, Record

_TELLING: Final = ("message", "detail", "error", "title", "description", "errordescription", "msg")
_NUMBERS: Final = ("status", "code", "statuscode", "httpstatus", "errorcode")


class Documented:
    """Words the answers of one operation."""

    def __init__(self, bundle: Bundle, operation: Operation, fitter: Fitter, *, seed: int) -> None:
        self._operation = operation
        self._fitter = fitter
        self._responder = Responder(bundle, operation, seed)

    def refusal(self, call: Call, statuses: Iterable[int], detail: str) -> Reply | None:
        """Returns the first refusal that is described and can be made.

        Args:
            call: What is refused.
            statuses: The statuses that fit, best first.
            detail: What is wrong, in one sentence; said where a made-up body has a place for it.
        """
        for status in statuses:
            found = self._made(call, status)
            if found is not None:
                return self._told(found, detail)
        return None

    def success(self, call: Call, status: int) -> Reply | None:
        """Returns a described answer with an example or a made-up body, None if none is found."""
        found = self._made(call, status)
        return found.reply if found is not None else None

    def _made(self, call: Call, status: int) -> GenericReply | None:
        try:
            return self._responder.reply(accept=call.raw_headers.get("accept"), status=status)
        except (CannotGenerate, NotAcceptable, UnknownOutcome):
            return None

    def _told(self, found: GenericReply, detail: str) -> Reply:
        """Says what is wrong where a made-up body has a place for it."""
        reply = found.reply
        response = self._operation.response(reply.status)
        kind = reply.headers.get("content-type", "")
        if found.speaker != "generated" or not isinstance(reply.body, dict) or response is None:
            return reply
        media = next((one for one in response.media if is_json(one.content_type)), None)
        if media is None or media.schema is None or not is_json(kind):
            return reply
        body: Record = reply.body
        for name, value in body.items():
            said: Json = ABSENT
            if plain(name) in _TELLING and isinstance(value, str):
                said = detail
            elif plain(name) in _NUMBERS and isinstance(value, int):
                said = reply.status
            if said is not ABSENT and self._fitter.is_valid(media.schema, {**body, name: said}):
                body = {**body, name: said}
        return Reply(reply.status, body, reply.headers)
