"""What an API's folder suggests to try: read as it is written, refused if it has another form."""

from pathlib import Path

import pytest

from mockserver.tryout import Tryout, read_tryout
from specs.bundle import Bundle
from specs.errors import InvalidPart
from tests.support.documents import api, write_api


def tryout_of(folder: Path, **parts) -> Tryout:
    return read_tryout(Bundle.load(Path(write_api(folder, api({}), **parts))))


def test_nothing_is_suggested_without_a_file(tmp_path):
    assert tryout_of(tmp_path) == Tryout()


def test_credentials_and_requests_are_read(tmp_path):
    found = tryout_of(
        tmp_path,
        tryout={
            "credentials": [{"what": "a key", "value": "demo"}],
            "requests": [{"what": "all", "curl": "curl {url}"}],
        },
    )

    assert found == Tryout(("a key: demo",), ("curl {url}",))


@pytest.mark.parametrize("parts", [{}, {"credentials": []}, {"requests": []}])
def test_each_part_may_be_missing(tmp_path, parts):
    assert tryout_of(tmp_path, tryout=parts) == Tryout()


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        ({"requests": [{"what": "all"}]}, "/requests/0/curl"),
        ({"credentials": "demo"}, "/credentials"),
        ({"credential": []}, "/credential"),
        ([], "/"),
    ],
)
def test_another_form_is_refused_with_its_place(tmp_path, broken, where):
    with pytest.raises(InvalidPart, match=f"at {where}: ") as caught:
        tryout_of(tmp_path, tryout=broken)

    assert caught.value.file.name == "tryout.yaml"
