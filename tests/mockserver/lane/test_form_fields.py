"""The bytes of a form become the fields that the stock stack reads, or are refused in its words."""

import asyncio

import pytest
from connexion.lifecycle import ConnexionRequest
from connexion.uri_parsing import OpenAPIURIParser
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException

from mockserver.lane.bodies import UnreadableBody
from mockserver.lane.form_fields import parse_form
from mockserver.lane.request import Request, replayed
from tests.support.documents import FORM, MULTIPART

# The parser forgets to close the file of a part that the body ends in.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")

BOUNDARY = "q1w2"


def scope_of(*content_types: str):
    headers = [(b"content-type", text.encode("latin-1")) for text in content_types]
    return {"type": "http", "headers": [(b"host", b"shop.test"), *headers], "query_string": b""}


def lane(raw: bytes, *content_types: str):
    request = Request(scope_of(*content_types), replayed(raw), None)
    try:
        return asyncio.run(parse_form(request, raw))
    except UnreadableBody as error:
        return (error.kind, error.detail)


def stock(raw: bytes, *content_types: str):
    """What Connexion makes of a form: fields by name, then files by name."""
    return asyncio.run(_stock(raw, *content_types))


async def _stock(raw: bytes, *content_types: str):
    parser = OpenAPIURIParser([], {})
    request = ConnexionRequest(scope_of(*content_types), replayed(raw), uri_parser=parser)
    try:
        form, files = await request.form(), await request.files()
    except MultiPartException as error:
        detail = f"The body cannot be read as a form: {error.message}"
        return ("malformed_body", detail if detail.endswith(".") else detail + ".")
    fields = [(name, text) for name, given in form.items() for text in given]
    for name, uploads in files.items():
        assert all(isinstance(item, UploadFile) for item in uploads)
        for item in uploads:
            fields.append((name, (await item.read()).decode("latin-1")))
            await item.close()
    return tuple(fields)


def multipart(*parts: bytes, boundary: bytes = BOUNDARY.encode(), end: bytes = b"--") -> bytes:
    return b"".join(b"--" + boundary + b"\r\n" + one for one in parts) + b"--" + boundary + end


def part(name: str, content: bytes, more: str = "") -> bytes:
    return (
        f'Content-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + content + b"\r\n"
    )


def test_fields_of_one_name_follow_each_other():
    assert lane(b"a=1&b=2&a=3", FORM) == (("a", "1"), ("a", "3"), ("b", "2"))


def test_fields_are_decoded():
    assert lane(b"a%5B%5D=%C3%A4+b&c&=d&&", FORM) == (("a[]", "\u00e4 b"), ("c", ""), ("", "d"))


def test_files_come_last_and_are_latin_1():
    raw = multipart(part("f", b"\xff", '; filename="f"'), part("a", "\u00e4".encode()))

    assert lane(raw, f"{MULTIPART}; boundary={BOUNDARY}") == (("a", "\u00e4"), ("f", "\xff"))


@pytest.mark.parametrize(
    ("raw", "content_type", "words"),
    [
        (b"&".join([b"a=1"] * 1001), FORM, "Too many fields. Maximum number of fields is 1000."),
        (b"a=" + b"x" * 2**20, FORM, "Field exceeded maximum size of 1024KB."),
        (b"zz", MULTIPART, "Missing boundary in multipart."),
        (b"zz", MULTIPART + "; boundary=q", "Invalid multipart data."),
        (
            multipart(*[part("a", b"1")] * 1001),
            f"{MULTIPART}; boundary={BOUNDARY}",
            "Too many fields. Maximum number of fields is 1000.",
        ),
        (
            multipart(*[part("a", b"1", '; filename="f"')] * 1001),
            f"{MULTIPART}; boundary={BOUNDARY}",
            "Too many files. Maximum number of files is 1000.",
        ),
        (
            multipart(part("a", b"x" * (2**20 + 1))),
            f"{MULTIPART}; boundary={BOUNDARY}",
            "Part exceeded maximum size of 1024KB.",
        ),
        (
            multipart(b"Content-Type: text/plain\r\n\r\nx\r\n"),
            f"{MULTIPART}; boundary={BOUNDARY}",
            'The Content-Disposition header field "name" must be provided.',
        ),
    ],
    ids=range(8),
)
def test_what_cannot_be_read_is_refused_in_the_words_of_the_parser(raw, content_type, words):
    found = lane(raw, content_type)

    assert found == ("malformed_body", f"The body cannot be read as a form: {words}")
    assert found == stock(raw, content_type)


@pytest.mark.parametrize("size", [2**20 - 2, 2**20 - 1])
def test_a_large_field_is_read(size):
    raw = b"a=" + b"x" * size

    assert lane(raw, FORM) == stock(raw, FORM) == (("a", "x" * size),)


def test_a_large_file_is_read():
    raw = multipart(part("f", b"y" * 2**21, '; filename="f"'))
    sent = f"{MULTIPART}; boundary={BOUNDARY}"

    assert lane(raw, sent) == stock(raw, sent) == (("f", "y" * 2**21),)


CHARSETS = st.sampled_from(
    (
        "",
        "; charset=utf-8",
        "; charset=latin-1",
        "; charset=utf-16",
        "; charset=nope",
        ";charset=hex",
    )
)
FORM_HEADERS = st.builds(
    lambda kind, charset: kind + charset,
    st.sampled_from((FORM, FORM.upper(), f" {FORM}\t", "text/plain", "", f'{FORM}"', f"{FORM} x")),
    CHARSETS,
)
PIECES = st.sampled_from(
    (
        "a",
        "b",
        "=",
        "&",
        "&&",
        "+",
        "%",
        "%41",
        "%ff",
        "%C3%A4",
        ";",
        "[]",
        "\u00e4",
        "\x00",
        "\r\n",
    )
)


@settings(max_examples=200, deadline=None)
@example(b"", [FORM])
@example(b"a=1", [])
@example(b"a=1", ["text/plain", FORM])
@example(b"a=1", [FORM, "text/plain"])
@given(
    st.lists(PIECES, max_size=12).map(lambda found: "".join(found).encode())
    | st.binary(max_size=20),
    st.lists(FORM_HEADERS, min_size=1, max_size=2),
)
def test_urlencoded_forms_are_read_as_by_the_stock_stack(raw, content_types):
    assert lane(raw, *content_types) == stock(raw, *content_types)


NAMES = st.sampled_from(("a", "b", "a[]", "", "\u00e4", 'q"', "a b", "..\\x"))
CONTENTS = st.sampled_from((b"", b"1", b"x\r\ny", "\u00e4".encode(), b"\xff\xfe", b"--q1w2", b"{}"))
MORE = st.sampled_from(
    (
        "",
        '; filename="f"',
        '; filename=""',
        "; filename=f",
        "; filename*=utf-8''f",
        '; filename="f"\r\nContent-Type: text/plain; charset=latin-1',
        "\r\nContent-Type: application/json",
        "\r\nContent-Transfer-Encoding: base64",
        "\r\nX-More: 1",
    )
)
PARTS = st.one_of(
    st.builds(part, NAMES, CONTENTS, MORE),
    st.builds(part, NAMES, CONTENTS, MORE),
    st.sampled_from(
        (
            b"\r\nno headers\r\n",
            b"Content-Disposition: form-data\r\n\r\nx\r\n",
            b"Content-Disposition: attachment; name=a\r\n\r\nx\r\n",
            b'content-disposition:form-data;name="a"\r\n\r\nx\r\n',
            b"Content-Disposition form-data\r\n\r\nx\r\n",
            b": x\r\n\r\nx\r\n",
            b"",
        )
    ),
)
BODIES = st.builds(
    lambda parts, before, end, cut: (before + multipart(*parts, end=end))[: cut or None],
    st.lists(PARTS, max_size=4),
    st.sampled_from((b"", b"", b"", b"\r\n", b"preamble\r\n", b"--other\r\n")),
    st.sampled_from((b"--", b"--\r\n", b"--\r\nepilogue", b"", b"\r\n", b"-")),
    st.one_of(st.just(0), st.just(0), st.integers(-40, -1)),
)
BOUNDARIES = st.sampled_from(
    (
        f"; boundary={BOUNDARY}",
        f"; boundary={BOUNDARY}",
        f"; boundary={BOUNDARY}",
        f'; boundary="{BOUNDARY}"',
        f";boundary={BOUNDARY};",
        "; boundary=other",
        "; boundary=",
        "; Boundary=" + BOUNDARY,
        "; boundary=" + "x" * 300,
        "",
    )
)


@settings(max_examples=300, deadline=None)
@given(
    BODIES,
    st.builds(
        lambda kind, boundary, charset: kind + boundary + charset,
        st.sampled_from((MULTIPART, MULTIPART, MULTIPART.upper(), "multipart/mixed")),
        BOUNDARIES,
        CHARSETS,
    ),
)
def test_multipart_bodies_are_read_as_by_the_stock_stack(raw, content_type):
    assert lane(raw, content_type) == stock(raw, content_type)
