"""A path template -> the collection, item or action that its shape speaks of."""

import re
from dataclasses import dataclass
from typing import Final

from specs.resources.words import plain, singular, words

GAP: Final = "{}"
"""Stands for a parameter where its name does not matter."""

Place = tuple[str, ...]
"""A path without prefix slash, suffix and parameter names: `("shops", "{}", "orders")`."""

_PARAMETER: Final = re.compile(r"\{([^{}]+)\}")
_SUFFIX: Final = re.compile(r"\.(?:json|xml|ya?ml)$|\.?\{(?:format|ext|_format)\}$")
_ACTION: Final = re.compile(r"(?P<stem>[^:]+):(?P<action>[A-Za-z][A-Za-z_-]*)")
_NOT_A_NAME: Final = re.compile(r"v?\d+([.-]\d+)*(-?(alpha|beta|rc)\d*)?|api|apis|rest", re.ASCII)


@dataclass(frozen=True, slots=True)
class Template:
    """The parts of a path template."""

    path: str
    """As it is written."""
    place: Place
    parameters: tuple[str, ...]
    """The names of the whole segments that are parameters, in order."""
    action: str
    """What stands after a colon in the last segment, else empty."""
    is_clear: bool
    """Whether each segment is either a word or a parameter."""

    @property
    def is_item(self) -> bool:
        """Whether it ends with a parameter."""
        return bool(self.place) and self.place[-1] == GAP

    @property
    def key(self) -> str | None:
        """The parameter that it ends with."""
        return self.parameters[-1] if self.is_item else None

    @property
    def collection(self) -> Place:
        """Where the things stand of which an item path names one."""
        return self.place[:-1] if self.is_item else self.place

    @property
    def scope(self) -> tuple[str, ...]:
        """The parameters before the last segment."""
        return self.parameters[:-1] if self.is_item else self.parameters


def read_template(path: str) -> Template:
    """Splits a path template.

    >>> read_template("/v1/shops/{shopId}/orders/{id}.json").place
    ('v1', 'shops', '{}', 'orders', '{}')
    >>> read_template("/things/{id}:cancel").action
    'cancel'
    """
    segments = path.strip("/").split("/") if path.strip("/") else []
    action = ""
    if segments:
        segments[-1] = _SUFFIX.sub("", segments[-1]) or segments[-1]
        found = _ACTION.fullmatch(segments[-1])
        if found is not None:
            segments[-1], action = found["stem"], found["action"]
    names = [_PARAMETER.fullmatch(segment) for segment in segments]
    return Template(
        path=path,
        place=tuple(
            GAP if name is not None else segment
            for name, segment in zip(names, segments, strict=True)
        ),
        parameters=tuple(name[1] for name in names if name is not None),
        action=action,
        is_clear=all(
            name is not None or not set("{}?#()") & set(segment)
            for name, segment in zip(names, segments, strict=True)
        ),
    )


def names_said(template: Template, parameter: str) -> tuple[str, ...]:
    """Returns the names that a member may have which says what a path parameter says.

    >>> names_said(read_template("/users/{id}/posts"), "id")
    ('user_id', 'user')
    >>> names_said(read_template("/users/{author_id}/posts"), "author_id")
    ('author_id', 'author', 'user_id', 'user')
    """
    gaps = [index for index, one in enumerate(template.place) if one == GAP]
    holder = singular(name_of(template.place[: gaps[template.parameters.index(parameter)]]))
    *stem, last = words(parameter) or [""]
    is_id = last in ("id", "uuid", "guid")
    names = [parameter, "_".join(stem)] if stem else [parameter] if not is_id else []
    if is_id or plain(parameter) == plain(holder):
        names += [f"{holder}_id", holder]
    return tuple(dict.fromkeys(names if is_id or not stem else [parameter, *names[2:]]))


def name_of(place: Place) -> str:
    """Returns the last word of a place, or an empty text if it names no things.

    >>> name_of(("v1", "shops", "{}", "orders")), name_of(("api", "v2"))
    ('orders', '')
    """
    literals = [segment for segment in place if segment != GAP]
    return "" if not literals or is_prefix(literals[-1]) else literals[-1]


def is_prefix(segment: str) -> bool:
    """Whether a segment says which API or which version, and names no things.

    >>> is_prefix("v2"), is_prefix("2024-01"), is_prefix("vans")
    (True, True, False)
    """
    return _NOT_A_NAME.fullmatch(segment.lower()) is not None
