"""What `[drift]` of contracts.toml and the command line say of how changes are judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from contracts.drift.rules import RULES
from contracts.drift.schemas.policy import Policy
from contracts.errors import ConfigError
from contracts.target import find_config
from contracts.target.read_file import Config, known_only
from specs.errors import nearest_name
from specs.values import Json

SEVERITIES: Final = ("error", "warning", "info", "off")
_TABLE: Final = "drift"
_KEYS: Final = {"severity": dict, "extensible_enums": bool, "undeclared": bool}


@dataclass(frozen=True, slots=True)
class Settings:
    """How changes are judged."""

    severities: Mapping[str, str]
    """By rule: `error`, `warning`, `info` or `off`; other rules keep their own."""
    policy: Policy


def read_settings(
    folder: Path,
    given: Iterable[str] = (),
    *,
    undeclared: bool = False,
    extensible_enums: bool = False,
) -> Settings:
    """Reads the settings; what stands on the command line wins.

    Args:
        folder: Where `contracts.toml` is looked for, and above it.
        given: `RULE=severity` of the command line.
        undeclared: Whether the command line asks for it.
        extensible_enums: The same.

    Raises:
        ConfigError: A key, a rule or a severity is unknown.
    """
    config = find_config(folder.resolve())
    table = {} if config is None else config.drift
    severities: dict[str, str] = {}
    if config is not None:
        known_only(config, table, _KEYS, _TABLE)
        for rule, severity in table.get("severity", {}).items():
            _check(config, rule, severity)
            severities[rule] = severity
    for text in given:
        rule, equals, severity = text.partition("=")
        if not equals:
            raise ConfigError(f"--severity {text!r} is not understood", expected="RULE=severity")
        _check(None, rule, severity)
        severities[rule] = severity
    return Settings(
        severities,
        Policy(
            undeclared=undeclared or table.get("undeclared", False),
            extensible_enums=extensible_enums or table.get("extensible_enums", False),
        ),
    )


def _check(config: Config | None, rule: str, severity: Json) -> None:
    words = (_TABLE, rule)
    if rule not in RULES:
        wrong, expected, do = f"there is no drift rule {rule!r}", "", nearest_name(rule, RULES)
    elif severity not in SEVERITIES:
        wrong, expected = f"the severity of {rule} is {severity!r}", ", ".join(SEVERITIES)
        expected, do = f"one of {expected}", nearest_name(str(severity), SEVERITIES)
    else:
        return
    if config is not None:
        raise config.wrong(wrong, *words, expected=expected, do=do)
    raise ConfigError(f"--severity: {wrong}", expected=expected, do=do)
