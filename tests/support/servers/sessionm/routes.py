"""Which path means what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.support.servers.sessionm.access import Entry


@dataclass(frozen=True, slots=True)
class Route:
    """One documented path."""

    method: str
    template: str
    entry: Entry

    @property
    def strict(self) -> re.Pattern[str]:
        """Matches where no value holds a slash."""
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.template))

    @property
    def lenient(self) -> re.Pattern[str]:
        """Matches where values hold slashes, which the kernel has decoded already."""
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>.+)", self.template), re.DOTALL)


def _routes() -> tuple[Route, ...]:
    one, two, open_ = "/priv/v1/apps/{key}", "/priv/v2/apps/{key}", "/api/v1/apps/{key}"
    inside, outside = "/users/{user}", "/external/users/{outside}"
    number, link = "/campaigns/{number}", "/external/campaigns/{permalink}"
    rows: list[tuple[str, Entry]] = [
        (f"{open_}/campaigns", Entry("anonymous_list")),
        (f"{open_}{number}/progress", Entry("anonymous_progress")),
        (f"{open_}{link}/progress", Entry("anonymous_progress", by_permalink=True)),
        ("/v1/apps/{key}/campaigns", Entry("active_list")),
        (f"{one}{number}/info", Entry("information")),
        (f"{one}{link}/info", Entry("information", by_permalink=True)),
        (f"{two}{inside}{number}", Entry("eligible", version=2)),
        (f"{two}{inside}{link}", Entry("eligible", by_permalink=True, version=2)),
        (f"{two}{outside}/campaigns/{{ref}}", Entry("eligible", by_permalink=True, version=2)),
    ]
    for customer in (inside, outside):
        rows += [
            (f"{one}{customer}{number}/opt_in", Entry("opt_in")),
            (f"{one}{customer}/campaigns", Entry("customer_list")),
            (f"{one}{customer}{number}/progress", Entry("progress")),
            (f"{one}{customer}{link}/progress", Entry("progress", by_permalink=True)),
            (f"{two}{customer}/campaigns", Entry("eligible_list", version=2)),
        ]
    rows.sort(key=lambda row: -row[0].count("/"))
    made = Route("POST", f"{one}/management/campaigns", Entry("create"))
    return (made, *(Route("GET", template, entry) for template, entry in rows))


ROUTES: Final = _routes()
PATTERNS: Final = tuple(
    [(route, route.strict) for route in ROUTES] + [(route, route.lenient) for route in ROUTES]
)


def find(path: str) -> tuple[Route, Mapping[str, str]] | None:
    """Returns the route of a path and the values in it."""
    for route, pattern in PATTERNS:
        found = pattern.fullmatch(path)
        if found is not None:
            return route, found.groupdict()
    return None
