"""The target that needs no file: a server of the entry point group, called in this process."""

from collections.abc import Iterable
from typing import Final

from contracts.target.target import IN_PROCESS, ApiTarget, Target
from specs.bundle import Bundle
from specs.values import Record

MOCK: Final = "mock"
"""Name of the entry point that is used where no target is named."""


def in_process_target(bundles: Iterable[Bundle]) -> Target:
    """Returns the target that is the kit's own mock, with the roles of its starting state."""
    return Target(
        name=MOCK,
        apis={
            bundle.name: ApiTarget(
                url=f"{IN_PROCESS}{MOCK}{base_path(bundle)}",
                roles=seeded_roles(bundle),
                control=f"{IN_PROCESS}{MOCK}/_mock",
                server=MOCK,
            )
            for bundle in bundles
        },
        safety="writes",
        isolation="reset",
        is_exclusive=True,
        is_own_mock=True,
    )


def seeded_roles(bundle: Bundle) -> Record:
    """Returns what plays each role in the starting state of the mock."""
    return {name: role["seed"] for name, role in bundle.roles.items() if "seed" in role}


def base_path(bundle: Bundle) -> str:
    """Returns the path of the first server of a document, without a slash at the end."""
    servers = bundle.document.data.get("servers") or [{"url": "/"}]
    url = str(servers[0].get("url", "/"))
    for name, variable in servers[0].get("variables", {}).items():
        url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    path = url if url.startswith("/") else "/" + url.partition("://")[2].partition("/")[2]
    return path.rstrip("/")
