"""A change of a file reloads the server; what came of it is told in the log."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

from mockserver.reloading import follow
from specs.errors import UnreadableFile


class Server:
    """Reloads as it is told: with what no longer fits, or by failing."""

    def __init__(self, *ends: tuple[str, ...] | Exception) -> None:
        self.ends = list(ends)

    def files(self) -> tuple[Path, ...]:
        return ()

    async def reload(self) -> tuple[str, ...]:
        end = self.ends.pop(0)
        if isinstance(end, Exception):
            raise end
        return end


async def changes(count: int) -> AsyncIterator[object]:
    for number in range(count):
        yield number


def told(caplog, server: Server, count: int) -> list[str]:
    with caplog.at_level(logging.INFO, "mockserver.reload"):
        asyncio.run(follow(server, changes(count)))
    return [record.getMessage() for record in caplog.records]


def test_every_change_reloads(caplog):
    server = Server((), ())

    assert told(caplog, server, 2) == ["Reloaded; records stay as they are."] * 2
    assert server.ends == []


def test_what_no_longer_fits_is_told(caplog):
    assert told(caplog, Server(("w1: shop/order/1: odd",)), 1)[1:] == [
        "No longer fits: w1: shop/order/1: odd"
    ]


def test_a_broken_file_is_told_and_the_next_change_counts_again(caplog):
    broken = UnreadableFile("this is not YAML", file=Path("openapi.yaml"), line=3)
    first, second = told(caplog, Server(broken, ()), 2)

    assert first.startswith("Not reloaded, the old files are still served. openapi.yaml:3")
    assert second.startswith("Reloaded")
