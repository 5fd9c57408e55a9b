"""What an answer says beside its list: how many there are, which page this is, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from specs.operation import Response
from specs.resources.shapes import Shape, Shapes
from specs.resources.words import plain, vocabulary
from specs.values import pointer

Fact = Literal[
    "total",
    "count",
    "pages",
    "page",
    "size",
    "offset",
    "has_more",
    "is_last",
    "is_first",
    "has_previous",
    "next",
    "previous",
    "first",
    "last",
    "self",
]

_FACTS: Final[dict[Fact, str]] = {
    "total": "total totalcount totalitems totalresults totalelements totalrecords totalsize"
    " itemcount itemstotal totalhits resultcount recordstotal",
    "count": "count returned numberofelements itemsreturned resultsreturned countreturned",
    "pages": "pages totalpages pagecount numpages pagestotal lastpagenumber pageslength",
    "page": "page currentpage pagenumber pageindex number pageno",
    "size": "perpage pagesize limit size itemsperpage pagelimit resultsperpage",
    "offset": "offset start skip startindex",
    "has_more": "hasmore hasnext hasnextpage more ismore moreavailable hasmoreitems",
    "is_last": "islast islastpage",
    "is_first": "isfirst isfirstpage",
    "has_previous": "hasprevious hasprev haspreviouspage hasprevpage",
    "next": "next nextcursor nextpagetoken nexttoken nextpage nextlink nexturl nexthref cursor"
    " endcursor nextpageurl nextoffset continuationtoken nextmarker odatanextlink nextstart",
    "previous": "previous prev previouspage prevpage previouslink prevlink previousurl prevurl"
    " prevpageurl previouspageurl prevcursor previouscursor",
    "first": "firstpageurl firstlink firsturl",
    "last": "lastpageurl lastlink lasturl",
    "self": "selflink selfurl",
}
_BY_NAME: Final[dict[str, Fact]] = {
    name: fact for fact, names in _FACTS.items() for name in names.split()
}
_HOLDERS: Final = vocabulary(
    "meta metadata pagination paging page pageinfo links cursors responsemetadata listmetadata"
    " resultset info paginator"
)
_LINKS: Final[dict[str, Fact]] = {
    "self": "self",
    "first": "first",
    "last": "last",
    "next": "next",
    "prev": "previous",
    "previous": "previous",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A member of an answer that says a fact about its list."""

    where: str
    """JSON pointer inside the body, or the name of a header."""
    fact: Fact
    schema: str | None
    """JSON pointer of its schema."""
    is_required: bool = False


def read_marks(shapes: Shapes, body: str, holder: str) -> tuple[Mark, ...]:
    """Returns what an answer says about its list.

    Args:
        shapes: The shapes of the document.
        body: JSON pointer of the schema of the body.
        holder: JSON pointer of the list inside the body.
    """
    shape = shapes.at(body)
    found = list(_marks_in(shapes, shape, "", 0))
    parts = holder.split("/")[1:-1]
    where = ""
    for part in parts:
        inner = shape.members.get(part.replace("~1", "/").replace("~0", "~"))
        if inner is None:
            break
        where, shape = f"{where}/{part}", shapes.at(inner.where)
        known = {mark.where for mark in found}
        found += [mark for mark in _marks_in(shapes, shape, where, 0) if mark.where not in known]
    return tuple(mark for mark in found if mark.where != holder)


def read_header_marks(response: Response) -> tuple[Mark, ...]:
    """Returns the declared headers that say a fact about a list; `Link` is told apart by name."""
    found = []
    for header in response.headers:
        name = plain(header.name)
        bare = name.removeprefix("x").removeprefix("pagination")
        fact = _BY_NAME.get(bare) or _BY_NAME.get(name)
        if fact is not None:
            found.append(Mark(header.name, fact, header.schema, header.required))
    return tuple(found)


def _marks_in(shapes: Shapes, shape: Shape, holder: str, depth: int) -> Iterator[Mark]:
    is_links = plain(holder.rpartition("/")[2]) == "links"
    for name, member in shape.members.items():
        where = holder + pointer(name)
        inner = shapes.at(member.where)
        fact = _LINKS.get(plain(name)) if is_links else _fact(name, inner)
        if fact is not None and inner.is_object and "href" in inner.members:
            href = inner.members["href"]
            yield Mark(f"{where}/href", fact, href.where, member.is_required)
        elif fact is not None and not inner.is_object and not inner.is_array:
            yield Mark(where, fact, member.where, member.is_required)
        elif inner.is_object and plain(name) in _HOLDERS and depth < 2:
            yield from _marks_in(shapes, inner, where, depth + 1)


def _fact(name: str, shape: Shape) -> Fact | None:
    if shape.types == {"boolean"} and plain(name) in ("last", "first"):
        return "is_last" if plain(name) == "last" else "is_first"
    return _BY_NAME.get(plain(name))
