"""A fresh SessionM mock for each test."""

import pytest

from tests.apis.sessionm.house import House


@pytest.fixture(scope="session")
def one_house():
    house = House()
    yield house
    house.close()


@pytest.fixture
def house(one_house):
    return one_house.open()
