"""Putting the files that a description refers to into it, so that every reference is local."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from specs.gathering.copying import Copy
from specs.gathering.files import Library, LibraryFile, Refusal, is_dialect
from specs.gathering.scan import Names, Scan, Scopes, Site, joined
from specs.references import EMBEDDED, local_reference
from specs.source_text import SourceText
from specs.values import ABSENT, Json, Record, find, pointer

_AS_EXAMPLE: Final = " as an example"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A description with all its files."""

    data: Record
    """Its own value; further files stand by name under `EMBEDDED`. References are local, but for
    those that are refused or name a schema of JSON Schema itself."""
    sources: tuple[SourceText, ...]
    """The description's own file first."""
    others: Mapping[str, SourceText]
    """Further files by the pointer under which they stand."""
    refusals: Mapping[tuple[Path, str], Refusal]
    """Why a reference of a file is not followed."""
    scopes: Scopes | None
    """None where references are all that matters."""


def gather(
    root: SourceText,
    data: Record,
    version: str,
    *,
    allowed: Iterable[Path] = (),
    strict: bool = True,
) -> Gathered:
    """Puts a description and the files that it refers to together.

    Args:
        root: The file of the description.
        data: Its value, which may have been changed since it was read.
        version: Its OpenAPI version, such as `3.1`.
        allowed: Folders besides its own whose files it may refer to.
        strict: Whether a file that is there but wrong is refused.

    Raises:
        UnreadableFile: A file that is referred to is wrong, and `strict` is set.
    """
    return _Gatherer(Library(root, allowed, strict=strict), version).gather(data)


class _Gatherer:
    def __init__(self, library: Library, version: str) -> None:
        self._library = library
        self._version = version
        self._names = Names()
        self._values: dict[str, Json] = {}
        self._sites: list[tuple[LibraryFile, Site]] = []
        self._examples: dict[str, LibraryFile] = {}
        self._others: dict[str, LibraryFile] = {}
        self._refusals: dict[tuple[Path, str], Refusal] = {}

    def gather(self, data: Record) -> Gathered:
        self._scan(self._library.root, data)
        for file, site in self._sites:  # grows while files are found
            self._find_file(file, site)
        changes: dict[int, dict[str, str]] = {}
        for file, site in self._sites:
            target = self._target(file, site)
            if target is not None and target != site.reference:
                changes.setdefault(id(site.holder), {})[site.member] = target
        assembled = Copy(changes).of(data) if changes else data
        others = {name: self._values[name] for name in self._others}
        if others or self._examples:
            embedded = {name: Copy(changes).of(value) for name, value in others.items()}
            for name, file in self._examples.items():
                embedded[name] = {"value": file.source.value}
            assembled = {**assembled, EMBEDDED: embedded}
        sources = {pointer(EMBEDDED, name): one.source for name, one in self._others.items()}
        for name, one in self._examples.items():
            sources[pointer(EMBEDDED, name, "value")] = one.source
        everyone = (self._library.root.source, *sources.values())
        return Gathered(assembled, everyone, sources, self._refusals, self._scopes())

    def _scan(self, file: LibraryFile, value: Json) -> None:
        self._values[file.name] = value
        where = _place(file)
        self._names.places[file.uri] = where
        scan = Scan(
            self._names,
            has_identifiers=self._version == "3.1",
            has_example_objects=self._version != "2.0",
        )
        if isinstance(value, dict | list):
            scan.walk(value, where, file.uri)
        self._sites += [(file, site) for site in scan.sites]

    def _find_file(self, file: LibraryFile, site: Site) -> None:
        """Reads the file that a site refers to, if it is not known yet."""
        if site.reference.startswith("#"):
            return
        uri = joined(site.base, site.reference)
        if uri in self._names.places or is_dialect(uri):
            return
        found = self._library.file(uri)
        if isinstance(found, Refusal) and site.base != file.uri:
            # The schema has a URI of its own, but its neighbours may be files all the same.
            near = self._library.file(joined(file.uri, site.reference))
            found = found if isinstance(near, Refusal) else near
            if isinstance(found, LibraryFile):
                self._names.places[uri] = _place(found)
        if isinstance(found, Refusal):
            self._refusals[file.source.path, site.reference] = found
        elif site.is_example and "#" not in site.reference and not _is_example(found):
            self._examples[found.name + _AS_EXAMPLE] = found
        elif found.name and found.name not in self._others:
            self._others[found.name] = found
            self._scan(found, found.source.value)

    def _target(self, file: LibraryFile, site: Site) -> str | None:
        """Returns the local reference to what a site refers to; None if that is not known."""
        reference = site.reference
        if site.member == "$dynamicRef":
            return None if reference.startswith("#") else _absolute(site)
        is_local = reference.startswith("#")
        uri = site.base if is_local else joined(site.base, reference)
        name = unquote(reference.partition("#")[2])
        if not is_local and uri not in self._names.places:
            return self._example(uri, site)
        root = self._names.places[uri]
        if name and not name.startswith("/"):
            anchor = self._names.anchors.get((uri, name))
            return local_reference(anchor) if anchor is not None else None
        where = root + name
        if is_local and root and not self._is_there(where):
            # A schema with a URI of its own is meant to refer to itself; many mean their file.
            where = _place(file) + name
        if is_local and where == name:
            return None
        self._refusals.pop((file.source.path, reference), None)
        return local_reference(where)

    def _example(self, uri: str, site: Site) -> str | None:
        if not site.is_example:
            return None
        name = next((name for name, one in self._examples.items() if one.uri == uri), None)
        return local_reference(pointer(EMBEDDED, name)) if name is not None else None

    def _scopes(self) -> Scopes | None:
        names = self._names
        if not names.are_dynamic:
            return None
        files = {file.uri for file in (self._library.root, *self._others.values())}
        uris = {where: uri for uri, where in names.places.items() if uri not in files}
        anchored = [where for (uri, _), where in names.anchors.items() if uri in files]
        return Scopes(uris, tuple(anchored))

    def _is_there(self, where: str) -> bool:
        prefix = next((one for one in self._others if _under(where, pointer(EMBEDDED, one))), "")
        inner = where[len(pointer(EMBEDDED, prefix)) :] if prefix else where
        return find(self._values[prefix], inner) is not ABSENT


def _place(file: LibraryFile) -> str:
    return pointer(EMBEDDED, file.name) if file.name else ""


def _absolute(site: Site) -> str:
    return f"{joined(site.base, site.reference)}#{site.reference.partition('#')[2]}"


def _under(where: str, prefix: str) -> bool:
    return where == prefix or where.startswith(prefix + "/")


def _is_example(file: LibraryFile) -> bool:
    """Whether a file holds an Example Object, not bare data."""
    value = file.source.value
    return isinstance(value, dict) and bool({"value", "externalValue"} & value.keys())
