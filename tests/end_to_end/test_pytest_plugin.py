"""The fixtures as somebody's own tests use them, each run of pytest in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from mockserver.testing import asgi_app, running
from tests.end_to_end.terminal import make_api
from tests.support.worlds import server

TESTS = """\
import asyncio

import httpx2
import pytest

@pytest.mark.parametrize("total", [6, 7, 8, 9])
def test_worlds_are_apart(mock, total):
    assert mock.client.get("/orders/1").json() == {"total": 5}
    mock.put_state("shop", {"order": {"1": {"total": total}}})
    assert mock.client.get("/orders/1").json() == {"total": total}

def test_address(mock, mock_server):
    assert mock.url == f"{mock_server.url}/~{mock.name}"
    assert mock.name.startswith("test_shop.py-test_address-")
    assert httpx2.get(mock_server.url + "/orders/1", headers=mock.headers).json() == {"total": 5}

def test_without_a_socket(mock):
    async def ask():
        async with mock.async_client() as client:
            return await client.get("/orders/1")

    assert asyncio.run(ask()).json() == {"total": 5}
    mock.verify(operation="getOrder", exactly=1)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with an API, tests, and pytest's own file."""
    make_api(tmp_path, "shop")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmock_apis = shop\n")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_shop.py").write_text(TESTS)
    return tmp_path


def pytest_run(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Runs pytest with this plugin and no other that is installed."""
    plugins = ["-p", "no:cacheprovider", "-p", "mockserver.pytest_plugin"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plugins, *arguments],
        cwd=folder,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return ran.returncode, ran.stdout + ran.stderr


def names(url: str, **headers: str) -> list[str]:
    found = httpx2.get(url + "/_mock/sandboxes", trust_env=False, headers=headers).json()
    return [one["name"] for one in found["sandboxes"]]


def test_each_test_has_a_sandbox_of_its_own_and_no_warning(folder: Path) -> None:
    code, said = pytest_run(folder / "tests", "-W", "error")

    assert code == 0, said
    assert "6 passed" in said


def test_several_processes_keep_apart(folder: Path) -> None:
    code, said = pytest_run(folder, "-p", "xdist.plugin", "-n", "2")

    assert code == 0, said
    assert "6 passed" in said


def test_a_mock_that_runs_is_shared_by_several_processes_and_left_clean(folder: Path) -> None:
    with running(server(str(folder / "shop"), admin_token="s3cret")) as url:
        arguments = ("-p", "xdist.plugin", "-n", "2", "--mock-url", url)
        code, said = pytest_run(folder, *arguments, MOCKSERVER_ADMIN_TOKEN="s3cret")
        left = names(url, authorization="Bearer s3cret")

    assert code == 0, said
    assert "6 passed" in said
    assert left == []


def test_a_mock_that_is_not_there_is_one_paragraph(folder: Path) -> None:
    code, said = pytest_run(folder, "--mock-url", "http://127.0.0.1:9", "-x")

    assert code == 1
    assert "No mock answers at http://127.0.0.1:9" in said
    assert "Traceback" not in said
    assert "def _one_paragraph" not in said


def test_an_api_that_is_not_there_is_one_paragraph(folder: Path) -> None:
    (folder / "pytest.ini").write_text("[pytest]\nmock_apis = shop critoe\n")

    code, said = pytest_run(folder, "-x")

    assert code == 1
    assert "Did you mean criteo?" in said
    assert "def _one_paragraph" not in said


def test_a_test_that_is_disappointed_fails_with_what_came_nearest(folder: Path) -> None:
    (folder / "tests" / "test_shop.py").write_text(
        "def test_it(mock):\n"
        "    mock.client.get('/orders/1')\n"
        "    mock.verify(operation='getOrder', exactly=2)\n"
    )

    code, said = pytest_run(folder, "--no-header")

    assert code == 1
    assert "NotAsExpected: Expected exactly 2, received 1." in said
    assert "def verify" not in said


def test_who_asks_for_no_fixture_loads_no_server() -> None:
    heavy = ["connexion", "httpx2", "mockserver.app", "mockserver.errors", "specs", "yaml"]
    code = (
        "import pytest, sys; before = set(sys.modules); import mockserver.pytest_plugin;"
        f" print(sorted(set({heavy}) & (set(sys.modules) - before)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout == "[]\n"


def test_the_fixtures_serve_the_bundled_apis_by_default(folder: Path) -> None:
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "tests" / "test_shop.py").write_text(
        "def test_it(mock_server):\n"
        f"    assert mock_server.apis == {tuple(api.name for api in asgi_app().served())}\n"
    )

    code, said = pytest_run(folder)

    assert code == 0, said
