"""Recordings as one stream, and what is said of what they lack."""

from pathlib import Path

import pytest

from contracts.commands.drift.recordings import Recordings
from contracts.errors import ConfigError
from specs.bundle import Bundle
from tests.contracts.commands.drift.conftest import BASE, entry, record


@pytest.fixture
def shop(tmp_path: Path) -> Bundle:
    (tmp_path / "shop.yaml").write_text(BASE)
    return Bundle.load(tmp_path / "shop.yaml")


def test_several_files_are_one_stream(tmp_path: Path, shop: Bundle) -> None:
    files = [
        record(tmp_path / "a.har", entry("/things", {})),
        record(tmp_path / "b.har", entry("/others", {}), entry("/nobody", {})),
    ]
    recordings = Recordings(files, [shop])

    labels = [operation.label for _, operation in recordings.exchanges()]

    assert labels == ["GET /things", "GET /others"]
    assert recordings.name == "a.har, b.har"
    assert (recordings.seen, recordings.notes) == (3, ())


def test_other_hosts_are_told_where_nothing_belongs(tmp_path: Path, shop: Bundle) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(BASE.replace("shop.example.test/v1", "a.example.test/b").replace("/th", "/x"))
    recordings = Recordings(
        [record(tmp_path / "a.har", entry("/things", {}))], [Bundle.load(other)]
    )

    assert list(recordings.located()) == []
    assert "1 exchange (shop.example.test) belongs to none of the APIs" in recordings.notes[0]


def test_other_hosts_are_told_where_something_belongs_too(tmp_path: Path, shop: Bundle) -> None:
    elsewhere = entry("/things", {})
    elsewhere["request"]["url"] = "https://metrics.other/collect"  # type: ignore[index]
    recordings = Recordings([record(tmp_path / "a.har", entry("/things", {}), elsewhere)], [shop])

    assert len(list(recordings.located())) == 1
    assert "1 exchange (metrics.other) belongs to none of the APIs" in recordings.notes[0]


@pytest.mark.parametrize("text", ["nothing", ""])
def test_a_map_without_a_goal_is_a_mistake(tmp_path: Path, shop: Bundle, text: str) -> None:
    with pytest.raises(ConfigError, match="Expected FROM=TO"):
        Recordings([record(tmp_path / "a.har")], [shop], [text])
