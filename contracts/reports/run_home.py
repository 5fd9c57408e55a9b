"""Where runs are kept, as the commands that read them are told."""

from pathlib import Path
from typing import Final

_HOME: Final = Path(".contracts")
"""Where commands look for runs unless they are told otherwise."""


def run_home_option(folder: Path | None) -> str:
    """Returns the option that a command needs to find a run, with a blank before it, or nothing.

    >>> run_home_option(Path("elsewhere/runs/ck-7f3a"))
    ' --run-home elsewhere'
    >>> run_home_option(Path(".contracts/runs/ck-7f3a")), run_home_option(None)
    ('', '')
    """
    home = folder.parent.parent if folder is not None else _HOME
    return "" if home == _HOME else f" --run-home {home}"
