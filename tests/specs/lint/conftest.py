"""A folder that obeys every lint rule, and ways to spoil it."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import yaml

from specs.bundle import Bundle
from specs.lint import LintFinding, lint
from specs.values import Record
from specs.yaml_reader import read_text

CLEAN = Path(__file__).parent / "parcels"


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A copy of the clean folder that a test may change."""
    return Path(shutil.copytree(CLEAN, tmp_path / "parcels"))


@pytest.fixture
def spoiled(clean: Path) -> Callable[[Callable[[Record], object]], Bundle]:
    """Loads the clean folder after a change to its document."""

    def load(spoil: Callable[[Record], object]) -> Bundle:
        file = clean / "openapi.yaml"
        data = read_text(file).value
        plain = yaml.safe_load(yaml.dump(data, Dumper=_WithoutAliases, sort_keys=False))
        spoil(plain)
        file.write_text(yaml.dump(plain, Dumper=_WithoutAliases, sort_keys=False))
        return Bundle.load(clean)

    return load


@pytest.fixture
def ids(spoiled: Callable[..., Bundle]) -> Callable[[Callable[[Record], object]], set[str]]:
    """Returns the ids of all findings in the clean folder after a change to its document."""
    return lambda spoil: ids_of(lint(spoiled(spoil)))


class _WithoutAliases(yaml.SafeDumper):
    """Writes a shared value at each of its places, so that a change stays where it is made."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def ids_of(findings: Iterable[LintFinding]) -> set[str]:
    return {finding.id for finding in findings}
