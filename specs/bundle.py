"""One API: its document, and the optional files that stand beside it in its folder."""

import importlib.util
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

from specs.document import Change, Document
from specs.errors import InvalidPart, InvalidSpec, SpecError, UnreadableFile, first_line
from specs.garbage import collector_paused
from specs.left_out import LeftOut
from specs.mending import mend
from specs.operation import Operation, SecurityScheme
from specs.operation_reader import read_operations
from specs.origins import Finder
from specs.schemas import SchemaSet
from specs.servers import base_paths
from specs.values import Record, pointer

DOCUMENT: Final = "openapi.yaml"
OVERLAY: Final = "overlay.yaml"
_MODULES: Final = "specs_bundle_"


@dataclass(frozen=True, slots=True)
class Bundle:
    """An API folder, or a bare OpenAPI file as a folder with nothing else in it."""

    name: str
    """Lower-case letters, digits and hyphens; names the API in commands and in the admin API."""
    folder: Path | None
    """None for a bare file."""
    document: Document
    operations: tuple[Operation, ...]
    schemas: SchemaSet
    left_out: tuple[LeftOut, ...] = ()
    """What of the description could not be used; empty where it is read strictly."""

    @classmethod
    @collector_paused()
    def load(
        cls,
        path: Path,
        *,
        strict: bool | None = None,
        allow_references: Iterable[Path] = (),
        overlays: Iterable[Path] = (),
    ) -> "Bundle":
        """Reads an API folder or an OpenAPI file.

        Args:
            path: The folder or the file.
            strict: Whether any flaw refuses the whole description; otherwise `left_out` tells what
                could not be used. By default a folder, which is written by hand for this kit, is
                read strictly, and a bare file, which is a vendor's, is not.
            allow_references: Folders besides its own that references may lead into.
            overlays: OpenAPI Overlay files, applied in this order after `overlay.yaml` of the
                folder.

        Raises:
            SpecError: The description cannot be used; the message says where and why.
        """
        folder = path if path.is_dir() else None
        file = _document_of(path) if folder is not None else path
        strict = folder is not None if strict is None else strict
        own = folder / OVERLAY if folder is not None else None
        laid = [*([own] if own is not None and own.is_file() else []), *overlays]
        document = Document.load(
            file,
            strict=strict,
            allow_references=allow_references,
            change=_overlaid(laid) if laid else None,
        )
        left_out: list[LeftOut] = []
        if strict:
            operations = read_operations(document)
        else:
            left_out += (*document.left_out, *mend(document))
            operations = _readable(document, left_out)
        return cls(
            name=_name(path),
            folder=folder,
            document=document,
            operations=operations,
            schemas=SchemaSet(document),
            left_out=tuple(left_out),
        )

    @property
    def base_paths(self) -> tuple[str, ...]:
        """The paths of all `servers`, variables filled with their defaults, each once.

        None ends with a slash; a server at the root of its host has an empty one.
        """
        return base_paths(self.document.data.get("servers"))

    @property
    def schemes(self) -> dict[str, SecurityScheme]:
        """The security schemes of the document by name."""
        return {
            name: scheme
            for operation in self.operations
            for name, scheme in operation.schemes.items()
        }

    @property
    def roles(self) -> dict[str, Record]:
        """What `x-roles` declares: the known things that a server under test must provide."""
        found = self.document.data.get("x-roles")
        return found if isinstance(found, dict) else {}

    def roles_for(self, parameter: str) -> tuple[str, ...]:
        """Returns the names of the roles that can stand for a parameter, as they are declared."""
        return tuple(
            name for name, role in self.roles.items() if parameter in role.get("parameters", ())
        )

    def file(self, name: str) -> Path | None:
        """Returns a file of the folder, or None if it is not there."""
        path = self.folder / name if self.folder is not None else None
        return path if path is not None and path.is_file() else None

    def files(self, pattern: str) -> tuple[Path, ...]:
        """Returns the files of the folder that match a glob, sorted."""
        return tuple(sorted(self.folder.glob(pattern))) if self.folder is not None else ()

    def load_module(self, part: str) -> ModuleType | None:
        """Loads `<part>.py` or the package `<part>/` of the folder, afresh.

        Raises:
            InvalidPart: The module cannot be loaded.
        """
        if self.folder is None:
            return None
        package = self.folder / part / "__init__.py"
        file = package if package.is_file() else self.folder / f"{part}.py"
        if not file.is_file():
            return None
        return _load(f"{_MODULES}{self.name.replace('-', '_')}_{part}", file)


def _overlaid(files: Iterable[Path]) -> Change:
    # Few descriptions have an overlay, and what reads JSONPath takes a while to load.
    from specs.overlay import apply_overlays, read_overlay

    overlays = [read_overlay(file) for file in files]

    def change(data: Record) -> tuple[Record, Finder]:
        changed, origin = apply_overlays(data, overlays)
        return changed, origin.find

    return change


def _readable(document: Document, left_out: list[LeftOut]) -> tuple[Operation, ...]:
    """Returns the operations that can be read, and tells of the others."""

    def leave_out(path: str, method: str, flaw: InvalidSpec) -> None:
        label, where = f"{method.upper()} {path}", pointer("paths", path, method)
        left_out.append(LeftOut(label, flaw.wrong, flaw.file, flaw.line, where))

    return read_operations(document, leave_out)


def _document_of(folder: Path) -> Path:
    for name in (DOCUMENT, "openapi.yml", "openapi.json"):
        if (folder / name).is_file():
            return folder / name
    raise UnreadableFile(
        "this folder holds no API",
        file=folder,
        expected=f"a file {DOCUMENT} in it",
        do="Name the folder of one API, or an OpenAPI file",
    )


def _name(path: Path) -> str:
    """Returns the name of an API: its folder's, also where the folder's document is named."""
    path = path.resolve()
    return slug(path.parent.name if path.is_file() and path.stem == "openapi" else path.name)


def slug(name: str) -> str:
    """Returns a name of lower-case letters, digits and hyphens."""
    stem = re.sub(r"\.(ya?ml|json)$", "", name.lower())
    return re.sub(r"[^a-z0-9]+", "-", stem).strip("-") or "api"


def _load(name: str, file: Path) -> ModuleType:
    search = [str(file.parent)] if file.name == "__init__.py" else None
    for loaded in [known for known in sys.modules if known.split(".")[0] == name]:
        del sys.modules[loaded]
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=search)
    if spec is None or spec.loader is None:
        raise InvalidPart("this is not a Python module", file=file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        where = Path(error.filename) if error.filename else file
        raise InvalidPart(
            f"this is not Python: {error.msg}",
            file=where,
            line=error.lineno,
            do="Correct the line or the one before it",
        ) from error
    except SpecError:
        raise
    except Exception as error:
        where, line = _innermost(error, file)
        raise InvalidPart(
            f"the module cannot be loaded: {type(error).__name__}: {first_line(error)}",
            file=where,
            line=line,
            expected="a module that can be imported",
            do="Correct the line, or install what it imports",
        ) from error
    return module


def _innermost(error: BaseException, file: Path) -> tuple[Path, int | None]:
    """Returns the last place inside the API's folder that an exception passed."""
    folder = file.parent.resolve()
    place: tuple[Path, int | None] = (file, None)
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.resolve().is_relative_to(folder):
            place = (path, trace.tb_lineno)
        trace = trace.tb_next
    return place
