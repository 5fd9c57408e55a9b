"""What a file refers to, and by which names its parts can be referred to."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from specs.references import is_followed, is_name_map
from specs.values import Json, Record, pointer

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Site:
    """One place that refers to another."""

    holder: Record
    member: str
    """The member of the holder that refers: `$ref`, `$dynamicRef`, or a name in a discriminator's
    mapping."""
    reference: str
    base: str
    """The URI that the reference is relative to."""
    is_example: bool
    """Whether an example is meant, whose data may be a whole file."""


@dataclass(slots=True)
class Names:
    """The URIs of files and schemas, and the names inside them."""

    places: dict[str, str] = field(default_factory=dict)
    """URI without fragment -> JSON pointer."""
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    """URI without fragment, plain name -> JSON pointer."""
    are_dynamic: bool = False
    """Whether references or dialects depend on the names of schemas, not on their places only."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """The names of schemas, where a `$dynamicRef` or another dialect makes them matter."""

    uris: dict[str, str]
    """JSON pointer of each schema with an `$id` -> its absolute URI."""
    anchored: tuple[str, ...]
    """JSON pointers of schemas that are named inside of files, not of such a schema."""

    def roots(self) -> tuple[str, ...]:
        """Returns the pointers of schemas with names that are no parts of others."""
        found: list[str] = []
        for where in sorted({*self.uris, *self.anchored}, key=len):
            if not any(where.startswith(outer + "/") for outer in found):
                found.append(where)
        return tuple(found)


class Scan:
    """Walks through one file."""

    def __init__(self, names: Names, *, has_identifiers: bool, has_example_objects: bool) -> None:
        """Starts a walk.

        Args:
            names: Takes up the names that are found.
            has_identifiers: Whether `$id` and `$anchor` mean something, as from OpenAPI 3.1 on.
            has_example_objects: Whether a member of `examples` may be a reference, as in OpenAPI 3.
        """
        self.sites: list[Site] = []
        self._names = names
        self._has_identifiers = has_identifiers
        self._has_example_objects = has_example_objects

    def walk(self, value: Json, where: str, base: str, *, named: bool = False) -> None:
        """Collects the sites and names below a value.

        Args:
            value: Where to look.
            where: The JSON pointer of the value in the assembled document.
            base: The URI of what the value is a part of.
            named: Whether the members of the value are names that an author chose.
        """
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict | list):
                    self.walk(item, f"{where}/{index}", base)
            return
        if not named:
            base = self._take_up(value, where, base)
        self._add(value, "$ref", base)  # as a name it would name an object
        for name, item in value.items():
            if not isinstance(item, dict | list):
                continue
            if named or is_followed(name):
                below = where + pointer(name)
                self.walk(item, below, base, named=not named and is_name_map(name))
            elif name == "examples" and isinstance(item, dict) and self._has_example_objects:
                for example in item.values():
                    self._add(example, "$ref", base, is_example=True)

    def _take_up(self, value: Record, where: str, base: str) -> str:
        """Collects what one object refers to and is called; returns the URI that it is part of."""
        if self._has_identifiers:
            base = self._name(value, where, base)
        discriminator = value.get("discriminator")
        mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        for name, target in mapping.items() if isinstance(mapping, dict) else ():
            if isinstance(target, str) and ("/" in target or "." in target):
                self._add(mapping, name, base)
        return base

    def _add(self, holder: Json, member: str, base: str, *, is_example: bool = False) -> None:
        reference = holder.get(member) if isinstance(holder, dict) else None
        if isinstance(reference, str):
            self.sites.append(Site(holder, member, reference, base, is_example))

    def _name(self, value: Record, where: str, base: str) -> str:
        identifier = value.get("$id")
        if isinstance(identifier, str) and not identifier.startswith("#"):
            base = joined(base, identifier)
            self._names.places.setdefault(base, where)
        for word in ("$anchor", "$dynamicAnchor"):
            if isinstance(name := value.get(word), str):
                self._names.anchors.setdefault((base, name), where)
        if "$dynamicRef" in value or value.get("$schema", _DIALECT) != _DIALECT:
            self._names.are_dynamic = True
            self._add(value, "$dynamicRef", base)
        return base


def joined(base: str, reference: str) -> str:
    """Returns the URI, without its fragment, that a relative reference means.

    Paths of files are spelled as `Path.as_uri` spells them.

    >>> joined("file:///a/b.yaml", "c {d}.yaml#/e"), joined("urn:x", "https://h/y#z")
    ('file:///a/c%20%7Bd%7D.yaml', 'https://h/y')
    """
    try:
        parts = urlsplit(urljoin(base, reference))
    except ValueError:
        return reference.partition("#")[0]
    if parts.scheme == "file":
        parts = parts._replace(path=quote(unquote(parts.path)), query="")
    return parts._replace(fragment="").geturl()
