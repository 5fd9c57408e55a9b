"""Names and paths that a user gives -> bundles."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from specs.bundle import DOCUMENT, Bundle
from specs.errors import InvalidSpec, UnreadableFile, nearest_name

BUNDLED: Final = Path(__file__).parent
"""The folder whose sub-folders are the APIs that come along."""


def bundled_names() -> tuple[str, ...]:
    """Returns the names of the APIs that come along, sorted."""
    return tuple(sorted(path.parent.name for path in BUNDLED.glob(f"*/{DOCUMENT}")))


def discover(names_or_paths: Iterable[str] = ()) -> tuple[Bundle, ...]:
    """Loads the APIs that are asked for; all bundled ones if none is.

    Args:
        names_or_paths: Names of bundled APIs, API folders, or OpenAPI files.

    Raises:
        SpecError: A name is unknown, a file is wrong, or two APIs have one name.
    """
    places = [locate(text) for text in tuple(names_or_paths) or bundled_names()]
    found: dict[str, Bundle] = {}
    for place in {place.resolve(): place for place in places}.values():
        bundle = Bundle.load(place)
        if bundle.name in found:
            raise InvalidSpec(
                f"two APIs are called {bundle.name}: {found[bundle.name].document.path} and this",
                file=bundle.document.path,
                do="Rename one of the files or folders",
            )
        found[bundle.name] = bundle
    return tuple(found.values())


def locate(name_or_path: str) -> Path:
    """Returns the folder or file of an API; a bundled name wins over a path of the same name.

    Raises:
        UnreadableFile: There is neither such an API nor such a path.
    """
    if name_or_path in bundled_names():
        return BUNDLED / name_or_path
    path = Path(name_or_path)
    if path.exists():
        return path
    raise UnreadableFile(
        "there is no such API, folder or file",
        file=path,
        expected="the name of a bundled API, an API folder, or an OpenAPI file",
        do=nearest_name(name_or_path, bundled_names()),
    )
