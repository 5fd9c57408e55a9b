"""The services that some tests need: said to be there, installed in CI, or named.

python -m tests.support.services
"""

import os
import shutil
import subprocess
import sys

PROGRAMS = {
    "redis-server": ("redis-server",),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
}
"""Debian's package -> the programs of which one has to be there."""


def missing() -> list[str]:
    """Returns the packages of which no program is there."""
    return [package for package, names in PROGRAMS.items() if not any(map(shutil.which, names))]


def install(packages: list[str]) -> None:
    """Installs packages by Debian's package manager."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)


def main() -> int:
    """Installs what is missing where nobody minds, else names it."""
    wanted = missing()
    may_install = os.environ.get("CI") and shutil.which("apt-get") and os.geteuid() == 0
    if wanted and may_install:
        install(wanted)
        wanted = missing()
    if not wanted:
        return 0
    names = " ".join(wanted)
    sys.stderr.write(
        f"These tests need {' and '.join(wanted)}, which this machine does not have. On Debian:"
        f" apt-get install {names}. Where CI is set and you are root, this command does it.\n"
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
