"""What passed through, as HAR."""

import json

import jsonschema_rs
import pytest

from mockserver.errors import ConfigError
from mockserver.proxy import recording_to
from tests.support.har_schema import HAR
from tests.support.proxied import NOBODY, staged


def recorded(path):
    archive = json.loads(path.read_bytes())
    jsonschema_rs.Draft202012Validator(HAR, validate_formats=True).validate(archive)
    return archive["log"]["entries"]


def test_what_passed_is_recorded_and_nothing_else(described, tmp_path):
    path = tmp_path / "x.har"
    with (
        recording_to(path) as recording,
        staged(described, only=("readThing", "keep"), recording=recording) as stage,
    ):
        stage.send("GET", "/things/1?a=b")
        stage.send("GET", "/things")
        stage.send("GET", "/secrets", headers={"x-key": "OPEN-SESAME", "cookie": "c=SESAME-2"})

    urls = [entry["request"]["url"] for entry in recorded(path)]
    assert urls == [f"{stage.base}/things/1?a=b", f"{stage.base}/secrets"]
    assert "SESAME" not in path.read_text()
    assert [one.name for one in tmp_path.glob("x.*")] == ["x.har"]


def test_a_prefix_is_not_recorded(described, tmp_path):
    path = tmp_path / "x.har"
    with (
        recording_to(path) as recording,
        staged(described, prefixed=True, recording=recording) as stage,
    ):
        stage.send("GET", "/shop/things/1")

    assert recorded(path)[0]["request"]["url"] == f"{stage.base}/things/1"


@pytest.mark.parametrize("before", [None, "old"])
def test_a_run_that_fails_leaves_what_was_there(tmp_path, before):
    path = tmp_path / "x.har"
    if before is not None:
        path.write_text(before)
    with pytest.raises(ZeroDivisionError), recording_to(path):
        raise ZeroDivisionError

    assert [one.read_text() for one in tmp_path.iterdir()] == ([before] if before else [])


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path):
    path = tmp_path / "x.har"
    path.write_text("old")
    with recording_to(path):
        assert path.read_text() == "old"

    assert recorded(path) == []


def test_a_target_that_is_down_leaves_nothing_to_record(described, tmp_path):
    path = tmp_path / "x.har"
    with (
        recording_to(path) as recording,
        staged(described, target=NOBODY, recording=recording) as stage,
    ):
        stage.send("GET", "/things/1")

    assert recorded(path) == []


def test_a_place_where_nothing_can_be_written_is_refused(tmp_path):
    with pytest.raises(ConfigError, match=r"x\.har cannot be written"):
        recording_to(tmp_path / "gone" / "x.har").__enter__()


def test_no_path_is_no_recording():
    with recording_to(None) as recording:
        assert recording is None
