"""What temporary files are called in messages: as the user named them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from specs.errors import SpecError


@dataclass(frozen=True, slots=True)
class Names:
    """The way from files that were made for reading back to what the user has."""

    made: Mapping[Path, str] = field(default_factory=lambda: MappingProxyType({}))
    """Temporary folders with what is shown in their place, `main:`; and files, `stdin`."""

    def shown(self, path: Path) -> str:
        """Returns a file as a reader finds it, from the working folder where it lies below."""
        for place, word in self.made.items():
            if path == place:
                return word
            if path.is_relative_to(place):
                return word + path.relative_to(place).as_posix()
        here = Path.cwd()
        return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()

    def told(self, text: str) -> str:
        """Returns a message without temporary paths."""
        for place, word in self.made.items():
            text = text.replace(f"{place}/", word).replace(str(place), word)
        return text

    def retold(self, error: SpecError) -> SpecError:
        """Returns the same error with the user's names."""
        told = SpecError(
            self.told(error.wrong),
            file=Path(self.shown(error.file)),
            line=error.line,
            expected=self.told(error.expected),
            do=self.told(error.do),
        )
        told.args = (self.told(str(error)),)  # a path would swallow a slash of a URL
        return told
