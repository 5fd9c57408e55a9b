"""Files that a user asks for."""

from pathlib import Path

from contracts.errors import ConfigError


def write_file(file: Path, text: str) -> None:
    """Writes a text as UTF-8.

    Raises:
        ConfigError: It cannot be written there.
    """
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise ConfigError(
            f"this file cannot be written: {error.strerror}",
            file=file,
            do="Name a file in a folder that exists and may be written to",
        ) from error
