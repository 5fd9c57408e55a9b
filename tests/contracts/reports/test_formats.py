"""Every format takes every run, says the same each time, and can be written to a file."""

import pytest

from contracts import reports
from contracts.reports import FORMATS
from tests.support.drift_runs import INJECTED, full_drift, quiet_drift
from tests.support.runs import HOSTILE, clean_run, interrupted_run, rich_run


def test_the_formats_are_those_of_the_command_line():
    assert list(FORMATS) == [
        *("json", "html", "sarif", "junit", "github", "markdown", "summary", "text")
    ]


@pytest.mark.parametrize("make", [rich_run, clean_run, interrupted_run, full_drift, quiet_drift])
@pytest.mark.parametrize("name", FORMATS)
def test_a_report_depends_on_its_run_only(name, make):
    text = FORMATS[name](make())

    assert text == FORMATS[name](make())
    text.encode()
    assert all(char.isprintable() or char in "\n\t" for char in text)
    assert HOSTILE not in text
    assert INJECTED not in text
    assert text == "" or text.endswith("\n")


def test_every_public_name_is_there():
    assert [name for name in reports.__all__ if not hasattr(reports, name)] == []
    assert not hasattr(reports, "no_such_report")
