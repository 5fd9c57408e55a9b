"""The media type that a body is written in, of those that an answer describes."""

from collections.abc import Mapping

from mockserver.replies.errors import GivenUp
from mockserver.replies.negotiate import best_offer
from mockserver.replies.resources.base_world import BaseWorld
from mockserver.replies.resources.heading import over
from mockserver.replies.resources.remembered import ShownBody
from mockserver.replies.writing.bodies import full_content_type, written_body
from mockserver.stubkit import Call, Reply
from specs.media_types import family, is_json, split_content_type
from specs.operation import Media, Operation
from specs.resources import Answer
from specs.values import Json


class MediaChoice:
    """Writes the bodies of one answer."""

    def __init__(self, operation: Operation, answer: Answer, base: BaseWorld) -> None:
        """Names the answer.

        Args:
            operation: The operation.
            answer: How it says that it succeeded.
            base: The world before any write.
        """
        self._answer = answer
        self._base = base
        self._media = answer.response.media
        is_meant = operation.response(answer.status) is answer.response
        self._usual = self._usual_type() if is_meant else None

    def made(self, body: Json) -> ShownBody:
        """Returns a body with the media types that it may be written in."""
        places = tuple(
            place
            for place, one in enumerate(self._media)
            if one == self._answer.media or self._may_be_written(one, body)
        )
        return ShownBody(body, places)

    def reply(self, call: Call, made: ShownBody, headers: Mapping[str, str]) -> Reply:
        """Returns the answer in the media type that is most welcome of those that fit.

        The media type that is meant where none is named is not named.

        Raises:
            GivenUp: None of them is welcome.
        """
        media = [self._media[place] for place in made.media]
        offer = best_offer(call.raw_headers.get("accept"), [one.content_type for one in media])
        if offer is None:
            raise GivenUp("no media type that it can be shown in is welcome")
        chosen, kind = media[offer.index], offer.content_type
        if kind == self._usual:
            return Reply(self._answer.status, made.body, headers)
        written = written_body(self._base.document, chosen.schema, made.body, kind)
        named = over(headers, {"content-type": full_content_type(kind)})
        return Reply(self._answer.status, written, named)

    def _may_be_written(self, media: Media, body: Json) -> bool:
        kind = split_content_type(media.content_type)[0]
        if media.schema is None or not (is_json(kind) or family(kind) in ("xml", "yaml")):
            return False
        return self._base.fitter.is_valid(media.schema, body)

    def _usual_type(self) -> str | None:
        """Returns the content type that is meant where an answer names none, if it is JSON."""
        named = [one.content_type for one in self._media if "*" not in one.content_type]
        usual = next((name for name in named if is_json(name)), None)
        probe: Json = {}
        if usual is None or written_body(self._base.document, None, probe, usual) is not probe:
            return None
        return usual
