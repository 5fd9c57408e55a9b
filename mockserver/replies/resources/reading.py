"""What a call says about one thing: where it is, which one it is, what it shall become."""

from mockserver.replies.errors import GivenUp
from mockserver.replies.resources.base_world import BaseWorld
from mockserver.replies.resources.ids import SINGLE, Scope
from mockserver.replies.resources.records import text_of
from mockserver.stubkit import ABSENT, Call, Record
from specs.media_types import split_content_type
from specs.resources import Resource
from specs.values import find


class Reading:
    """Reads the calls of one operation."""

    def __init__(self, resource: Resource, base: BaseWorld) -> None:
        self._resource = resource
        self._kind = resource.kind
        self._base = base

    def scope(self, call: Call) -> Scope:
        """Returns the ids of what is around the thing."""
        return tuple([path_text(call, name) for name in self._resource.scope])

    def id(self, call: Call, body: Record) -> str:
        """Returns the id that the path says, else the one in the body.

        Raises:
            GivenUp: Neither says one.
        """
        if self._resource.key is not None:
            return path_text(call, self._resource.key)
        text = self.given_id(body)
        if text is None:
            raise GivenUp("neither the path nor the body says which thing it is")
        return text

    def given_id(self, body: Record) -> str | None:
        """Returns the id that a client gives a thing, None if it gives none that may be."""
        if self._kind.is_single:
            return SINGLE
        member = self._kind.identity.member
        if member is None or not self._may_be_sent(member):
            return None
        text = text_of(find(body, member))
        return text if text and self._base.ids.may_name(self._kind, text) else None

    def body(self, call: Call) -> Record:
        """Returns the members of the thing that a call sends, in its body or in its query.

        Raises:
            GivenUp: What it sends has no members.
        """
        if call.body is ABSENT:
            members = self._base.shapes.at(self._kind.entity or "").members
            return {name: item for name, item in call.query.items() if name in members}
        takes = self._resource.takes
        kinds = [split_content_type(one.media.content_type)[0] for one in takes]
        said = content_type(call)
        index = kinds.index(said) if said in kinds else 0
        body = find(call.body, takes[index].holder if takes else "")
        if not isinstance(body, dict):
            raise GivenUp("the body is no object")
        return body

    def _may_be_sent(self, member: str) -> bool:
        """Whether clients may say a member: a request declares it, and it is not read-only."""
        where = self._base.fitter.schema_at(self._kind.entity or "", member)
        if where is not None and self._base.shapes.schema(where).get("readOnly") is True:
            return False
        places = [self._base.fitter.schema_at(one.thing, member) for one in self._resource.takes]
        return any(where is not None for where in places)


def content_type(call: Call) -> str:
    """Returns the media type of a call's body, in lower case."""
    return split_content_type(call.raw_headers.get("content-type", ""))[0]


def path_text(call: Call, name: str) -> str:
    """Returns what a path parameter says, as text."""
    value = call.path[name]
    text = text_of(value)
    return text if text is not None else str(value)
