"""`contracts.toml`, or `[tool.contracts]` of pyproject.toml, as targets."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, get_args

from contracts.errors import ConfigError
from contracts.target.in_process import seeded_roles
from contracts.target.secrets import expand, missing_variables
from contracts.target.target import ApiTarget, Isolation, Rate, Safety, Target, Tls, checked_url
from specs.bundle import Bundle
from specs.errors import nearest_name
from specs.values import Json, Record

FILE: Final = "contracts.toml"
TARGET_KEYS: Final = {
    "apis": dict, "safety": str, "rate_limit": str, "timeout": (int, float), "exclusive": bool,
    "own_mock": bool, "isolation": str, "control": str, "tls": dict, "headers": dict,
    "max_requests": int,
}  # fmt: skip
TABLES: Final = {"targets": dict, "drift": dict}
API_KEYS: Final = {"url": str, "auth": dict, "roles": dict, "headers": dict, "control": str}
MEMBERS: Final = (
    "username", "password", "token", "value", "client_id", "client_secret", "token_url"
)  # fmt: skip
"""What a security scheme may need."""
TLS_KEYS: Final = {"verify": bool, "ca": str, "certificate": str, "key": str}


@dataclass(frozen=True, slots=True)
class Config:
    """A file with targets."""

    file: Path
    text: str
    targets: Record
    drift: Record = field(default_factory=dict)
    """What `contracts drift` is told."""

    def line(self, *words: str) -> int | None:
        """Returns the line on which a key stands, as near as its words tell."""
        start = 0
        lines = self.text.splitlines()
        for word in words:
            for number in range(start, len(lines)):
                if word in lines[number].partition("#")[0]:
                    start = number
                    break
        return start + 1 if words and any(words[-1] in line for line in lines) else None

    def wrong(self, wrong: str, *words: str, expected: str = "", do: str = "") -> ConfigError:
        """Returns an error that points at the line of a key."""
        return ConfigError(wrong, file=self.file, line=self.line(*words), expected=expected, do=do)


def find_config(folder: Path) -> Config | None:
    """Reads the file with the targets, in this folder or the nearest one above it.

    Raises:
        ConfigError: It cannot be read.
    """
    for place in (folder, *folder.parents):
        if (place / FILE).is_file():
            raw, text = _toml(place / FILE)
            config = Config(place / FILE, text, raw.get("targets", {}), raw.get("drift", {}))
            known_only(config, raw, TABLES)
            return config
        if (place / "pyproject.toml").is_file():
            raw, text = _toml(place / "pyproject.toml")
            ours = raw.get("tool", {}).get("contracts")
            if ours is not None:
                tables = ours.get("targets", {}), ours.get("drift", {})
                config = Config(place / "pyproject.toml", text, *tables)
                known_only(config, ours, TABLES)
                return config
    return None


def known_only(config: Config, raw: Json, known: Mapping[str, Json], where: str = "") -> None:
    """Makes sure that a table has keys that are known, with values of the right types.

    Args:
        config: Where it stands.
        raw: The table.
        known: The type of each key, or several.
        where: Its name, as it stands in the file.

    Raises:
        ConfigError: It has others.
    """
    if not isinstance(raw, dict):
        raise config.wrong(f"{where} is no table", where.rpartition(".")[2])
    words = where.removeprefix("targets.").split(".") if where else []
    for key, value in raw.items():
        if key not in known:
            place = f" of {where}" if where else ""
            raise config.wrong(
                f"the key {key!r}{place} is unknown", *words, key, do=nearest_name(key, known)
            )
        if not isinstance(value, known[key]) or isinstance(value, bool) != (known[key] is bool):
            kind = known[key][0] if isinstance(known[key], tuple) else known[key]
            names = {dict: "a table", str: "a text", bool: "true or false", int: "a number"}
            raise config.wrong(
                f"{key} is {value!r}", *words, key, expected=names.get(kind, "another type")
            )


def target_names(config: Config | None) -> tuple[str, ...]:
    """Returns the names of all targets."""
    return tuple(config.targets) if config is not None else ()


def read_target(
    config: Config, name: str, bundles: Iterable[Bundle], environment: Mapping[str, str]
) -> Target:
    """Reads one target, for the APIs that are to be judged and that it names.

    Raises:
        ConfigError: There is no such target, a key is unknown, or a variable is missing.
    """
    raw = config.targets.get(name)
    if not isinstance(raw, dict):
        raise ConfigError(
            f"there is no target {name!r}",
            file=config.file,
            do=nearest_name(name, config.targets) or f"Add [targets.{name}]",
        )
    known_only(config, raw, TARGET_KEYS, f"targets.{name}")
    for key, words in (("safety", Safety), ("isolation", Isolation)):
        if key in raw and raw[key] not in get_args(words):
            choices = " or ".join(get_args(words))
            raise config.wrong(f"{key} is {raw[key]!r}", name, key, expected=choices)
    if raw.get("timeout", 1) <= 0:
        raise config.wrong(f"timeout is {raw['timeout']!r}", name, "timeout", expected="seconds")
    tls = raw.get("tls", {})
    known_only(config, tls, TLS_KEYS, f"targets.{name}.tls")
    apis = raw.get("apis", {})
    here = [bundle for bundle in bundles if bundle.name in apis]
    _set_variables(config, name, raw, [bundle.name for bundle in here], environment)
    return Target(
        name=name,
        apis={bundle.name: _api(config, name, bundle, raw, environment) for bundle in here},
        safety=raw.get("safety"),
        timeout_seconds=float(raw.get("timeout", 10)),
        rate=Rate.read(raw["rate_limit"]) if "rate_limit" in raw else None,
        isolation=raw.get("isolation", "names"),
        is_exclusive=raw.get("exclusive"),
        is_own_mock=raw.get("own_mock", False),
        tls=Tls(**expand(tls, environment, f"targets.{name}.tls")),
        max_requests=raw.get("max_requests"),
    )


def _set_variables(
    config: Config, name: str, raw: Record, apis: list[str], environment: Mapping[str, str]
) -> None:
    """Makes sure that all variables that will be read are set, to name them all at once."""
    shared = [raw.get(key) for key in ("tls", "headers", "control")]
    missing = missing_variables([*shared, *(raw["apis"][api] for api in apis)], environment)
    if len(missing) > 1:
        raise config.wrong(
            f"the target {name} needs the environment variables {', '.join(missing)}, which are "
            "not set",
            name,
            do=f"Set them: export {' '.join(f'{one}=...' for one in missing)}",
        )


def _api(
    config: Config, target: str, bundle: Bundle, raw: Record, environment: Mapping[str, str]
) -> ApiTarget:
    api = raw["apis"][bundle.name]
    where = f"targets.{target}.apis.{bundle.name}"
    known_only(config, api, API_KEYS, where)
    if "url" not in api:
        raise config.wrong(f"{where} has no url", target, do='Add url = "https://..."')
    declared = bundle.roles
    roles = seeded_roles(bundle) if raw.get("own_mock") else {}
    secret: dict[str, str] = {}
    for name, written in api.get("roles", {}).items():
        if name not in declared:
            raise config.wrong(
                f"{where}.roles names {name!r}, which {bundle.name} has not",
                target, bundle.name, name, do=nearest_name(name, declared),
            )  # fmt: skip
        used = secret if declared[name]["type"] == "credentials" else None
        value = expand(written, environment, f"{where}.roles", used)
        roles[name] = _role(config, f"{where}.roles", name, declared[name], value)
        if declared[name]["type"] == "credentials":
            _credentials(config, f"{where}.roles.{name}", bundle, value)
    if "auth" in api:
        auth = expand(api["auth"], environment, f"{where}.auth", secret)
        _credentials(config, f"{where}.auth", bundle, auth)
        roles["caller.default"] = auth
    headers = {**raw.get("headers", {}), **api.get("headers", {})}
    _texts(config, f"{where}.headers", headers)
    try:
        url = checked_url(str(expand(api["url"], environment, f"{where}.url")))
    except ConfigError as error:
        raise config.wrong(f"{where}.url: {error}".rstrip("."), target, "url") from error
    return ApiTarget(
        url=url,
        roles=roles,
        headers=expand(headers, environment, f"{where}.headers", secret),
        variables=secret,
        control=expand(api.get("control", raw.get("control")), environment, f"{where}.control"),
    )


def _role(config: Config, where: str, name: str, declared: Record, value: Json) -> Json:
    """Returns a role's value in the type that the document declares."""
    kinds: dict[str, type | tuple[type, ...]] = {
        "string": (str, int), "integer": int, "number": (int, float), "boolean": bool,
        "credentials": dict,
    }  # fmt: skip
    kind = declared["type"]
    if isinstance(value, str) and kind == "integer" and value.isdecimal():
        return int(value)
    if not isinstance(value, kinds[kind]) or (kind == "integer" and isinstance(value, bool)):
        raise config.wrong(f"{where}.{name} has the wrong type", name, expected=f"a {kind}")
    return str(value) if kind == "string" else value


def _credentials(config: Config, where: str, bundle: Bundle, value: Record) -> None:
    for scheme, members in value.items():
        if scheme not in bundle.schemes:
            raise config.wrong(
                f"{where} names the security scheme {scheme!r}, which {bundle.name} has not",
                scheme, do=nearest_name(scheme, bundle.schemes),
            )  # fmt: skip
        if not isinstance(members, dict):
            raise config.wrong(f"{where}.{scheme} is no table", scheme)
        for member in members:
            if member not in MEMBERS:
                raise config.wrong(
                    f"{where}.{scheme} has no key {member!r}",
                    scheme, member, do=nearest_name(member, MEMBERS),
                )  # fmt: skip
        _texts(config, f"{where}.{scheme}", members)


def _texts(config: Config, where: str, values: Record) -> None:
    for name, value in values.items():
        if not isinstance(value, str):
            raise config.wrong(f"{where}.{name} is no text", name)


def _toml(file: Path) -> tuple[Record, str]:
    try:
        text = file.read_text(encoding="utf-8")
        return tomllib.loads(text), text
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"this file cannot be read: {error}", file=file) from error
