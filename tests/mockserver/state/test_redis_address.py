"""A URL says where a Redis server is, who asks it, and how."""

import ssl

import pytest

from mockserver.state.redis_address import Address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://", Address()),
        ("redis://cache", Address(host="cache")),
        ("redis://cache:7000/3", Address(host="cache", port=7000, database=3)),
        ("redis://[::1]:7000", Address(host="::1", port=7000)),
        ("redis://cache/1?db=2", Address(host="cache", database=2)),
        ("redis://:se%40same@cache", Address(host="cache", password="se@same")),
        ("redis://ann:sesame@cache", Address(host="cache", username="ann", password="sesame")),
        ("unix:///run/redis.sock?db=2", Address(path="/run/redis.sock", database=2)),
        ("unix://ann:sesame@/r.sock", Address(path="/r.sock", username="ann", password="sesame")),
        ("rediss://cache", Address(host="cache", is_encrypted=True)),
    ],
)
def test_a_url_is_read(url, expected):
    assert Address.read(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "redis://cache:port",
        "redis://cache/first",
        "redis://cache?socket_timeout=5",
        "rediss://cache?ssl_cert_reqs=maybe",
    ],
)
def test_what_means_nothing_is_refused(url):
    with pytest.raises(ValueError):
        Address.read(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("redis://cache", []),
        ("redis://:sesame@cache/2", [("AUTH", "sesame"), ("SELECT", 2)]),
        ("redis://ann:sesame@cache", [("AUTH", "ann", "sesame")]),
    ],
)
def test_the_user_and_the_database_are_named_first(url, said):
    assert Address.read(url).greeting() == said


def test_a_password_is_not_shown():
    assert "sesame" not in repr(Address.read("redis://ann:sesame@cache"))


def test_certificates_are_checked_unless_somebody_says_otherwise():
    strict = Address.read("rediss://cache").encryption()
    lax = Address.read("rediss://cache?ssl_cert_reqs=none").encryption()

    assert (strict.verify_mode, strict.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert (lax.verify_mode, lax.check_hostname) == (ssl.CERT_NONE, False)
    assert Address.read("redis://cache").encryption() is None
