"""What stands on a command line becomes bundles, a target and options, or one paragraph."""

from pathlib import Path
from typing import Any

import pytest

from contracts.errors import ConfigError
from contracts.run.opening import Asked, open_target, options_of
from contracts.run.options import KINDS, RunOptions
from contracts.target import Rate, Target
from tests.support.judging import server_target

FILE = '[targets.lab.apis.criteo]\nurl = "http://127.0.0.1:4010"\nheaders = { X-A = "file" }\n'


def opened(folder: Path, **asked: Any) -> Target:
    (folder / "contracts.toml").write_text(FILE, encoding="utf-8")
    return open_target(Asked(apis=("criteo",), folder=folder, **asked), {})[1]


def options(target: Target | None = None, **more: Any) -> RunOptions:
    plain: dict[str, Any] = dict.fromkeys(("kinds", "operations", "laws", "checks"), ())
    plain |= {"seed": 1, "max_examples": 7, "shard": None, "max_seconds": None}
    return options_of(target=target or server_target("criteo"), **{**plain, **more})


@pytest.mark.parametrize("name", [None, "mock"])
def test_without_a_target_the_mock_is_judged(tmp_path: Path, name: str | None) -> None:
    target = opened(tmp_path, target=name)

    assert (target.name, target.is_own_mock) == ("mock", True)
    assert target.apis["criteo"].url.startswith("asgi://")


def test_target_of_the_file_is_read(tmp_path: Path) -> None:
    target = opened(tmp_path, target="lab")

    assert target.apis["criteo"].url == "http://127.0.0.1:4010"


def test_url_is_a_target_of_its_own(tmp_path: Path) -> None:
    target = opened(tmp_path, target="https://staging.example.test/base/")

    api = target.apis["criteo"]
    assert api.url == "https://staging.example.test/base"
    assert (api.roles, api.control) == ({}, None)
    assert not target.may_write("criteo")
    assert target.isolation == "names"


def test_url_of_the_own_mock_brings_roles_and_control(tmp_path: Path) -> None:
    target = opened(tmp_path, target="http://127.0.0.1:4010", own_mock=True)

    assert target.apis["criteo"].control == "http://127.0.0.1:4010/_mock"
    assert "campaign.capped" in target.apis["criteo"].roles
    assert target.isolation == "reset"


@pytest.mark.parametrize("url", ["http://", "ftp://x.test", "http://x.test/?a=1", "http://x y"])
def test_url_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        opened(tmp_path, target=url)

    assert "\n" not in str(caught.value)


def test_headers_and_credentials_go_to_every_api(tmp_path: Path) -> None:
    target = opened(tmp_path, target="lab", headers=("X-A: line:two", "X-B:  b "), auth="me:p:word")

    assert target.apis["criteo"].headers == {
        "X-A": "line:two",
        "X-B": "b",
        "Authorization": "Basic bWU6cDp3b3Jk",
    }


@pytest.mark.parametrize(
    "asked",
    [
        {"headers": ("no colon",)},
        {"headers": (": x",)},
        {"auth": "nobody"},
        {"rate_limit": "fast"},
        {"target": "lap"},
        {"target": ""},
    ],
)
def test_mistake_is_one_paragraph(tmp_path: Path, asked: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        opened(tmp_path, **{"target": "lab", **asked})

    assert "\n" not in str(caught.value)


def test_password_does_not_show_in_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        opened(tmp_path, target="lab", auth="hush-hush")

    assert "hush-hush" not in str(caught.value)


def test_unknown_target_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="lab"):
        opened(tmp_path, target="lap")


def test_rate_and_safety_can_be_asked_for(tmp_path: Path) -> None:
    target = opened(tmp_path, target="lab", rate_limit="5/s", read_only=True)

    assert target.rate == Rate(5, 1.0)
    assert not target.may_write("criteo")


def test_kinds_keep_their_own_order() -> None:
    assert options().kinds == KINDS
    assert options(kinds=("law", "examples")).kinds == ("examples", "law")


def test_few_examples_are_made_where_they_stay() -> None:
    lasting = Target("t", server_target("criteo").apis, safety="writes", isolation="names")
    read = Target("t", server_target("criteo").apis, safety="read-only", isolation="names")

    amounts = [options(target, max_examples=None).max_examples for target in (lasting, read)]

    assert amounts[0] < amounts[1]
    assert options(lasting, max_examples=50).max_examples == 50


@pytest.mark.parametrize(("text", "shard"), [("1/1", (1, 1)), ("3/8", (3, 8)), ("8/8", (8, 8))])
def test_shard_is_read(text: str, shard: tuple[int, int]) -> None:
    assert options(shard=text).shard == shard


@pytest.mark.parametrize(
    "more",
    [
        {"shard": "0/3"},
        {"shard": "4/3"},
        {"shard": "3"},
        {"shard": "a/b"},
        {"shard": "1/0"},
        {"shard": "²/3"},
        {"kinds": ("fuzz",)},
        {"max_examples": 0},
    ],
)
def test_option_that_makes_no_sense_is_one_paragraph(more: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        options(**more)

    assert "\n" not in str(caught.value)
