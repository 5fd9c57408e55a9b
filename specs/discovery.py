"""Names, paths and URLs that a user gives -> bundles."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from specs.bundle import DOCUMENT, Bundle
from specs.download import download, is_url
from specs.errors import InvalidPart, InvalidSpec, UnreadableFile, nearest_name

BUNDLED: Final = Path(__file__).parent
"""The folder whose sub-folders are the APIs that come along."""


def bundled_names() -> tuple[str, ...]:
    """Returns the names of the APIs that come along, sorted."""
    return tuple(sorted(path.parent.name for path in BUNDLED.glob(f"*/{DOCUMENT}")))


def discover(
    names_or_paths: Iterable[str] = (),
    *,
    strict: bool | None = None,
    allow_references: Iterable[Path] = (),
    overlays: Iterable[Path] = (),
) -> tuple[Bundle, ...]:
    """Loads the APIs that are asked for; all bundled ones if none is.

    Args:
        names_or_paths: Names of bundled APIs, API folders, OpenAPI files, or URLs of this machine.
        strict: Whether any flaw refuses a description; by default a flaw of a folder does, and one
            of a bare file does not.
        allow_references: Folders besides its own that a description may refer to.
        overlays: OpenAPI Overlay files for the one API that is asked for.

    Raises:
        SpecError: A name is unknown, a file is wrong, or two APIs have one name.
    """
    allowed, laid = tuple(allow_references), tuple(overlays)
    asked = tuple(names_or_paths) or bundled_names()
    places = {place.resolve(): place for place in map(locate, asked)}
    if laid and len(places) > 1:
        raise InvalidPart(
            f"an overlay is meant for one API, and {len(places)} are asked for",
            file=laid[0],
            do="Name one API, or put overlay.yaml into the folder of each",
        )
    found: dict[str, Bundle] = {}
    for place in places.values():
        bundle = Bundle.load(place, strict=strict, allow_references=allowed, overlays=laid)
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

    What a URL of this machine answers is put into a file.

    Raises:
        UnreadableFile: There is neither such an API nor such a path, or the URL is of no use.
    """
    if name_or_path in bundled_names():
        return BUNDLED / name_or_path
    if is_url(name_or_path):
        return download(name_or_path)
    path = Path(name_or_path)
    if path.exists():
        return path
    raise UnreadableFile(
        "there is no such API, folder or file",
        file=path,
        expected="the name of a bundled API, an API folder, or an OpenAPI file",
        do=nearest_name(name_or_path, bundled_names()),
    )
