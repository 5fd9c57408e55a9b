"""Files that are no recordings."""

import gzip
from pathlib import Path

import pytest

from contracts.drift.traffic import read_traffic
from contracts.errors import ConfigError


def refusal(file: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        list(read_traffic(file))
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        (b'{"openapi": "3.1.0"}', "an OpenAPI document. "),
        (b"# x\nopenapi: 3.1.0\n", "an OpenAPI document. "),
        (b"PK\x03\x04abc", "a ZIP archive. "),
        (b"1234:7:version;2:20#", "a flow file of mitmproxy. "),
        (b"<!DOCTYPE html><html>", "an HTML page. "),
        (b"<?xml version='1.0'?>", "XML. "),
        (b'{"info": {"_postman_id": "1"}}', "a Postman collection. "),
        (b"[1, 2]", "JSON of another kind. "),
        (b'{"a": 1}', "JSON of another kind. "),
        (b"(\xb5/\xfdabc", "a packed file that is not gzip. "),
        (b"\xa1\xb2\xc3\xd4\x00\x02", "a capture of network packets. "),
        (b"retry: 1000\n\nid: 1\n", "a stream of server-sent events. "),
        (b"\x01\x02\x03\x00", "a binary file. "),
    ],
)
def test_a_file_of_another_kind_is_named(tmp_path: Path, text: bytes, looks: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(text)

    said = refusal(file)

    assert said.startswith(
        f"{file}: this is no recording; it looks like {looks}Expected a HAR file"
    )
    assert "\n" not in said


def test_prose_is_no_recording(tmp_path: Path) -> None:
    file = tmp_path / "notes.har"
    file.write_text("Remember the milk.")

    assert "this is no recording. Expected" in refusal(file)


@pytest.mark.parametrize("text", [b"", b" \n", gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_refused(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "empty.har"
    file.write_bytes(text)

    assert "the recording is empty" in refusal(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "there is no such recording" in refusal(tmp_path / "none.har")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "this is a folder" in refusal(tmp_path)


def test_a_damaged_packed_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "damaged.gz"
    file.write_bytes(gzip.compress(b"{}" * 100)[:10] + b"\xff" * 30)

    assert "the gzip file is damaged" in refusal(file)


def test_a_name_that_the_system_cannot_open_is_refused(tmp_path: Path) -> None:
    assert "the recording cannot be read" in refusal(tmp_path / ("x" * 300))
