"""What the mock remembers: records, time, ids and randomness, all handed in."""

from mockserver.state.clock import Clock
from mockserver.state.memory import MemoryStore
from mockserver.state.sandbox import Sandbox
from mockserver.state.store import Store
from mockserver.state.transaction import World

__all__ = ["Clock", "MemoryStore", "Sandbox", "Store", "World"]
