"""A JSONPath (RFC 9535) -> the places in a description that it selects."""

from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final, TypeAlias

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError, JSONPathQuery

from specs.errors import nearest_name
from specs.values import Json

Place: TypeAlias = tuple[str | int, ...]
"""Names and indexes that lead from the root to a value."""

MOST_PLACES: Final = 200_000
"""Places that one target may select; far more than the largest description has operations."""

_LOOKED_AT: Final = 1000
"""Places that are looked at to say how far a target gets."""


class TooManyPlaces(Exception):
    """A target selects more than `MOST_PLACES` places."""


class _Environment(JSONPathEnvironment):
    """Reads to the depth to which a description may nest."""

    max_recursion_depth = 300


@dataclass(frozen=True, slots=True)
class Target:
    """A JSONPath as it is written."""

    text: str

    def fault(self) -> str:
        """Returns why the text is no JSONPath, or nothing."""
        try:
            _compile(self.text)
        except JSONPathError as error:
            return str(error)
        except RecursionError:
            return "it nests too deeply"
        return ""

    def select(self, data: Json) -> list[Place]:
        """Returns each place that is selected, once, in the order of the description.

        Raises:
            TooManyPlaces: There are more than anybody can mean.
        """
        found: dict[Place, None] = {}
        for count, node in enumerate(_compile(self.text).finditer(data)):
            if count >= MOST_PLACES:
                raise TooManyPlaces
            found[node.location] = None
        return list(found)

    def nothing_found(self, data: Json) -> tuple[str, str]:
        """Says up to where the target matches, and what may be meant."""
        query = _compile(self.text)
        held: list[Json] = [data]
        for count, segment in enumerate(query.segments, 1):
            part = JSONPathQuery(env=query.env, segments=query.segments[:count])
            inside = [node.value for node in islice(part.finditer(data), _LOOKED_AT)]
            if not inside:
                parent = JSONPathQuery(env=query.env, segments=query.segments[: count - 1])
                return f"{parent} is there, but nothing in it matches {segment}", _near(
                    held, [str(getattr(one, "name", "")) for one in segment.selectors]
                )
            held = inside
        return "", ""


def _near(held: list[Json], wanted: list[str]) -> str:
    """Returns the remedy: the reference to follow, or the nearest name that there is."""
    references = [str(item["$ref"]) for item in held if isinstance(item, dict) and "$ref" in item]
    if references and references[0].startswith("#"):
        return f"A reference to {references[0]} stands there: target what it refers to"
    if references:
        return f"A reference to {references[0]} stands there, and an overlay changes one file only"
    known = {name for item in held if isinstance(item, dict) for name in item}
    return nearest_name(wanted[0], known) if wanted and wanted[0] else ""


@cache
def _compile(text: str) -> JSONPathQuery:
    return _Environment().compile(text)
