"""A target is read-only unless it is on this machine or says otherwise."""

import pytest

from contracts.errors import ConfigError
from contracts.target import ApiTarget, Rate, Target
from contracts.target.target import Safety, is_local

FAR = "https://staging.example.test/v1"
NEAR = "http://127.0.0.1:4010"


def target(*urls: str, safety: Safety | None = None, exclusive: bool | None = None) -> Target:
    apis = {f"api{number}": ApiTarget(url) for number, url in enumerate(urls)}
    return Target("t", apis, safety=safety, is_exclusive=exclusive)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1",
        "http://127.8.8.8:80/x",
        "http://localhost:4010",
        "http://LOCALHOST",
        "http://api.localhost/v1",
        "http://[::1]:80",
        "asgi://mock/api",
    ],
)
def test_loopback_is_local(url: str) -> None:
    assert is_local(url)


@pytest.mark.parametrize(
    "url",
    [
        FAR,
        "http://10.0.0.1",
        "http://localhost.example.test",
        "http://127.0.0.1.example.test",
        "http://127.0.0.1@example.test/",
        "http://example.test/?127.0.0.1",
        "http://example.test#localhost",
        "http://notlocalhost",
        "http://0.0.0.0",
        "http://[::2]",
        "//127.0.0.1:x@example.test",
        "",
    ],
)
def test_anything_else_is_not_local(url: str) -> None:
    assert not is_local(url)


def test_foreign_target_is_read_only_unless_it_says_otherwise() -> None:
    assert not target(FAR).may_write("api0")
    assert target(FAR, safety="writes").may_write("api0")


def test_local_target_may_be_written_unless_it_says_otherwise() -> None:
    assert target(NEAR).may_write("api0")
    assert not target(NEAR, safety="read-only").may_write("api0")


def test_safety_is_of_each_api() -> None:
    mixed = target(NEAR, FAR)

    assert (mixed.may_write("api0"), mixed.may_write("api1")) == (True, False)


def test_target_is_exclusive_only_if_all_of_it_is_local() -> None:
    assert target(NEAR, NEAR).exclusive
    assert not target(NEAR, FAR).exclusive


def test_target_may_say_that_nobody_else_uses_it() -> None:
    assert target(FAR, exclusive=True).exclusive
    assert not target(NEAR, exclusive=False).exclusive


@pytest.mark.parametrize(
    ("text", "requests", "seconds"), [("10/s", 10, 1), ("100/m", 100, 60), ("5000/h", 5000, 3600)]
)
def test_rate_is_read(text: str, requests: int, seconds: float) -> None:
    assert Rate.read(text) == Rate(requests, seconds)


def test_automatic_rate_is_no_limit_of_ours() -> None:
    assert Rate.read("auto") is None


@pytest.mark.parametrize(
    "text", ["", "10", "0/s", "-1/s", "10/d", "1.5/s", "10 / s", "AUTO", "٣/s"]
)
def test_other_rates_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(ConfigError, match=r"10/s, 100/m or auto"):
        Rate.read(text)
