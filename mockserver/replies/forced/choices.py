"""The example, the status or the generated value that a client asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Final, NamedTuple

from mockserver.replies.errors import CannotGenerate, NotAcceptable
from mockserver.replies.forced.described import is_valid, json_media
from mockserver.replies.forced.notes import Asking, listing
from mockserver.replies.forced.outage import undeclared_reply
from mockserver.replies.forced.placing import codes_at
from mockserver.replies.forced.words import ErrorWords, Unworded
from mockserver.stubkit import Reply, WantedError
from specs.operation import Media, Response

_FIRST_ERROR: Final = 400
_ANY_ERROR: Final = 500


class Shown(NamedTuple):
    """A written example and where it stands."""

    name: str
    media: Media
    status: int


@dataclass(frozen=True, slots=True)
class Choices:
    """Chooses among what an operation describes."""

    words: ErrorWords
    errors: tuple[WantedError, ...]
    """All errors that the operation documents."""

    async def reply(self, asking: Asking) -> Reply | None:
        """Returns the example, the status or the generated value that is asked for."""
        asked = asking.asked
        try:
            reply = self._example(asking) if asked.example is not None else None
            if reply is not None:
                return reply
            if asked.code is not None:
                return await self._status(asking, asked.code)
            if asked.dynamic:
                return await self._generated(asking, None)
        except CannotGenerate as failure:
            asking.leave_out(f"nothing valid can be made: {failure}", "code", "example", "dynamic")
        return None

    def _example(self, asking: Asking) -> Reply | None:
        name, code = asking.asked.example or "", asking.asked.code
        known = list(self._examples(code))
        found = next((one for one in known if one.name == name), None)
        if found is None:
            asking.leave_out(listing((one.name for one in known), near=name), "example")
            return None
        if not is_valid(self.words.bundle, found.media, found.media.examples[name]):
            asking.leave_out("its own schema does not allow it", "example")
            return None
        reply = self.words.maker.reply(
            accept=found.media.content_type, status=found.status, example=name
        ).reply
        asking.notes.met("example", name)
        if code is not None:
            asking.notes.met("code", str(code))
        asking.leave_out("a written example is asked for", "dynamic")
        return reply

    def _examples(self, code: int | None) -> Iterator[Shown]:
        """Yields the examples of one status, or of all: those of successes first."""
        if code is not None:
            response = self.words.operation.response(code)
            responses = [response] if response is not None else []
        else:
            listed = self.words.operation.responses.values()
            responses = sorted(listed, key=lambda response: not response.status.startswith("2"))
        for response in responses:
            for media in response.media:
                for name in media.examples:
                    yield Shown(name, media, _concrete(response) if code is None else code)

    async def _status(self, asking: Asking, code: int) -> Reply | None:
        if self.words.operation.response(code) is None:
            reply: Reply | None = undeclared_reply(
                code, asking.call, stub=self.words.stub, maker=self.words.maker
            )
            asking.leave_out("nothing describes an answer of this status", "dynamic")
        elif asking.asked.dynamic:
            return await self._generated(asking, code)
        else:
            reply = self._own_words(asking, code) or self._plain(asking, code)
        asking.notes.met("code", str(code))
        return reply

    def _own_words(self, asking: Asking, code: int) -> Reply | None:
        """Returns the answer that carries the first error of a status; None for a success."""
        errors = [one for one in self.errors if one.status == code and one.severity == "error"]
        if code < _FIRST_ERROR or not errors:
            return None
        try:
            return self.words.reply(asking.call, errors[0])
        except Unworded:
            return None

    def _plain(self, asking: Asking, code: int) -> Reply:
        """Returns the example of a status that carries no error, else what can be made."""
        errors = [error for error in self.errors if error.status == code]
        for media in json_media(self.words.operation, code) if errors else ():
            for name, value in media.examples.items():
                shows_error = any(codes_at(error, value) for error in errors)
                if not shows_error and is_valid(self.words.bundle, media, value):
                    kind = media.content_type
                    return self.words.maker.reply(accept=kind, status=code, example=name).reply
        return self._made(asking, code)

    async def _generated(self, asking: Asking, code: int | None) -> Reply:
        source = await asking.world.random()
        reply = self._made(asking, code, source)
        asking.notes.met("dynamic", "true")
        if code is not None:
            asking.notes.met("code", str(code))
        return reply

    def _made(self, asking: Asking, code: int | None, source: Random | None = None) -> Reply:
        """Returns what the description gives for a status; generated if there is a source.

        An outcome that is asked for comes even if no media type of it is welcome, as RFC 9110
        (section 12.5.1) lets a server choose.
        """
        make = partial(
            self.words.maker.reply, status=code, dynamic=source is not None, source=source
        )
        try:
            return make(accept=_accept(asking)).reply
        except NotAcceptable:
            return make(accept=None).reply


def _accept(asking: Asking) -> str | None:
    """Returns what media types are welcome, where the operation looks at that at all."""
    return asking.call.raw_headers.get("accept") if asking.handler is None else None


def _concrete(response: Response) -> int:
    """Returns a status that a response stands for."""
    if response.status.isdecimal():
        return int(response.status)
    return int(response.status[0]) * 100 if response.status[0].isdecimal() else _ANY_ERROR
