"""What the mock remembers: records, time, ids and randomness, all handed in."""

from mockserver.state.clock import Clock
from mockserver.state.memory import MemoryStorage, MemoryStore
from mockserver.state.sandbox import Sandbox
from mockserver.state.sandboxes import Sandboxes
from mockserver.state.situation import Situation
from mockserver.state.store import DEFAULT, Storage, Store
from mockserver.state.transaction import World

__all__ = [
    "DEFAULT",
    "Clock",
    "MemoryStorage",
    "MemoryStore",
    "Sandbox",
    "Sandboxes",
    "Situation",
    "Storage",
    "Store",
    "World",
]
