"""What a user asks for, as bundles, a target and options: the common start of all commands."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from contracts.errors import ConfigError
from contracts.run.options import LASTING_EXAMPLES, LAW_EXAMPLES, RunOptions
from contracts.target import (
    ApiTarget,
    Rate,
    Target,
    find_config,
    in_process_target,
    read_target,
    target_names,
)
from contracts.target.in_process import MOCK, base_path, seeded_roles
from contracts.target.target import checked_url
from specs.bundle import Bundle
from specs.discovery import discover
from specs.errors import nearest_name


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands on the command line."""

    apis: tuple[str, ...] = ()
    target: str | None = None
    headers: tuple[str, ...] = ()
    """`Name: value`."""
    auth: str | None = None
    """`user:password` for HTTP Basic."""
    own_mock: bool = False
    rate_limit: str | None = None
    read_only: bool = False
    folder: Path = Path()
    """Where `contracts.toml` is looked for."""


def open_target(asked: Asked, environment: Mapping[str, str]) -> tuple[tuple[Bundle, ...], Target]:
    """Returns the APIs and the target that a user asks for.

    Raises:
        ConfigError: The target is unknown or described wrongly.
        SpecError: An API cannot be read.
    """
    bundles = discover(asked.apis)
    target = _target(asked, bundles, environment)
    if asked.headers or asked.auth:
        target = replace(
            target,
            apis={name: _with_headers(api, asked) for name, api in target.apis.items()},
        )
    if asked.rate_limit is not None:
        target = replace(target, rate=Rate.read(asked.rate_limit))
    if asked.read_only:
        target = replace(target, safety="read-only")
    return bundles, target


def _target(asked: Asked, bundles: Sequence[Bundle], environment: Mapping[str, str]) -> Target:
    if asked.target is None or asked.target == MOCK:
        return in_process_target(bundles)
    if "://" in asked.target:
        return _by_url(checked_url(asked.target), bundles, own_mock=asked.own_mock)
    config = find_config(asked.folder.resolve())
    if config is None:
        raise ConfigError(
            f"there is no target {asked.target!r}: no contracts.toml in {asked.folder.resolve()} "
            "or above it",
            do=nearest_name(asked.target, (MOCK,)) if asked.target else "Name a URL",
        )
    if asked.target not in target_names(config):
        raise ConfigError(
            f"there is no target {asked.target!r}",
            file=config.file,
            do=nearest_name(asked.target, (*target_names(config), MOCK)),
        )
    return read_target(config, asked.target, bundles, environment)


def _by_url(url: str, bundles: Sequence[Bundle], *, own_mock: bool) -> Target:
    return Target(
        name=url,
        apis={
            bundle.name: ApiTarget(
                url=url + (base_path(bundle) if own_mock else ""),
                roles=seeded_roles(bundle) if own_mock else {},
                control=f"{url}/_mock" if own_mock else None,
            )
            for bundle in bundles
        },
        is_own_mock=own_mock,
        isolation="reset" if own_mock else "names",
    )


def _with_headers(api: ApiTarget, asked: Asked) -> ApiTarget:
    headers = dict(api.headers)
    for line in asked.headers:
        name, colon, value = line.partition(":")
        if not colon or not name.strip():
            raise ConfigError(f"the header {line!r} is not understood", expected="'Name: value'")
        headers[name.strip()] = value.strip()
    if asked.auth is not None:
        username, colon, password = asked.auth.partition(":")
        if not colon:
            raise ConfigError("--auth is not understood", expected="user:password")
        headers["Authorization"] = _basic(username, password)
    return replace(api, headers=headers)


def _basic(username: str, password: str) -> str:
    return f"Basic {b64encode(f'{username}:{password}'.encode()).decode()}"


def options_of(
    target: Target,
    *,
    seed: int,
    max_examples: int | None,
    kinds: Sequence[str],
    operations: Sequence[str],
    laws: Sequence[str],
    checks: Sequence[str],
    shard: str | None,
    max_seconds: float | None,
) -> RunOptions:
    """Returns the options of a run; how many examples are wise depends on the target.

    Raises:
        ConfigError: A value makes no sense.
    """
    known: RunOptions = RunOptions()
    for kind in kinds:
        if kind not in known.kinds:
            raise ConfigError(f"there is no kind {kind!r}", do=nearest_name(kind, known.kinds))
    if max_examples is None:
        lasts = target.isolation != "reset" and any(map(target.may_write, target.apis))
        max_examples = LASTING_EXAMPLES if lasts else LAW_EXAMPLES
    if max_examples < 1:
        raise ConfigError("--max-examples is below 1")
    return RunOptions(
        seed=seed,
        max_examples=max_examples,
        kinds=tuple(kind for kind in known.kinds if not kinds or kind in kinds),
        operations=tuple(operations),
        laws=tuple(laws),
        checks=tuple(checks),
        shard=None if shard is None else _shard(shard),
        max_seconds=max_seconds,
    )


def _shard(text: str) -> tuple[int, int]:
    number, slash, count = text.partition("/")
    if not (slash and number.isdecimal() and count.isdecimal()) or not (
        1 <= int(number) <= int(count)
    ):
        raise ConfigError(f"the shard {text!r} is not understood", expected="such as 3/8")
    return int(number), int(count)
