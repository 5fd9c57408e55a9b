"""What a check judges: one exchange; and what the documents say of it, found once for all."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from contracts.finding import Exchange, Reply
from contracts.lawkit import Documented, documented, sent_codes
from specs.bundle import Bundle
from specs.media_types import is_json, matches
from specs.operation import Media, Operation, Response
from specs.schemas import SchemaViolation
from specs.values import ABSENT

_BODILESS: Final = (204, 205, 304)
_MOST: Final = 100


@dataclass(frozen=True)
class Subject:
    """One exchange with what the documents say of it."""

    exchange: Exchange
    """It has an answer, except for the check that judges missing ones."""
    operation: Operation
    bundle: Bundle
    limit_seconds: float = 30.0
    """How long an answer may take."""

    @cached_property
    def reply(self) -> Reply:
        """The answer, for checks that need one."""
        if self.exchange.reply is None:
            raise ValueError("this check needs an answer")
        return self.exchange.reply

    @cached_property
    def response(self) -> Response | None:
        """What the operation documents for the answer's status."""
        return self.operation.response(self.reply.status)

    @cached_property
    def known(self) -> Documented:
        """What the documents say of the operation's codes and data."""
        return documented(self.bundle, self.operation)

    @cached_property
    def has_no_body(self) -> bool:
        """Whether HTTP forbids the answer to have a body."""
        return self.exchange.request.method == "HEAD" or self.reply.status in _BODILESS

    @cached_property
    def media(self) -> Media | None:
        """The documented form of the answer's body, by its status and its content type."""
        kind = self.reply.content_type
        if self.response is None or kind is None:
            return None
        declared = [
            (media.content_type.partition(";")[0].lower(), media) for media in self.response.media
        ]
        exact = (media for name, media in declared if name.strip() == kind)
        return next(exact, None) or next((m for name, m in declared if matches(name, kind)), None)

    @cached_property
    def is_crash(self) -> bool:
        """Whether the answer is a failure of the server that the documents do not list.

        A documented 5xx whose codes are documented as well carries one of them, or at least a
        body of the documented form.
        """
        status = self.reply.status
        if status < 500:
            return False
        responses = self.operation.responses
        if str(status) not in responses and f"{status // 100}XX" not in responses:
            return True
        wanted = [code for code in self.known.codes if code.status == status]
        if not wanted or self.has_no_body:
            return False
        for _, _, sent in sent_codes(self.known, self.exchange.json):
            if any(code.matches(sent) for code in wanted):
                return False
        media, body = self.media, self.exchange.json
        if media is None or media.schema is None or body is ABSENT:
            return True
        return not self.bundle.schemas.compile(media.schema, "response").is_valid(body)

    @cached_property
    def broken(self) -> tuple[SchemaViolation, ...]:
        """What the documented schema finds wrong with the body; empty if it is not asked."""
        media, body = self.media, self.exchange.json
        if media is None or media.schema is None or body is ABSENT:
            return ()
        if not is_json(media.content_type):
            return ()
        schema = self.bundle.schemas.compile(media.schema, "response")
        if schema.is_valid(body) or self.is_crash:
            return ()
        return schema.nearest_violations(body, _MOST)
