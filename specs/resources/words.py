"""Names as people write them: `petId`, `pet_id` and `PetID` are one; `pets` are many of `pet`."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

_BOUNDARY: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+")
_UNUSUAL: Final = {
    "children": "child",
    "criteria": "criterion",
    "data": "datum",
    "feet": "foot",
    "indices": "index",
    "matrices": "matrix",
    "media": "medium",
    "men": "man",
    "mice": "mouse",
    "people": "person",
    "vertices": "vertex",
    "women": "woman",
}
_HISSING: Final = ("ses", "xes", "zes", "ches", "shes")
_KEPT: Final = 20_000
"""Names whose forms are kept; a large document has some thousands, each asked for many times."""


def vocabulary(text: str) -> frozenset[str]:
    """Returns the words of a text, each a plain name."""
    return frozenset(text.split())


def words(name: str) -> list[str]:
    """Splits a name into its words, in lower case.

    >>> words("petID"), words("created_at"), words("X-Total-Count")
    (['pet', 'id'], ['created', 'at'], ['x', 'total', 'count'])
    """
    return [word.lower() for word in _BOUNDARY.split(name) if word]


@lru_cache(_KEPT)
def plain(name: str) -> str:
    """Returns a name without its case and its joints.

    >>> plain("petId") == plain("pet_id") == plain("PET-ID")
    True
    """
    return "".join(words(name))


@lru_cache(_KEPT)
def singular(name: str) -> str:
    """Returns the name of one of many, in lower case; a name that is no plural stays.

    >>> [singular(name) for name in ("pets", "Categories", "boxes", "people", "status", "address")]
    ['pet', 'category', 'box', 'person', 'status', 'address']
    """
    name = name.lower()
    for many, one in _UNUSUAL.items():
        if name.endswith(many):
            return name.removesuffix(many) + one
    if name.endswith(("ss", "us", "is")) or not name.endswith("s"):
        return name
    if name.endswith("ies") and len(name) > 4:
        return name[:-3] + "y"
    if name.endswith(_HISSING) and not name.endswith(("ases", "oses", "uses", "ises")):
        return name[:-2]
    return name[:-1]


def is_same_word(one: str, other: str) -> bool:
    """Whether two names differ in case, joints and number only.

    >>> is_same_word("Pets", "pet"), is_same_word("line-items", "lineItem"), is_same_word("a", "b")
    (True, True, False)
    """
    return not forms(one).isdisjoint(forms(other))


@lru_cache(_KEPT)
def forms(name: str) -> frozenset[str]:
    """Returns a name's plain forms, as one thing and as many; the same word shares one of them."""
    whole = plain(name)
    found = {whole, singular(whole)}
    if whole.endswith("es"):
        found.add(whole[:-2])
    if whole.endswith("s"):
        found.add(whole[:-1])
    return frozenset(found)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Returns the known name that is the same but for case and joints; the equal one first."""
    if isinstance(known, Mapping) and name in known:
        return name
    found = None
    wanted = plain(name)
    for one in known:
        if one == name:
            return one
        if found is None and plain(one) == wanted:
            found = one
    return found
