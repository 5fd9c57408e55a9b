"""Every body is read in the lane by the media type that it is sent with."""

import subprocess
import sys

import pytest

from mockserver.lane.any_reading import AnyReader
from mockserver.lane.parts import OperationParts
from mockserver.lane.reading import RequestReader
from mockserver.lane.request import Request, replayed
from mockserver.stubkit import Stub
from specs.values import ABSENT
from tests.support.documents import FIELDS, FORM, JSON, MULTIPART, bundle_of, echoing, takes
from tests.support.worlds import sandbox

XML = "application/xml"
BYTES = "application/octet-stream"


class Operation:
    """Reads bodies for an operation that takes these media types."""

    def __init__(self, *content_types: str, schema=FIELDS, required: bool = True) -> None:
        body = takes(schema, content_types[0], required=required)
        body["content"] = {kind: {"schema": schema} for kind in content_types}
        bundle = bundle_of(echoing(method="post", requestBody=body))
        parts = OperationParts(bundle, bundle.operations[0], Stub(), resources={}, seed=0)
        self.reader = RequestReader(parts)
        self.any = AnyReader(parts, self.reader)

    def read(self, raw: bytes, content_type: str | None = None):
        headers = [] if content_type is None else [(b"content-type", content_type.encode())]
        scope = {"type": "http", "method": "POST", "path": "/echo", "raw_path": b"/echo"}
        scope |= {"headers": headers, "query_string": b""}
        request = Request(scope, replayed(raw), sandbox())
        reading = self.any.read(request, self.reader.bare_call(request, ()), raw)
        try:
            reading.send(None)
        except StopIteration as done:
            return done.value
        raise AssertionError("reading what is in memory waits for nothing")

    def body(self, raw: bytes, content_type: str | None = None):
        found = self.read(raw, content_type)
        assert not found.violations
        assert found.unreadable is None
        return found.call.body


@pytest.mark.parametrize(
    ("declared", "sent"),
    [
        (XML, XML),
        ("text/xml", "text/xml; charset=utf-8"),
        ("image/*", "image/svg+xml"),
        ("multipart/mixed", "multipart/mixed; boundary=q"),
    ],
)
def test_what_no_schema_of_json_fits_is_text_that_nobody_judges(declared, sent):
    assert Operation(declared).body("<a>\u00e4</a>".encode(), sent) == "<a>\u00e4</a>"


def test_bytes_are_text_as_far_as_they_are():
    assert Operation(BYTES).body(b"a\xff", BYTES) == "a\ufffd"


@pytest.mark.parametrize(("raw", "value"), [(b"5", 5), (b"x", "x")])
def test_plain_text_is_typed_by_its_schema(raw, value):
    schema = {"type": ["integer", "string"]}

    assert Operation("text/plain", schema=schema).body(raw, "text/plain") == value


def test_each_content_type_is_read_in_its_own_way():
    operation = Operation(FORM, MULTIPART, JSON, "text/*", schema={"type": "object"})
    raw = b'--q\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--q--'

    assert operation.body(b"a=1", FORM) == {"a": "1"}
    assert operation.body(raw, f"{MULTIPART}; boundary=q") == {"a": "1"}
    assert operation.body(b'{"a":1}', JSON) == {"a": 1}
    assert operation.body(b"a=1", "text/csv") == "a=1"
    assert [item.keyword for item in operation.read(b"a", "text/plain").violations] == ["type"]
    assert operation.read(b"a", "image/png").unreadable.kind == "unsupported_media_type"
    assert operation.read(b"{", JSON).unreadable.kind == "malformed_body"


def test_a_body_without_a_content_type_is_the_first_one():
    assert Operation("text/plain", FORM, schema={}).body(b"a") == "a"


def test_a_missing_body_is_told_where_it_is_required():
    found = Operation(FORM).read(b"", FORM)

    assert [item.keyword for item in found.violations] == ["required"]
    assert Operation(FORM, required=False).body(b"", FORM) is ABSENT


PROGRAM = """
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from tests.support.documents import ECHO, FIELDS, FORM, MULTIPART, echoing, takes, write_api
from tests.support.worlds import send, server

with TemporaryDirectory() as folder:
    body = takes(FIELDS, FORM)
    body["content"][MULTIPART] = body["content"][FORM]
    app = server(write_api(Path(folder), echoing(method="post", requestBody=body), ECHO))
    assert send(app, "POST", "/echo", data={"size": "5"}).json()["body"] == {"size": 5}
    raw = b'--q\\r\\nContent-Disposition: form-data; name="size"\\r\\n\\r\\n5\\r\\n--q--'
    headers = {"content-type": MULTIPART + "; boundary=q"}
    found = send(app, "POST", "/echo", content=raw, headers=headers)
    assert found.json()["body"] == {"size": 5}
print("connexion" in sys.modules)
"""


def test_no_form_of_the_lane_loads_the_stock_stack():
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60
    )

    assert (ran.stdout.strip(), ran.returncode) == ("False", 0), ran.stderr
