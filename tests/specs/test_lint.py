import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from specs.bundle import Bundle
from specs.errors import SpecError
from specs.lint import ESSENTIAL, RULES, essential, lint
from specs.values import Json, find, pointer, split_pointer

PARCELS = Path(__file__).parent / "lint" / "parcels"
TESTS = Path(__file__).parent / "lint"

MISSPELT = """\
openapi: 3.1.0
info: {title: Small, version: "1"}
paths:
  /things:
    get:
      x-sideefects: true
      responses: {"200": {description: Things.}}
"""


def test_clean_folder_has_no_finding() -> None:
    assert lint(Bundle.load(PARCELS)) == ()


def test_rule_ids_are_unique_function_names() -> None:
    names = [rule.__name__ for rule in RULES]

    assert len(names) == len(set(names))
    assert set(ESSENTIAL) <= set(RULES)
    assert all(rule.__doc__ for rule in RULES)


def test_every_rule_has_a_flaw_that_yields_it() -> None:
    told = "".join(path.read_text() for path in TESTS.glob("test_*.py"))

    assert [rule.__name__ for rule in RULES if f'"{rule.__name__}"' not in told] == []


def test_misspelt_word_in_a_folder_is_essential(write: Callable[..., Path]) -> None:
    path = write(MISSPELT)

    (finding,) = essential(Bundle.load(path.parent))

    assert str(finding) == (
        f"{path}:6: x-sideefects is not known on an operation."
        " Did you mean x-side-effects? [extension_is_known]"
    )


def test_foreign_words_in_a_bare_file_are_left_alone(write: Callable[..., Path]) -> None:
    assert essential(Bundle.load(write(MISSPELT))) == ()


def test_malformed_word_is_essential_in_a_bare_file(write: Callable[..., Path]) -> None:
    path = write(MISSPELT.replace("x-sideefects: true", "x-side-effects: yes"))

    (finding,) = essential(Bundle.load(path))

    assert (finding.id, finding.line) == ("extension_is_valid", 6)


def test_bare_file_needs_no_habits_of_ours(write: Callable[..., Path]) -> None:
    path = write(MISSPELT.replace("      x-sideefects: true\n", ""))

    assert essential(Bundle.load(path)) == ()
    assert lint(Bundle.load(path)) != ()


def test_flaw_behind_an_alias_is_reported_once(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PARCELS, tmp_path / "parcels"))
    file = folder / "openapi.yaml"
    file.write_text(file.read_text().replace("section: Lists}", "sektion: Lists}"))

    findings = lint(Bundle.load(folder))

    assert [(finding.id, finding.line) for finding in findings] == [("extension_is_valid", 20)] * 2
    assert len({finding.message for finding in findings}) == 2


@pytest.mark.parametrize("odd", [None, 5, [], {}, "x", [5], [None], {"a": 5}, [[]]])
def test_odd_value_anywhere_is_a_finding_or_an_error(odd: object, tmp_path: Path) -> None:
    """Puts a value of the wrong shape at every eleventh place of a document in turn."""
    file = tmp_path / "openapi.yaml"
    data = json.dumps(Bundle.load(PARCELS).document.data)
    for where in list(_places(json.loads(data), ""))[1::11]:
        spoiled = json.loads(data)
        parent, _, last = where.rpartition("/")
        holder = find(spoiled, parent)
        holder[int(last) if isinstance(holder, list) else split_pointer(where)[-1]] = odd
        file.write_text(json.dumps(spoiled))
        try:
            lint(Bundle.load(tmp_path))
        except SpecError as error:
            where_it_stands = error.line
            assert where_it_stands is not None


def _places(value: Json, where: str) -> Iterator[str]:
    yield where
    members = enumerate(value) if isinstance(value, list) else ()
    for name, item in value.items() if isinstance(value, dict) else members:
        yield from _places(item, where + pointer(name))


def test_folder_of_several_files_is_judged_file_by_file(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PARCELS, tmp_path / "parcels"))
    file, schemas = folder / "openapi.yaml", folder / "schemas.yaml"
    text = file.read_text()
    assert "#/components/schemas/Parcel" in text
    file.write_text(text.replace("#/components/schemas/Parcel", "schemas.yaml#/Parcel"))
    schemas.write_text("Parcel:\n  type: object\n  x-sauce: {}\n")

    findings = lint(Bundle.load(folder))

    (found,) = [one for one in findings if one.id == "extension_is_known"]
    assert (found.file, found.line) == (schemas, 3)
