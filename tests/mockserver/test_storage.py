"""The settings say where records are kept; what cannot be is refused in one paragraph."""

import pytest

from mockserver.errors import StoreUnusable
from mockserver.settings import Settings
from mockserver.state import MemoryStorage
from mockserver.state.redis_store import RedisStorage
from mockserver.storage import open_storage
from tests.support.worlds import HandSet


def test_memory_is_the_default():
    assert isinstance(open_storage(Settings(), HandSet()), MemoryStorage)


def test_a_redis_url_names_a_server_without_asking_it():
    settings = Settings(store="redis://127.0.0.1:1/0", workers=4)

    assert isinstance(open_storage(settings, HandSet()), RedisStorage)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (Settings(workers=2), "2 workers cannot share"),
        (Settings(workers=0), "0 workers serve nobody"),
        (Settings(store="mongodb://x"), "'mongodb' is no store"),
        (Settings(store="redis://127.0.0.1:port"), "no URL of a Redis server"),
    ],
)
def test_what_cannot_be_is_refused(settings, told):
    with pytest.raises(StoreUnusable, match=told):
        open_storage(settings, HandSet())
