"""A documented error on demand: in the words of the stub, of an example, or of a made-up body."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mockserver.errors import LyingStub
from mockserver.replies.errors import CannotGenerate
from mockserver.replies.forced.described import is_valid, json_media
from mockserver.replies.forced.making import Maker
from mockserver.replies.forced.placing import codes_at, is_placed, placements
from mockserver.stubkit import Call, Reply, Stub, WantedError
from specs.bundle import Bundle
from specs.operation import Media, Operation


class Unworded(Exception):
    """No valid answer can carry a documented error."""


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """Words the documented errors of one operation."""

    bundle: Bundle
    operation: Operation
    stub: Stub
    maker: Maker

    def reply(self, call: Call, error: WantedError) -> Reply:
        """Returns the answer that carries an error, its code at the documented place.

        Raises:
            Unworded: Neither stub nor description has a valid one.
            LyingStub: The stub words another error than it is asked for.
        """
        reply = self.of_items(call, error)
        if reply.status != error.status:
            raise self._lie(error, f"the status {reply.status}")
        return reply

    def of_items(self, call: Call, error: WantedError) -> Reply:
        """Returns the same where the status is left to the policy of a batch."""
        own = self.stub.word_error(call, error) if self.stub.word_error is not None else None
        if own is None:
            return self.made(error)
        if not is_placed(error, own.body):
            raise self._lie(error, f"no such code at {error.at}")
        return own

    def made(self, error: WantedError, *, dynamic: bool = False) -> Reply:
        """Returns the answer that the description alone gives for an error.

        Args:
            error: The error.
            dynamic: Whether it is generated although an example is written.

        Raises:
            Unworded: There is no valid one.
        """
        for media in json_media(self.operation, error.status):
            for reply in self._candidates(error, media, dynamic=dynamic):
                if is_valid(self.bundle, media, reply.body):
                    return reply
        raise Unworded(f"no body that the schema allows has the code at {error.at}")

    def _candidates(self, error: WantedError, media: Media, *, dynamic: bool) -> Iterator[Reply]:
        """Yields answers that carry an error; their schema may not allow all of them."""
        try:
            if not dynamic:
                if (name := _shown_by(error, media)) is not None:
                    yield self._made(error, media, example=name)
                yield from _filled(error, self._made(error, media))
            yield from _filled(error, self._made(error, media, dynamic=True))
        except CannotGenerate:
            return

    def _made(
        self, error: WantedError, media: Media, *, example: str | None = None, dynamic: bool = False
    ) -> Reply:
        reply = self.maker.reply(
            accept=media.content_type, status=error.status, example=example, dynamic=dynamic
        ).reply
        return replace(reply, status=error.status)

    def _lie(self, error: WantedError, given: str) -> LyingStub:
        wrong = (
            f"for the error {error.code!r} of status {error.status} `@word_error` gives {given}."
        )
        return LyingStub(self.operation.label, wrong)


def _filled(error: WantedError, reply: Reply) -> Iterator[Reply]:
    for body in placements(error, reply.body):
        yield replace(reply, body=body)


def _shown_by(error: WantedError, media: Media) -> str | None:
    """Returns the name of the example that shows an error with the fewest others beside it."""
    shown = {name: codes_at(error, value) for name, value in media.examples.items()}
    named = [name for name, count in shown.items() if count]
    return min(named, key=lambda name: shown[name], default=None)
