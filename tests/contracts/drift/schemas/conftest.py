from pathlib import Path

import pytest

from tests.contracts.drift.schemas.pairs import Pairs


@pytest.fixture
def pairs(tmp_path: Path) -> Pairs:
    return Pairs(tmp_path)
