"""Recordings as streams of UTF-8."""

import gzip
from pathlib import Path

import pytest

from contracts.drift.traffic.opening import opened


def write(tmp_path: Path, data: bytes) -> Path:
    file = tmp_path / "file"
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("size", [10, 1 << 16, 1_000_000])
def test_all_of_a_file_is_read_also_its_beginning(tmp_path: Path, size: int) -> None:
    text = (b"0123456789" * (size // 10 + 1))[:size]

    with opened(write(tmp_path, gzip.compress(text))) as source:
        head, parts = source.head, list(iter(lambda: source.read(7000), b""))

    assert b"".join(parts) == text
    assert head == text[: len(head)]
    assert max(map(len, parts)) <= 7000


def test_zeros_after_a_packed_file_are_no_damage(tmp_path: Path) -> None:
    with opened(write(tmp_path, gzip.compress(b"text") + b"\0" * 512)) as source:
        text = source.read(100) + source.read(100)

    assert (text, source.damage) == (b"text", "")


def test_lines_come_with_their_ends(tmp_path: Path) -> None:
    with opened(write(tmp_path, b"a\r\n\nb")) as source:
        lines = list(source.lines(100))

    assert lines == [b"a\r\n", b"\n", b"b"]


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_line_over_the_limit_is_left_out_alone(tmp_path: Path, end: bytes) -> None:
    with opened(
        write(tmp_path, b"a\n" + b"x" * 900_000 + b"\nb\n" + b"y" * 600_000 + end)
    ) as source:
        lines = list(source.lines(500_000))

    assert lines == [b"a\n", None, b"b\n", None]


def test_what_utf_16_cannot_mean_is_replaced(tmp_path: Path) -> None:
    with opened(write(tmp_path, b"\xff\xfea\x00\x00\xd8b\x00")) as source:
        text = source.read(100)

    assert text.decode() == "a\ufffdb"
