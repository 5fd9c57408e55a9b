"""One API: its document, and the optional files that stand beside it in its folder."""

import importlib.util
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

from specs.document import Document
from specs.errors import InvalidPart, SpecError, UnreadableFile, first_line
from specs.operation import Operation, SecurityScheme
from specs.operation_reader import read_operations
from specs.schemas import SchemaSet
from specs.values import Record

DOCUMENT: Final = "openapi.yaml"
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

    @classmethod
    def load(cls, path: Path) -> "Bundle":
        """Reads an API folder or an OpenAPI file.

        Raises:
            SpecError: The description cannot be used; the message says where and why.
        """
        folder = path if path.is_dir() else None
        file = _document_of(path) if folder is not None else path
        document = Document.load(file)
        return cls(
            name=_name(path),
            folder=folder,
            document=document,
            operations=read_operations(document),
            schemas=SchemaSet(document),
        )

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
    return _slug(path.parent.name if path.is_file() and path.stem == "openapi" else path.name)


def _slug(name: str) -> str:
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
