"""Where stock Connexion and we judge a request otherwise: each fault, whose it is, and why."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from specs.operation import Operation, Parameter
from tests.mockserver.lane.differential.messages import Sent
from tests.support.documents import FORM

_JSON: Final = (b"Content-Type", b"application/json")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A request that one of the two takes and the other one does not."""

    sent: Sent
    operation: Operation
    schemas: Callable[[Parameter], object]
    """Returns the schema of a parameter."""
    is_ours: bool
    """Whether we take it, and stock Connexion does not."""
    kind: str
    """Our kind of refusal."""
    violations: frozenset[tuple[str, str]]
    """What we refuse it for: places and keywords."""
    status: int
    """Of stock Connexion's answer."""
    detail: str

    def has(self, place: str, *, types: tuple[str, ...] = (), styles: tuple[str, ...] = ()) -> bool:
        """Whether the operation has such a parameter; any type or style is as good as none."""
        for one in self.operation.parameters:
            schema = self.schemas(one)
            kind = schema.get("type") if isinstance(schema, dict) else None
            fits = (not types or kind in types) and (not styles or one.style in styles)
            if one.place == place and fits:
                return True
        return False

    @property
    def only(self) -> str:
        """The one keyword that we refuse it for."""
        keywords = {keyword for _, keyword in self.violations}
        return keywords.pop() if len(keywords) == 1 else ""

    @property
    def content_type(self) -> bytes | None:
        lines = [value for name, value in self.sent.headers if name.lower() == b"content-type"]
        return lines[-1] if lines else None


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which stock Connexion is wrong, or is laxer than we are on purpose."""

    id: str
    reason: str
    explains: Callable[[Disagreement], bool]
    document: str
    """A document on which it shows."""
    example: Sent
    """A request for which it shows."""


FAULTS: Final = (
    Fault(
        "header_and_cookie_stay_text",
        "Parameters in headers and cookies are never converted, so any type but text is refused"
        " (Connexion's pull request 1931).",
        lambda it: (
            it.is_ours
            and it.status == 400
            and "is not of type" in it.detail
            and any(it.has(place, types=_TYPED) for place in ("header", "cookie"))
        ),
        "styles",
        Sent("GET", b"/needed/header", ((b"whole-header", b"5"), (b"real-header", b"0.5"))),
    ),
    Fault(
        "path_styles_unknown",
        "Of the styles of a path parameter only `simple` is known, and objects are not put"
        " together.",
        lambda it: (
            it.is_ours
            and it.status in (400, 404)
            and (it.has("path", styles=("label", "matrix")) or it.has("path", types=("object",)))
        ),
        "styles",
        Sent("GET", b"/path-label-number-true/.5"),
    ),
    Fault(
        "path_styles_ignored",
        "The other side of it: what has not the style of its path parameter is taken.",
        lambda it: (
            not it.is_ours
            and it.has("path", styles=("label", "matrix"))
            and {place for place, _ in it.violations} == {"path"}
        ),
        "styles",
        Sent("GET", b"/path-label-list-true/1"),
    ),
    Fault(
        "path_numbers_by_pattern",
        "A number in a path is found by a pattern of digits; what is one beyond it is 404.",
        lambda it: it.is_ours and it.status == 404 and it.has("path", types=("integer", "number")),
        "styles",
        Sent("GET", b"/scalar/real/1e0"),
    ),
    Fault(
        "path_decoded_first",
        "A path is decoded before it is matched: an encoded slash parts it, a line break ends it.",
        lambda it: (
            it.is_ours
            and it.status == 404
            and any(one in it.sent.path.lower() for one in (b"%2f", b"%0a"))
        ),
        "sessionm",
        Sent("GET", b"/priv/v1/apps/a%2Fb/external/users/member-1/campaigns"),
    ),
    Fault(
        "formats_unchecked",
        "Of formats only some are checked, and which ones depends on what else is installed.",
        lambda it: not it.is_ours and it.only == "format",
        "styles",
        Sent("GET", b"/scalar/uuid/none"),
    ),
    Fault(
        "query_objects_not_put_together",
        "An object that is spread over the query (`form`, exploded) is not seen.",
        lambda it: (
            not it.is_ours
            and it.has("query", types=("object",), styles=("form",))
            and {place for place, _ in it.violations} == {"query"}
        ),
        "styles",
        Sent("GET", b"/query-form-object-true?R=x"),
    ),
    Fault(
        "query_lists_split_at_commas",
        "Repeated members are split at commas all the same.",
        lambda it: (
            it.has("query", types=("array", "object"))
            and b"," in it.sent.query.replace(b"%2C", b",").replace(b"%2c", b",")
            and (it.is_ours or {place for place, _ in it.violations} == {"query"})
        ),
        "styles",
        Sent("GET", b"/query-form-list-true?p=1,2"),
    ),
    Fault(
        "numbers_as_python_reads_them",
        "Text becomes a number by Python's own rules: `1_0`, ` 1`, digits of other scripts, `nan`.",
        lambda it: (
            not it.is_ours
            and it.only == "type"
            and {place for place, _ in it.violations} <= {"query", "path"}
        ),
        "styles",
        Sent("GET", b"/scalars/query?whole-query=1_0"),
    ),
    Fault(
        "union_types_crash",
        "A parameter whose schema has no single type, or that is described by `content`, is 500"
        " (issues 1569 and 2031).",
        lambda it: it.is_ours and it.status == 500 and it.has("query", types=(None,)),  # type: ignore[arg-type] # no type
        "styles",
        Sent("GET", b"/brackets?either=true", ((b"X-Count", b"1"),)),
    ),
    Fault(
        "repeated_members_overwrite",
        "Of a member of the query that is sent twice the last one counts; we refuse it, since"
        " nobody can tell which one is meant.",
        lambda it: not it.is_ours and it.only == "repeated",
        "spaaza",
        Sent("GET", b"/interact-campaign?campaign_id=701&campaign_id=702"),
    ),
    Fault(
        "read_only_demanded",
        "A member that is required and readOnly is demanded of requests too (issue 1907).",
        lambda it: it.is_ours and it.status == 400 and "'id' is a required property" in it.detail,
        "bodies",
        Sent("POST", b"/item/true", (_JSON,), (b'{"kind":"cat"}',)),
    ),
    Fault(
        "null_taken_for_no_body",
        "A body that is null counts as none.",
        lambda it: it.is_ours and "must not be empty" in it.detail and b"null" in it.sent.content,
        "bodies",
        Sent("POST", b"/anything/true", (_JSON,), (b"null",)),
    ),
    Fault(
        "optional_body_demanded",
        "An absent body that is optional is refused all the same (issues 1317 and 1839).",
        lambda it: it.is_ours and it.status == 400 and not it.sent.content,
        "bodies",
        Sent("POST", b"/item/false", (_JSON,)),
    ),
    Fault(
        "json_as_python_reads_it",
        "NaN, Infinity, numbers beyond all bounds and lone surrogates are taken for JSON.",
        lambda it: not it.is_ours and it.kind == "malformed_body",
        "bodies",
        Sent("POST", b"/number/true", (_JSON,), (b"NaN",)),
    ),
    Fault(
        "whole_numbers_beyond_64_bits",
        "Ours: the JSON reader makes floats of whole numbers from 2**64 on, and in OpenAPI 3.0 a"
        " float is no integer.",
        lambda it: (
            not it.is_ours
            and it.only in ("type", "oneOf")
            and re.search(rb"\d{20,}", it.sent.content) is not None
        ),
        "bodies",
        Sent("POST", b"/either/true", (_JSON,), (b"100000000000000000000",)),
    ),
    Fault(
        "content_types_that_crash",
        "A content type that cannot be read is 500, also where no body is taken.",
        lambda it: it.is_ours and it.status == 500 and it.content_type is not None,
        "sessionm",
        Sent(
            "GET",
            b"/priv/v1/apps/demo-key/campaigns/1001/info",
            ((b"Content-Type", b"json"),),
        ),
    ),
    Fault(
        "charsets_taken",
        "A JSON body may be in any charset; RFC 8259 knows UTF-8 only.",
        lambda it: (
            not it.is_ours
            and it.kind == "unsupported_media_type"
            and b"charset" in (it.content_type or b"")
        ),
        "criteo",
        Sent(
            "POST",
            b"/marketing-solutions/campaigns/search",
            ((b"Content-Type", b"application/json; charset=latin-1"),),
            (b"{}",),
        ),
    ),
    Fault(
        "text_bodies_not_judged",
        "A body of plain text is not held against its schema, and it may be missing.",
        lambda it: not it.is_ours and it.operation.path in ("/text", "/bytes", "/xml"),
        "forms",
        Sent("POST", b"/text", ((b"Content-Type", b"text/plain"),), (b"x" * 20,)),
    ),
    Fault(
        "form_numbers_as_python_reads_them",
        "Fields of a form become numbers as members of the query do.",
        lambda it: not it.is_ours and it.only == "type" and b"form" in (it.content_type or b""),
        "forms",
        Sent("POST", b"/form", ((b"Content-Type", FORM.encode()),), (b"size=1_0",)),
    ),
)
"""Each with a request for which it still shows, so that none outlives its cause."""

_TYPED: Final = ("integer", "number", "boolean", "array", "object")
