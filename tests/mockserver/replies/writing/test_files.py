"""Sample files are what their media type says, and always the same."""

import gzip
import io
import zipfile
import zlib

import pytest
from lxml import etree

from mockserver.replies.values.draws import Draw
from mockserver.replies.writing.files import is_binary, sample_file, sample_page


@pytest.mark.parametrize(
    ("kind", "start"),
    [("image/png", b"\x89PNG"), ("image/gif", b"GIF89a"), ("application/pdf", b"%PDF-")],
)
def test_a_file_begins_as_its_kind_does(kind, start):
    assert sample_file(kind, Draw(0)).startswith(start)


def test_a_picture_has_one_point():
    file = sample_file("image/png", Draw(0))
    at = file.index(b"IDAT")
    size = int.from_bytes(file[at - 4 : at], "big")

    assert len(zlib.decompress(file[at + 4 : at + 4 + size])) == 4


def test_archives_can_be_opened():
    assert zipfile.ZipFile(io.BytesIO(sample_file("application/zip", Draw(0)))).namelist() == []
    assert gzip.decompress(sample_file("application/gzip", Draw(0)))


def test_the_table_of_a_pdf_names_its_objects():
    file = sample_file("application/pdf", Draw(0))
    rows = file[file.index(b"xref") :].split(b"\n")[3:6]

    assert [file[int(row[:10]) :].split(b" ")[0] for row in rows] == [b"1", b"2", b"3"]


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream", "application/gzip"])
def test_equal_draws_give_equal_files(kind):
    assert sample_file(kind, Draw(3)) == sample_file(kind, Draw(3))


def test_a_page_is_html():
    assert etree.HTML(sample_page(Draw(0))).findtext(".//h1")


@pytest.mark.parametrize(
    ("kind", "binary"),
    [
        ("image/png", True),
        ("image/svg+xml", False),
        ("audio/mpeg", True),
        ("application/octet-stream", True),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", True),
        ("text/csv", False),
        ("application/json", False),
    ],
)
def test_text_is_told_from_bytes(kind, binary):
    assert is_binary(kind) == binary
