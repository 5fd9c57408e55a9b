"""An OpenAPI document in memory: its data, its version, and where each part of it stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from specs.errors import DanglingReference, InvalidSpec, SpecError, nearest_name
from specs.gathering import Gathered, Scopes, gather, is_dialect
from specs.left_out import LeftOut, label_of
from specs.origins import Finder, Origins
from specs.references import EMBEDDED, fragment, walk_references
from specs.swagger import convert
from specs.values import ABSENT, Json, Record, find, pointer, split_pointer
from specs.versions import Version, read_version
from specs.yaml_reader import read_text

__all__ = ["Document", "fragment", "walk_references"]

Change: TypeAlias = Callable[[Record], tuple[Record, Finder]]
"""Takes a description as it is written; returns what is used of it, and the way back."""


class Document:
    """One OpenAPI description, all its files put together, in the words of OpenAPI 3.0 or 3.1."""

    def __init__(
        self, gathered: Gathered, data: Record, origins: Origins, *, version: Version
    ) -> None:
        self.path: Path = origins.files[0]
        self.data: Record = data
        """References are local; what came from other files stands under `EMBEDDED`."""
        self.version: str = "3.0" if version.rules == "2.0" else version.rules
        """The rules that the data obeys: `3.0` or `3.1`."""
        self.written_version: str = version.written
        """What the file says, such as `2.0` or `3.0.3`."""
        self.origins = origins
        self.left_out: tuple[LeftOut, ...] = ()
        """What a lenient reader could not use."""
        self.scopes: Scopes | None = gathered.scopes
        """The names of schemas, where more than places matters."""
        self._gathered = gathered

    @classmethod
    def load(
        cls,
        path: Path,
        *,
        strict: bool = True,
        allow_references: Iterable[Path] = (),
        change: Change | None = None,
    ) -> "Document":
        """Reads a description and checks that it is OpenAPI and that its references resolve.

        Args:
            path: The file, in YAML or JSON.
            strict: Whether to refuse what is wrong but can be read, and references that lead
                nowhere; otherwise `left_out` tells the former, and `mend` the latter.
            allow_references: Folders besides the file's own that references may lead into.
            change: Changes the description before anything is made of it, as overlays do.

        Raises:
            UnreadableFile: A file is missing or is not YAML.
            InvalidSpec: The file is not OpenAPI, or a reference leads out of its folder.
            DanglingReference: A `$ref` names nothing.
        """
        source = read_text(path, strict=strict)
        version = read_version(source)
        own, finder = change(source.value) if change is not None else (source.value, None)
        gathered = gather(source, own, version.rules, allowed=allow_references, strict=strict)
        origins = Origins(source, gathered.others, finder)
        data: Record = gathered.data
        told: Mapping[str, str] = {}
        if version.rules == "2.0":
            converted = convert(data, origins.step())
            data, told = converted.data, converted.told
        document = cls(gathered, data, origins, version=version)
        if strict:
            document._check()
        else:
            document.left_out = (*_oddities(gathered), *_unsaid(document, told))
        return document

    def line(self, where: str) -> int:
        """Returns the 1-based line of the value at a JSON pointer, in the file that says it."""
        return self.spot(where)[1]

    def spot(self, where: str) -> tuple[Path, int]:
        """Returns the file and the 1-based line of the value at a JSON pointer."""
        return self.origins.place(where)

    def place(self, where: str) -> str:
        """Returns `file:line` of the value at a JSON pointer."""
        file, line = self.spot(where)
        return f"{file}:{line}"

    def at(self, where: str) -> Json:
        """Returns the value at a JSON pointer, or `ABSENT`."""
        return find(self.data, where)

    def dereference(self, value: Json, where: str) -> tuple[Json, str]:
        """Follows `$ref` until something else stands there.

        Returns:
            The value and the JSON pointer of the place where it really stands.

        Raises:
            InvalidSpec: The references go in a circle.
        """
        seen: set[str] = set()
        while isinstance(value, dict) and isinstance(reference := value.get("$ref"), str):
            if not reference.startswith("#"):
                break  # a schema of JSON Schema itself
            if reference in seen:
                file, line = self.spot(where)
                raise InvalidSpec(
                    f"the reference {reference!r} leads back to itself", file=file, line=line
                )
            seen.add(reference)
            where = fragment(reference)
            value = self.at(where) if where[:1] in ("", "/") else ABSENT
        return value, where

    @cached_property
    def reference_texts(self) -> frozenset[str]:
        """What the references say; asked for once the document stays as it is."""
        return frozenset(reference for reference, _ in self.references())

    def references(self) -> Iterator[tuple[str, str]]:
        """Yields each `$ref` outside of data, with the pointer of the object that holds it.

        Other files are looked at as far as they are referred to.
        """
        own = {name: item for name, item in self.data.items() if name != EMBEDDED}
        found = list(walk_references(own, "", named=False))
        seen: set[str] = set()
        for reference, where in found:  # grows
            yield reference, where
            target = fragment(reference)
            if target.startswith(pointer(EMBEDDED)) and target not in seen:
                seen.add(target)
                found += walk_references(self.at(target), target, named=False)

    def reference_error(self, reference: str, where: str) -> SpecError | None:
        """Says why a reference leads nowhere.

        Args:
            reference: What `$ref` says.
            where: The JSON pointer of the object that holds it.
        """
        target = fragment(reference)
        if reference.startswith("#"):
            if target[:1] in ("", "/") and self.at(target) is not ABSENT:
                return None
        elif is_dialect(reference):
            return None
        file, line = self.spot(where + "/$ref")
        written = self.origins.written(where + "/$ref")
        shown = written if isinstance(written, str) else reference
        refusal = self._gathered.refusals.get((file, shown))
        if refusal is not None:
            wrong = f"the reference {shown!r} {refusal.wrong}"
            return InvalidSpec(
                wrong, file=file, line=line, expected=refusal.expected, do=refusal.do
            )
        names = split_pointer(target)
        parent = self.at(pointer(*names[:-1]))
        known = parent if isinstance(parent, dict) else ()
        nearest = nearest_name(names[-1] if names else "", known)
        return DanglingReference(shown, file=file, line=line, nearest=nearest)

    def _check(self) -> None:
        if not isinstance(self.data.get("paths", {}), dict):
            raise InvalidSpec(
                "`paths` is not a mapping",
                file=self.path,
                line=self.line("/paths"),
                expected="path templates with their operations, such as `/campaigns/{id}:`",
                do="Put each path as a key under `paths`",
            )
        texts = set()
        for reference, where in self.references():
            texts.add(reference)
            if (error := self.reference_error(reference, where)) is not None:
                raise error
        self.reference_texts = frozenset(texts)


def _oddities(gathered: Gathered) -> Iterator[LeftOut]:
    for source in gathered.sources:
        for odd in source.oddities:
            yield LeftOut("", odd.wrong, source.path, odd.line)


def _unsaid(document: Document, told: Mapping[str, str]) -> Iterator[LeftOut]:
    """Yields what the words of OpenAPI 3 could not say, by old pointer."""
    for old, reason in told.items():
        file, line = document.origins.place_before(old)
        yield LeftOut(label_of(old), reason, file, line, old)
