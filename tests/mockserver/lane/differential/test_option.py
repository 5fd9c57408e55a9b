"""`pytest --no-compile` puts every mock of a run on the plain lane."""

import os

from mockserver.settings import Settings
from mockserver.testing import asgi_app


def test_every_mock_is_as_the_option_says(pytestconfig):
    is_plain = pytestconfig.getoption("--no-compile")

    assert Settings().compile is not is_plain
    assert (asgi_app("spaaza").express is None) is is_plain
    assert os.environ.get("MOCKSERVER_COMPILE") == ("false" if is_plain else None)


def test_what_is_said_outright_goes_before_the_option():
    assert Settings(compile=True).compile
    assert not Settings(compile=False).compile
