"""The shop, served twice."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mockserver.express.asking import Asking
from tests.mockserver.express.shop import SCENARIOS, SEED, SHOP, STUB
from tests.support.documents import write_api


@pytest.fixture(autouse=True)
def compiled(request) -> None:
    """Without the express there is nothing to hold here."""
    if request.config.getoption("--no-compile"):
        pytest.skip("the express is left out")


@pytest.fixture(scope="session")
def shop_folder(tmp_path_factory) -> str:
    folder = write_api(tmp_path_factory.mktemp("served"), SHOP, STUB, seed=SEED)
    home = Path(folder) / "scenarios"
    home.mkdir()
    for name, text in SCENARIOS.items():
        (home / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def shop(shop_folder) -> Iterator[Asking]:
    """The shop with the express and without; what has been learnt of its operations stays."""
    asking = Asking(shop_folder)
    yield asking
    asking.close()


@pytest.fixture
def fresh_shop(shop_folder) -> Iterator[Asking]:
    """The same, of whose operations nothing is known yet."""
    asking = Asking(shop_folder)
    yield asking
    asking.close()


@pytest.fixture
def quiet() -> Iterator[None]:
    """Stubs fail on purpose."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
