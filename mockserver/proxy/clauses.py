"""Where the description says what an exchange breaks: `file:line` of each clause."""

from mockserver.lane.operation import CompiledOperation
from specs.media_types import matches, split_content_type
from specs.operation import Media, Response
from specs.values import ABSENT


class Clauses:
    """The clauses of one operation."""

    def __init__(self, compiled: CompiledOperation) -> None:
        self._operation = compiled.operation
        self._document = compiled.parts.bundle.document

    def security(self) -> str:
        """Returns where the credentials are asked for: by the operation, else by the document."""
        own = self._operation.pointer + "/security"
        return self._place("/security" if self._document.at(own) is ABSENT else own)

    def parameter(self, place: str, name: str) -> str:
        """Returns where a parameter is declared."""
        for one in self._operation.parameters:
            if (one.place, one.name) == (place, name):
                return self._place(one.pointer)
        return self._place(self._operation.pointer)

    def request_body(self) -> str:
        """Returns where the body of requests is declared."""
        body = self._operation.request_body
        return self._place(body.pointer if body is not None else self._operation.pointer)

    def responses(self) -> str:
        """Returns where the statuses are declared."""
        return self._place(self._operation.pointer + "/responses")

    def content(self, status: int) -> str:
        """Returns where the media types of a status are declared."""
        response = self._operation.response(status)
        return self.responses() if response is None else self._place(response.pointer + "/content")

    def header(self, status: int, name: str) -> str:
        """Returns where a header of a status is declared."""
        response = self._operation.response(status)
        declared = response.headers if response is not None else ()
        found = next((one.pointer for one in declared if one.name == name), None)
        return self.responses() if found is None else self._place(found)

    def body(self, status: int, content_type: str) -> str:
        """Returns where the schema of a body really stands."""
        response = self._operation.response(status)
        media = _media_of(response, content_type) if response is not None else None
        if media is None or media.schema is None:
            return self.content(status)
        schema = self._document.at(media.schema)
        return self._place(self._document.dereference(schema, media.schema)[1])

    def _place(self, where: str) -> str:
        return self._document.place(where)


def _media_of(response: Response, content_type: str) -> Media | None:
    kind, _ = split_content_type(content_type)
    return next(
        (one for one in response.media if matches(split_content_type(one.content_type)[0], kind)),
        response.media[0] if response.media else None,
    )
