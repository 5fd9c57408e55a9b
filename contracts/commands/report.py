"""`contracts report`: a run that is over, in any of the reports' formats."""

from pathlib import Path

import click

from contracts.commands.files import write_file
from contracts.commands.stored import stored_run
from contracts.reports import FORMATS


def write_report(format_: str, output: Path | None, run_home: Path, run: str | None) -> int:
    """Writes a report to a file, or to stdout if none is named.

    Raises:
        NothingThere: There is no such run, or it did not come to an end.
        ConfigError: The file cannot be written.
    """
    result, _ = stored_run(run_home, run)
    text = FORMATS[format_](result)
    if output is None:
        # Bytes: a report is UTF-8, whatever the terminal is.
        click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
    else:
        write_file(output, text)
    return 0
