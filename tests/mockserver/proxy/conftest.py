"""A shop whose real server stands behind the proxy."""

import pytest

from tests.support.documents import write_api
from tests.support.proxied import shop, staged


@pytest.fixture
def described(tmp_path):
    return write_api(tmp_path, shop())


@pytest.fixture
def stage(described):
    with staged(described) as found:
        yield found
