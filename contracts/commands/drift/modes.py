"""Which comparison a command line asks for, and what is said where it asks for none or for two."""

from typing import Final, Literal

from contracts.commands.drift.request import DriftRequest
from contracts.errors import ConfigError

Mode = Literal["documents", "traffic", "target", "mock", "examples"]

_TWO: Final = 2
_USAGE: Final = (
    "Name two documents, such as `contracts drift main:openapi.yaml openapi.yaml`: each is a file, "
    "an API folder, REVISION:path of git, `-` for stdin, or a URL of this machine. Or hold an API "
    "against what is seen, with --target NAME, --mock --target NAME, --traffic FILE or --examples."
)


def mode_of(request: DriftRequest) -> Mode:
    """Returns the comparison that is asked for.

    Raises:
        ConfigError: There is none, there are several, or an option does not belong to it.
    """
    asked = [
        name
        for name, is_asked in (
            ("--target", request.target is not None or request.mock),
            ("--traffic", bool(request.traffic)),
            ("--examples", request.examples),
        )
        if is_asked
    ]
    if len(asked) > 1:
        raise ConfigError(
            f"{' and '.join(asked)} are two comparisons", do="Ask for one of them at a time"
        )
    mode = _mode(request, asked)
    _check_options(request, mode)
    return mode


def _mode(request: DriftRequest, asked: list[str]) -> Mode:
    if not asked:
        return _documents(request)
    if request.mock and request.target is None:
        raise ConfigError(
            "--mock says what the target is compared with, and there is no --target",
            do="Name it: contracts drift --mock --target NAME",
        )
    if request.mock:
        return "mock"
    return "target" if request.target is not None else "traffic" if request.traffic else "examples"


def _documents(request: DriftRequest) -> Mode:
    count = len(request.words)
    if count == _TWO:
        return "documents"
    if not count:
        raise ConfigError("nothing says what is to be compared", do=_USAGE)
    if count == 1:
        word = request.words[0]
        raise ConfigError(
            f"{word} is one document, and nothing says what to compare it with", do=_USAGE
        )
    raise ConfigError(
        f"{count} documents are named", expected="two, the base and the revision", do=_USAGE
    )


def _check_options(request: DriftRequest, mode: Mode) -> None:
    """Refuses options that would have no effect."""
    is_live = mode in ("target", "mock")
    for option, is_given, fits, belongs in (
        ("--used-by", bool(request.used_by), mode == "documents", "two documents"),
        ("--map", bool(request.maps), bool(request.traffic or request.used_by), "recordings"),
        ("--header", bool(request.headers), is_live, "--target"),
        ("--auth", request.auth is not None, is_live, "--target"),
        ("--own-mock", request.own_mock, is_live, "--target"),
        ("--rate-limit", request.rate_limit is not None, is_live, "--target"),
        ("--writes", request.writes, mode == "target", "--target without --mock"),
        ("--max-time", request.max_seconds is not None, is_live, "--target"),
        ("--max-examples", request.max_examples is not None, is_live, "--target"),
        ("--include-operation-id", bool(request.operations), is_live, "--target"),
        ("--patch", request.patch is not None, mode in ("target", "traffic"),
         "--target or --traffic"),
        ("--overlay", bool(request.overlays), not is_live, "documents and recordings"),
        ("--allow-references", bool(request.allow_references), not is_live,
         "documents and recordings"),
        ("--strict", request.strict is not None, not is_live, "documents and recordings"),
    ):  # fmt: skip
        if is_given and not fits:
            raise ConfigError(f"{option} has no meaning here", expected=f"it with {belongs}")
