"""`pytest --contracts-target T`: the options; the work is loaded only when it is asked for."""

import pytest

_WORK = "contracts.pytest_suite.hooks"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the suite's options."""
    group = parser.getgroup("contracts", "openapi-contract-kit: judge a server by its contract")
    group.addoption(
        "--contracts-target",
        metavar="TARGET",
        help="judge a target of contracts.toml, a URL, or `mock`, the kit's own mock in process",
    )
    group.addoption(
        "--contracts-api",
        action="append",
        default=[],
        metavar="API",
        help="an API by name, folder or OpenAPI file; all bundled ones if none is named",
    )
    group.addoption("--contracts-seed", type=int, default=0, help="seed of all that is drawn")
    group.addoption(
        "--contracts-max-examples",
        type=int,
        help="examples of each law and operation; 20, or 5 where what they make stays",
    )
    for name, what in (
        ("kind", "examples, coverage, fuzzing, stateful, law or error-code"),
        ("operation", "an operationId or a label such as `GET /items`"),
        ("law", "the id of a law"),
        ("check", "the id of a check"),
    ):
        group.addoption(
            f"--contracts-{name}", action="append", default=[], help=f"only these: {what}"
        )
    group.addoption("--contracts-shard", metavar="N/M", help="run one of M parts of the plan")
    group.addoption("--contracts-max-time", type=float, help="stop after so many seconds")
    group.addoption("--contracts-rate-limit", help="such as 10/s, 100/m or auto")
    group.addoption(
        "--contracts-header", action="append", default=[], help="`Name: value`, sent each time"
    )
    group.addoption("--contracts-auth", help="user:password for HTTP Basic")
    group.addoption(
        "--contracts-own-mock", action="store_true", help="the URL is the kit's own mock"
    )
    group.addoption(
        "--contracts-read-only", action="store_true", help="send nothing that may write"
    )
    group.addoption("--contracts-run-id", help="the run's id and the prefix of what it makes")
    group.addoption(
        "--contracts-run-home", default=".contracts", help="where runs keep their files"
    )
    group.addoption(
        "--contracts-fail-on",
        choices=("error", "warning", "info"),
        default="error",
        help="the least severity that fails an item",
    )
    group.addoption("--contracts-har", help="write all exchanges to this HAR file")
    group.addoption(
        "--contracts-only",
        action="store_true",
        help="collect nothing but the suite's own items",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Loads the work if a target is named."""
    if config.getoption("contracts_target"):
        config.pluginmanager.import_plugin(_WORK)
