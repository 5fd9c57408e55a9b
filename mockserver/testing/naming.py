"""What the sandbox of a test is called."""

import hashlib
import re
from typing import Final

_LONGEST: Final = 64
_UNFIT: Final = re.compile(r"[^A-Za-z0-9_.]+")
_DIGEST_LENGTH: Final = 10


def sandbox_name(test: str, *, worker: str = "", run: str = "") -> str:
    """Returns the name of a test's sandbox: readable, and no other test's.

    Args:
        test: The test's node id, `tests/test_shop.py::test_buys[two]`.
        worker: Id of the process that runs it, where several do.
        run: Tells runs apart that may use one mock at the same time.

    >>> sandbox_name("tests/test_shop.py::test_buys[two]", worker="gw1")
    'test_shop.py-test_buys-two-gw1-9be4c4f7c0'
    """
    digest = hashlib.sha256("\n".join((test, worker, run)).encode()).hexdigest()[:_DIGEST_LENGTH]
    # A parameter may hold a slash, so the file's folders are cut off before the first `::` only.
    file, separator, rest = test.partition("::")
    said = _UNFIT.sub("-", file.rpartition("/")[2] + separator + rest).lstrip("-._")
    ending = "-".join(filter(None, (_UNFIT.sub("-", worker), digest)))
    start = said[: _LONGEST - len(ending) - 1].rstrip("-")
    return f"{start}-{ending}" if start else f"test-{ending}"
