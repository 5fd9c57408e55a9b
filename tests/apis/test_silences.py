"""What the mock reads into the silences of a document, its contract marks as assumed."""

import re

import pytest

from specs.bundle import Bundle
from specs.discovery import BUNDLED, bundled_names
from specs.lint.assumptions import assumptions


def silences(name):
    """Returns the rows of the table of silences in the README of an API."""
    text = (BUNDLED / name / "README.md").read_text("utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)
    (section,) = [one for one in sections if re.search(r"(?i)silen(t|ces)", one.partition("\n")[0])]
    return [line for line in section.splitlines() if line.startswith("| ")][1:]


@pytest.mark.parametrize("name", bundled_names())
def test_contract_marks_as_many_guesses_as_the_readme_lists(name):
    marks = assumptions(Bundle.load(BUNDLED / name))

    assert 0 < len(silences(name)) <= len(marks)
