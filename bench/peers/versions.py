"""What was measured: versions of the servers, of the programs under them, and the machine."""

import json
import os
import platform
import re
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

from bench.peers.catalogue import ROOT
from bench.peers.installed import Installed

_OURS: Final = ("openapi-contract-kit", "connexion", "uvicorn", "uvloop", "httptools")
_NPM: Final = ("@stoplight/prism-cli", "@mockoon/cli", "openapi-backend", "wiremock", "specmatic")
_PATIENCE_SECONDS: Final = 20


def versions(installed: Installed) -> dict[str, str]:
    """Returns versions by name; what is not installed is left out."""
    return dict(_versions(installed))


def _versions(installed: Installed) -> Iterator[tuple[str, str]]:
    yield "commit", _said("git", "-C", str(ROOT), "describe", "--always", "--dirty")
    yield "Python", platform.python_version()
    for package in _OURS:
        yield package, metadata.version(package)
    if installed.granian.exists():
        yield "granian", _number(_said(str(installed.granian), "--version"))
    for package in _NPM:
        described = installed.module(f"{package}/package.json")
        if described.exists():
            yield package, json.loads(described.read_text("utf-8"))["version"]
    if installed.node.exists():
        yield "node", _number(_said(str(installed.node), "--version"))
    if installed.java.exists():
        yield "java", _number(_said(str(installed.java), "-version"))
    yield "wrk", _number(_said("wrk", "-v"))


def machine() -> dict[str, str]:
    """Returns what is known of the machine, but not which one it is."""
    return {
        "system": platform.system(),
        "kernel": platform.release().partition("-")[0],
        "processors": str(os.cpu_count()),
        "processor": _processor(),
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo").read_text("utf-8")
    found = re.search(r"^model name\s*: (.*)$", told, re.MULTILINE)
    return found[1] if found else platform.machine()


def _said(*command: str) -> str:
    try:
        ran = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_PATIENCE_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (ran.stdout + ran.stderr).strip()


def _number(said: str) -> str:
    found = re.search(r"\d+(\.\d+)+", said)
    return found[0] if found else said[:40]
