"""What can go wrong in the suite, by who must act.

ContractsError
├── ConfigError            the operator: contracts.toml, an option, a missing variable
├── TargetUnreachable      whoever runs the target
├── NothingThere           the operator: no run, finding or law of that name
├── CannotGenerate         the author of a document: no request can be made from it (run.bridge)
└── SuiteDefect            us: a law that breaks its own declaration
"""

from pathlib import Path

from specs.errors import sentence


class ContractsError(Exception):
    """Base of this package's errors. `str()` is one paragraph."""


class ConfigError(ContractsError):
    """The suite cannot run as asked."""

    def __init__(
        self,
        wrong: str,
        *,
        file: Path | None = None,
        line: int | None = None,
        expected: str = "",
        do: str = "",
    ) -> None:
        self.file = file
        self.line = line
        place = "" if file is None else f"{file}: " if line is None else f"{file}:{line}: "
        parts = [place + sentence(wrong)]
        if expected:
            parts.append(sentence(f"Expected {expected}"))
        if do:
            parts.append(sentence(do))
        super().__init__(" ".join(parts))


class TargetUnreachable(ContractsError):
    """Nothing answers where the target should be."""

    def __init__(self, target: str, api: str, url: str, reason: str) -> None:
        self.target = target
        super().__init__(
            f"The target {target} cannot be reached for {api}: {url} answers nothing "
            f"({reason}). Start it, or correct the url of {api} in the target."
        )


class NothingThere(ContractsError):
    """There is no run, finding, check or law of that name."""


class SuiteDefect(ContractsError):
    """A law or provocation does what it does not declare."""
