"""A server is set up safely unless told otherwise."""

import dataclasses

import pytest

from mockserver.settings import Settings, is_loopback


def test_a_server_stays_on_this_machine_by_default():
    assert Settings().is_loopback
    assert Settings().admin_token is None


def test_settings_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().port = 80


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "shop.localhost", "127.0.0.1", "127.255.0.3", "::1", "[::1]"]
)
def test_loopback_is_recognised(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "", "localhost.example.test", "notlocalhost", "128.0.0.1", "127.1", "[::2]"],
)
def test_anything_else_is_not_loopback(host):
    assert not is_loopback(host)


def test_a_server_on_every_address_is_not_on_loopback():
    assert not Settings(host="0.0.0.0").is_loopback
