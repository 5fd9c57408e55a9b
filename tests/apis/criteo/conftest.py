"""Desks to call the Criteo stub from."""

import asyncio

import pytest

from tests.apis.criteo.desk import Desk


@pytest.fixture
def desk():
    return asyncio.run(Desk().open())
