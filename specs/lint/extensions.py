"""The x- words: known, in their place, and of their form."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from specs.bundle import Bundle
from specs.errors import nearest_name
from specs.extensions import extension_violations
from specs.lint.finding import LintFinding, in_document
from specs.lint.places import Part, parts
from specs.references import EMBEDDED
from specs.values import pointer

PLACES: Final[dict[str, frozenset[str]]] = {
    "x-source": frozenset(
        ("info", "operation", "parameter", "request_body", "response", "header", "schema")
    ),
    "x-side-effects": frozenset(("operation",)),
    "x-error-codes": frozenset(("operation", "response")),
    "x-batch": frozenset(("operation",)),
    "x-resource": frozenset(("operation",)),
    "x-roles": frozenset(("document",)),
}
"""The kinds of part on which each word may stand."""


Word: TypeAlias = tuple[Part, str, str]
"""An x- word: the part that it stands on, the word, the JSON pointer of its value."""


def extension_is_known(
    bundle: Bundle, *, found: Iterable[Word] | None = None
) -> Iterator[LintFinding]:
    """Each x- word of an API folder is one of ours, so a slip of the pen is not lost silently.

    A bare file is a vendor's, who may use words of other tools.
    """
    if bundle.folder is None:
        return
    for part, word, where in words(bundle) if found is None else found:
        if word not in PLACES:
            message = f"{word} is not known on {_a(part.kind)}. {nearest_name(word, PLACES)}"
            yield in_document(bundle, "extension_is_known", where, message)


def extension_is_in_place(
    bundle: Bundle, *, found: Iterable[Word] | None = None
) -> Iterator[LintFinding]:
    """Each of our x- words in an API folder stands where it has a meaning."""
    if bundle.folder is None:
        return
    for part, word, where in words(bundle) if found is None else found:
        if word in PLACES and part.kind not in PLACES[word]:
            expected = " or ".join(_a(kind) for kind in sorted(PLACES[word]))
            message = f"{word} means nothing on {_a(part.kind)}. Expected it on {expected}"
            yield in_document(bundle, "extension_is_in_place", where, message)


def extension_is_valid(
    bundle: Bundle, *, found: Iterable[Word] | None = None
) -> Iterator[LintFinding]:
    """Each of our x- words that stands in its place has the form that its schema asks for."""
    for part, word, where in words(bundle) if found is None else found:
        if part.kind in PLACES.get(word, ()):
            for violation in extension_violations(word, part.value[word]):
                message = f"{word} is not valid at {violation.pointer or 'its root'}: "
                yield in_document(
                    bundle,
                    "extension_is_valid",
                    where + violation.pointer,
                    message + violation.message,
                )


def words(bundle: Bundle) -> Iterator[Word]:
    """Yields each x- word once, however many aliases repeat it or the part that holds it."""
    seen: set[tuple[str, bool, int]] = set()
    for part in parts(bundle.document):
        for name, value in part.value.items():
            if not name.startswith("x-") or name == EMBEDDED:
                continue
            shared = value if isinstance(value, (dict, list)) else part.value
            key = (name, part.kind in PLACES.get(name, ()), id(shared))
            if key not in seen:
                seen.add(key)
                yield part, name, part.pointer + pointer(name)


def _a(kind: str) -> str:
    name = kind.replace("_", " ")
    return {"info": "info", "paths": "paths", "responses": "responses"}.get(
        kind, f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
    )
