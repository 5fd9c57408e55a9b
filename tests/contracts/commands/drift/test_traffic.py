"""`contracts drift --traffic`: recordings against the documents of their APIs."""

import json
from pathlib import Path

import pytest

from tests.contracts.commands.conftest import Contracts
from tests.contracts.commands.drift.conftest import BASE, TOKEN, entry, record


def told(printed: str) -> dict[str, dict[str, object]]:
    return {finding["judge"]: finding for finding in json.loads(printed)["findings"]}


def test_a_recording_that_obeys_is_silent(contracts: Contracts, documents: Path) -> None:
    record(documents / "a.har", entry("/things?limit=5", {"name": "a"}))

    ended = contracts("drift", "--traffic", "a.har", "base.yaml", "--fail-on", "info")

    assert (ended.code, ended.err) == (0, "")
    assert "1 operation compared" in ended.out


def test_what_differs_is_told_once_with_its_count(contracts: Contracts, documents: Path) -> None:
    record(documents / "a.har", *[entry("/things", {"name": 5})] * 3)

    ended = contracts("drift", "--traffic", "a.har", "base.yaml", "--json")

    assert ended.code == 1
    finding = told(ended.out)["type_differs"]
    assert (finding["seen"], finding["operation"]) == (3, "GET /things")
    assert finding["clauses"][0]["file"] == "base.yaml"  # type: ignore[index]


def test_secrets_of_a_recording_are_nowhere(contracts: Contracts, documents: Path) -> None:
    body = {"name": 5, "echo": TOKEN, "access_token": "another-secret-text"}
    record(documents / "a.har", entry("/things", body))

    ended = contracts("drift", "--traffic", "a.har", "base.yaml", "--report", "html=a.html")
    explained = contracts("explain", "F1")

    kept = [file for file in documents.rglob("*") if file.is_file() and file.name != "a.har"]
    assert any(file.name == "run.json" for file in kept)
    for text in (ended.out, explained.out, *(file.read_text() for file in kept)):
        assert TOKEN not in text
        assert "another-secret-text" not in text


def test_requests_of_no_operation_are_counted_by_kind(
    contracts: Contracts, documents: Path
) -> None:
    strangers = [entry(f"/thingies/{number}", {}) for number in range(4)]
    record(documents / "a.har", entry("/things", {"name": "a"}), *strangers)

    ended = contracts("drift", "--traffic", "a.har", "base.yaml", "--json")

    finding = told(ended.out)["undocumented_operation"]
    assert ended.code == 0, "a warning"
    assert finding["seen"] == 4
    assert "the nearest is GET /things" in str(finding["expected"])


def test_a_recording_of_another_host_proves_nothing(contracts: Contracts, documents: Path) -> None:
    other = BASE.replace("shop.example.test/v1", "api.example.test/other")
    (documents / "other.yaml").write_text(other.replace("/things:", "/wares:"))
    record(documents / "a.har", entry("/things", {"name": "a"}))

    ended = contracts("drift", "--traffic", "a.har", "other.yaml")

    assert ended.code == 2
    assert "Nothing was compared" in ended.err
    assert "shop.example.test" in ended.out
    assert "--map FROM=TO" in ended.out


def test_a_map_says_where_a_host_lies(contracts: Contracts, documents: Path) -> None:
    other = BASE.replace("shop.example.test/v1", "api.example.test/other")
    (documents / "other.yaml").write_text(other)
    record(documents / "a.har", entry("/things", {"name": 5}))
    words = ("--map", "https://shop.example.test/v1=/other")

    ended = contracts("drift", "--traffic", "a.har", "other.yaml", "--json", *words)

    assert ended.code == 1
    assert "type_differs" in told(ended.out)
    wrong = contracts("drift", "--traffic", "a.har", "other.yaml", "--map", "nothing")
    assert wrong.code == 2
    assert "--map 'nothing' is not understood" in wrong.err


def test_a_file_that_ends_early_is_used_as_far_as_it_goes(
    contracts: Contracts, documents: Path
) -> None:
    whole = record(documents / "a.har", *[entry("/things", {"name": 5})] * 3).read_text()
    (documents / "cut.har").write_text(whole[:-400])

    ended = contracts("drift", "--traffic", "cut.har", "base.yaml", "--json")

    run = json.loads(ended.out)
    assert ended.code == 1
    assert told(ended.out)["type_differs"]["seen"] == 2
    assert any("Lost of the recording: cut.har" in note for note in run["notes"])


def test_a_patch_makes_the_document_admit_what_was_seen(
    contracts: Contracts, documents: Path
) -> None:
    record(documents / "a.har", entry("/things", {"name": None, "size": 5}))
    words = ("drift", "--traffic", "a.har", "base.yaml")

    drifted = contracts(*words, "--patch", "patch.yaml")
    mended = contracts(*words, "--overlay", "patch.yaml", "--fail-on", "warning")
    again = contracts(*words, "--overlay", "patch.yaml", "--patch", "more.yaml")

    assert drifted.code == 1
    assert "patch.yaml is an overlay that makes base.yaml admit what was seen." in drifted.err
    assert mended.code == 0
    assert "no overlay is written" in again.err
    assert not (documents / "more.yaml").exists()


def test_what_a_patch_does_not_mend_is_told(contracts: Contracts, documents: Path) -> None:
    forms = "{oneOf: [{type: object, required: [one]}, {type: object, required: [two]}]}"
    text = BASE[: BASE.index("schema:\n")] + f"schema: {forms}\n"
    (documents / "base.yaml").write_text(text)
    record(documents / "a.har", entry("/things", {}))

    ended = contracts("drift", "--traffic", "a.har", "base.yaml", "--patch", "patch.yaml")

    assert "Not mended, as no mild change is known: form_differs of GET /things" in ended.err


def test_what_is_off_is_not_mended(contracts: Contracts, documents: Path) -> None:
    record(documents / "a.har", entry("/things", {"name": "a", "colour": 1}))
    off = ("--severity", "undocumented_field=off")

    ended = contracts("drift", "--traffic", "a.har", "base.yaml", "--patch", "patch.yaml", *off)

    assert "no overlay is written" in ended.err
    assert not (documents / "patch.yaml").exists()


def test_two_documents_of_one_name_are_a_mistake(contracts: Contracts, documents: Path) -> None:
    record(documents / "a.har", entry("/things", {}))

    ended = contracts("drift", "--traffic", "a.har", "base.yaml", "./base.yaml")

    assert ended.code == 2
    assert "two APIs are called base" in ended.err


@pytest.mark.parametrize("text", ["", "{}", "no recording", '{"log": 1}'])
def test_what_is_no_recording_is_said(contracts: Contracts, documents: Path, text: str) -> None:
    (documents / "a.har").write_text(text)

    ended = contracts("drift", "--traffic", "a.har", "base.yaml")

    assert (ended.code, ended.out) == (2, "")
    assert "a.har" in ended.err
    assert len(ended.err.strip().splitlines()) == 1
