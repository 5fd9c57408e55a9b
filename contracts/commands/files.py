"""Files that a user asks for."""

import os
from pathlib import Path
from typing import Final

import click

from contracts.errors import ConfigError

STDOUT: Final = Path("-")


def check_writable(file: Path) -> None:
    """Makes sure, before anything is sent, that a file can be written at the end.

    Raises:
        ConfigError: It cannot.
    """
    if file == STDOUT:
        return
    folder = file.parent
    if file.is_dir():
        wrong = "this is a folder"
    elif not folder.is_dir():
        wrong = f"there is no folder {folder}"
    elif not os.access(file if file.exists() else folder, os.W_OK):
        wrong = "this file cannot be written: permission denied"
    else:
        return
    raise ConfigError(
        wrong, file=file, do="Name a file in a folder that exists and may be written to"
    )


def write_file(file: Path, text: str) -> None:
    """Writes a text as UTF-8, to stdout where the file is called `-`.

    Raises:
        ConfigError: It cannot be written there.
    """
    if file == STDOUT:
        click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise ConfigError(
            f"this file cannot be written: {error.strerror}",
            file=file,
            do="Name a file in a folder that exists and may be written to",
        ) from error
