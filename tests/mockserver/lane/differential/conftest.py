"""Two mocks side by side, for the tests that hold one against the other."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvloop

from tests.mockserver.lane.differential.corpus import CORPUS
from tests.mockserver.lane.differential.pair import Pair
from tests.mockserver.lane.differential.samples import Samples, requests_to


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of requests that are wrong on purpose would fill the log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """The kind of loop that servers run in."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as one:
        yield one


@pytest.fixture(scope="session")
def pair_of(
    runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., tuple[Pair, list[Samples]]]:
    """Makes a pair that serves entries of the corpus, and requests for all their operations."""

    def make(
        *names: str, most: int = 30, only: str = "", **more: Any
    ) -> tuple[Pair, list[Samples]]:
        folder: Path = tmp_path_factory.mktemp("corpus")
        apis = [entry.write(folder) for entry in CORPUS if entry.name in names]
        pair = Pair(apis, runner=runner, prefixed=len(apis) > 1, **more)
        return pair, requests_to(pair.plain, most, only=only)

    return make
