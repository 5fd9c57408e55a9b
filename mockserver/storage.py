"""Where records and the journal are kept, as the settings say."""

import asyncio
from collections.abc import Callable

from mockserver.errors import StoreUnusable
from mockserver.journal import Entry, Journal, MemoryJournal
from mockserver.journal.journal import Timer
from mockserver.settings import Settings
from mockserver.state import MemoryStorage, Storage
from mockserver.state.clock import TimeSource
from mockserver.workers import can_fork

_MEMORY = "memory"
_REDIS = ("redis://", "rediss://", "unix://")


def open_storage(settings: Settings, time: TimeSource) -> Storage:
    """Returns the storage that the settings name; nothing is connected yet.

    Raises:
        StoreUnusable: It is unknown, cannot be used here, or cannot be shared by several workers.
    """
    if settings.workers < 1:
        raise StoreUnusable(f"{settings.workers} workers serve nobody", "Give at least one")
    if settings.workers > 1 and not can_fork():
        raise StoreUnusable("this system starts no workers", "Leave out --workers")
    if settings.store == _MEMORY:
        if settings.workers > 1:
            raise StoreUnusable(
                f"{settings.workers} workers cannot share one process's memory",
                "Name a Redis server, such as --store redis://127.0.0.1:6379/0",
            )
        return MemoryStorage(idle=settings.idle, time=time)
    if not settings.store.startswith(_REDIS):
        raise StoreUnusable(
            f"{settings.store.partition(':')[0]!r} is no store",
            "Give `memory`, or the URL of a Redis server, such as redis://127.0.0.1:6379/0",
        )
    try:
        from mockserver.state.redis_store import RedisStorage
    except ModuleNotFoundError as error:
        raise StoreUnusable(
            "the Redis client is not installed",
            "Install it: pip install 'openapi-contract-kit[redis]'",
        ) from error
    try:
        return RedisStorage(settings.store, idle=settings.idle)
    except ValueError as error:
        raise StoreUnusable(f"this is no URL of a Redis server: {error}", "Correct it") from error


def open_journal(
    storage: Storage, mask: Callable[[Entry], Entry], *, timer: Timer = asyncio.timeout
) -> Journal:
    """Returns the journal that lies where the records lie.

    Args:
        storage: Keeps the records.
        mask: Takes the secrets out of what leaves this process.
        timer: Gives up waiting for entries.
    """
    if isinstance(storage, MemoryStorage):
        return MemoryJournal(timer=timer)
    from mockserver.journal.redis_journal import RedisJournal
    from mockserver.state.redis_store import RedisStorage

    assert isinstance(storage, RedisStorage), "there are two kinds of storage"
    return RedisJournal(storage, mask)
