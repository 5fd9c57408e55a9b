"""What could not be used of a description is said before a verdict is believed."""

from pathlib import Path

from contracts.run.api_run import ApiLaws
from contracts.run.coverage import Seen
from contracts.run.notes import notes_of
from contracts.run.plan import ApiPlan
from contracts.target import in_process_target
from specs.bundle import Bundle
from tests.support.documents import api, operation, write_file

GOOD = {"/a": {"get": operation("a")}}
DANGLING = {"/b": {"get": {"responses": {"200": {"$ref": "#/components/responses/Gone"}}}}}


def notes(tmp_path, paths) -> tuple[str, ...]:
    bundle = Bundle.load(Path(write_file(tmp_path, api(paths))))
    plan = ApiPlan(bundle, ApiLaws(), ())
    return notes_of([plan], in_process_target([bundle]), Seen())


def test_a_whole_description_needs_no_note(tmp_path):
    assert notes(tmp_path, GOOD) == ()


def test_what_is_left_out_is_named_with_its_line(tmp_path):
    (note,) = notes(tmp_path, {**GOOD, **DANGLING})

    assert note.startswith("Not all of shop is judged")
    assert "shop.yaml:" in note
    assert "Gone" in note
