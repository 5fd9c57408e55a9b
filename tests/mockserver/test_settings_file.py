"""A settings file: found upward, judged by its schema, read late, and outdone by what is said."""

import os
import tomllib
from pathlib import Path

import click
import jsonschema_rs
import orjson
import pytest

from mockserver import cli
from mockserver.commands import serve
from mockserver.settings import Settings
from mockserver.settings_file import SCHEMA, SettingsFileWrong, find_settings
from mockserver.state.spans import parse_span
from tests.support.documents import api, write_api

KEYS = orjson.loads(SCHEMA.read_bytes())["properties"]
MEMBERS = {"prefix": "prefixed"}
"""Key -> its name in the settings, where they differ."""
OTHERS = {
    "apis": ["spaaza"], "host": "localhost", "port": 4020, "prefix": True, "seed": 7,
    "strict": True, "store": "redis://127.0.0.1:1/0", "workers": 2, "idle": "2h", "compile": False,
    "admin_token": "letmein", "overlays": ["a.yaml", "b.yaml"], "allow_references": ["shared"],
    "reload": True,
}  # fmt: skip
"""For each key a value that no default is."""


@pytest.fixture(autouse=True)
def nothing_in_the_environment(monkeypatch):
    for name in [name for name in os.environ if name.startswith("MOCKSERVER_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Reads a command line in a folder, as the settings that a server would have."""
    monkeypatch.chdir(tmp_path)

    def with_arguments(*arguments: str) -> Settings:
        seen: list[Settings] = []

        class Seen(Exception):
            pass

        def take(settings: Settings) -> None:
            seen.append(settings)
            raise Seen

        monkeypatch.setattr(serve, "MockServer", take)
        with pytest.raises(Seen):
            cli.cli.main(["serve", *arguments], standalone_mode=False)
        return seen[0]

    return with_arguments


def write(folder: Path, text: str, name: str = "mockserver.toml") -> Path:
    (folder / name).write_text(text)
    return folder / name


def toml(key: str, value: object) -> str:
    return f"{key} = {orjson.dumps(value).decode()}\n"


def wrong(folder: Path) -> SettingsFileWrong:
    with pytest.raises(SettingsFileWrong) as told:
        find_settings(folder)
    assert "\n" not in str(told.value)
    return told.value


def test_the_schema_is_one():
    schema = orjson.loads(SCHEMA.read_bytes())

    assert jsonschema_rs.meta.is_valid(schema)
    assert jsonschema_rs.is_valid(
        schema, {key: one["default"] for key, one in KEYS.items() if "default" in one}
    )
    assert all(one["description"].endswith(".") for one in KEYS.values())


def test_the_keys_are_the_options_of_the_command():
    kinds = {"integer": {"integer"}, "boolean": {"boolean"}}
    options = {one.name: one for one in serve.serve.params}

    assert set(options) == set(KEYS) == set(OTHERS)
    for key, schema in KEYS.items():
        option = options[key]
        is_list = option.nargs == -1 or getattr(option, "multiple", False)
        assert is_list == (schema["type"] == "array"), key
        assert option.type.name in kinds.get(schema["type"], {"text", "path"}), key
        assert option.envvar == f"MOCKSERVER_{key.upper()}"


def test_the_defaults_of_schema_options_and_settings_are_the_same(read):
    defaults = Settings()

    assert read() == defaults
    for key, schema in KEYS.items():
        meant = schema.get("default")
        value = getattr(defaults, MEMBERS.get(key, key))
        meant = {"idle": parse_span}.get(key, tuple if isinstance(meant, list) else lambda it: it)(
            meant
        )
        assert value == meant, key


@pytest.mark.parametrize(("key", "value"), OTHERS.items())
def test_each_key_reaches_the_settings(read, tmp_path, key, value):
    write(tmp_path, toml(key, value))

    found = read()

    expected = {
        "idle": parse_span("2h"),
        "apis": ("spaaza",),
        "overlays": (f"{tmp_path}/a.yaml", f"{tmp_path}/b.yaml"),
        "allow_references": (f"{tmp_path}/shared",),
    }.get(key, value)
    assert getattr(found, MEMBERS.get(key, key)) == expected
    assert found != Settings()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (key, "1" if value is True else str(value))
        for key, value in OTHERS.items()
        if not isinstance(value, list)
    ],
)
def test_the_environment_goes_before_the_file(read, tmp_path, monkeypatch, key, text):
    write(tmp_path, toml(key, KEYS[key].get("default", "another")))
    monkeypatch.setenv(f"MOCKSERVER_{key.upper()}", text)

    expected = parse_span("2h") if key == "idle" else OTHERS[key]
    assert getattr(read(), MEMBERS.get(key, key)) == expected


def test_lists_of_the_environment_are_split(read, tmp_path, monkeypatch):
    write(tmp_path, 'apis = ["sessionm"]\noverlays = ["c.yaml"]\n')
    monkeypatch.setenv("MOCKSERVER_APIS", "criteo spaaza")
    monkeypatch.setenv("MOCKSERVER_OVERLAYS", os.pathsep.join(["a b.yaml", "c.yaml"]))

    found = read()

    assert found.apis == ("criteo", "spaaza")
    assert found.overlays == ("a b.yaml", "c.yaml")


def test_the_command_line_goes_before_all_even_with_what_is_the_default(
    read, tmp_path, monkeypatch
):
    write(
        tmp_path, 'port = 4020\nprefix = true\napis = ["spaaza"]\nhost = "localhost"\nidle = "2h"\n'
    )
    monkeypatch.setenv("MOCKSERVER_HOST", "localhost")

    found = read("criteo", "-p", "4010", "--no-prefix", "-h", "127.0.0.1", "--idle", "30m")

    assert found == Settings(apis=("criteo",))


def test_the_nearest_file_is_read_up_to_the_root_of_the_repository(tmp_path):
    inner = tmp_path / "repository" / "app" / "tests"
    inner.mkdir(parents=True)
    write(tmp_path, "port = 1\n")
    (tmp_path / "repository" / ".git").mkdir()
    assert find_settings(inner) is None

    write(tmp_path / "repository", "[tool.mockserver]\nport = 2\n", "pyproject.toml")
    assert find_settings(inner).values == {"port": 2}

    write(tmp_path / "repository" / "app", "[tool.other]\n", "pyproject.toml")
    assert find_settings(inner).values == {"port": 2}

    write(tmp_path / "repository" / "app", "port = 3\n")
    assert find_settings(inner).values == {"port": 3}


def test_outside_of_a_repository_only_the_folder_itself_is_looked_into(tmp_path):
    (tmp_path / "inner").mkdir()
    write(tmp_path, "port = 1\n")

    assert find_settings(tmp_path / "inner") is None
    assert find_settings(tmp_path).values == {"port": 1}


def test_paths_begin_at_the_folder_of_the_file(read, tmp_path, monkeypatch):
    folder = Path(write_api(tmp_path, api({})))
    (tmp_path / ".git").mkdir()
    (tmp_path / "deep").mkdir()
    write(
        tmp_path,
        f'apis = ["criteo", "{folder.relative_to(tmp_path)}", "http://127.0.0.1:1/a.json"]\n',
    )
    monkeypatch.chdir(tmp_path / "deep")

    assert read().apis == ("criteo", str(folder), "http://127.0.0.1:1/a.json")


def test_a_variable_is_read_when_its_value_is_needed(read, tmp_path, monkeypatch):
    path = write(tmp_path, 'port = 0\nadmin_token = "Z${MOCK_TOKEN}"\n')

    assert read("--admin-token", "given").admin_token == "given"

    with pytest.raises(SettingsFileWrong) as told:
        cli.cli.main(["serve"], standalone_mode=False)
    assert str(told.value) == (
        f"{path}:2: admin_token needs the environment variable MOCK_TOKEN, which is not set."
        " Set it: export MOCK_TOKEN=..."
    )

    monkeypatch.setenv("MOCK_TOKEN", "s3cret")
    assert read().admin_token == "Zs3cret"


def test_an_unknown_key_names_its_line_and_the_nearest(tmp_path):
    path = write(tmp_path, "# ours\nhost = 'localhost'\n\nprot = 4020\n")

    assert str(wrong(tmp_path)) == f"{path}:4: the key 'prot' is unknown. Did you mean port?"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("mockserver.toml", "port = 1\n[adminn]\ntoken = 'a'\n", 2),
        ("pyproject.toml", "[tool.a]\nadminn = 1\n[tool.mockserver]\nport = 1\nadminn = 1\n", 5),
        ("pyproject.toml", "[tool.a]\nadminn = 1\n[tool.mockserver.adminn]\nport = 1\n", 3),
        ("pyproject.toml", "tool.a.adminn = 1\ntool.mockserver.adminn = 1\n", 2),
        ("pyproject.toml", "[tool]\nmockserver = {adminn = 1}\n", None),
    ],
)
def test_the_line_is_that_of_our_own_key(tmp_path, name, text, line):
    tomllib.loads(text)
    write(tmp_path, text, name)

    assert wrong(tmp_path).line == line


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("port", "4020", "a whole number from 0 to 65535"),
        ("port", 70000, "a whole number from 0 to 65535"),
        ("port", True, "a whole number from 0 to 65535"),
        ("seed", 1.5, "a whole number"),
        ("workers", 0, "a whole number from 1"),
        ("prefix", "yes", "true or false"),
        ("apis", "criteo", "a list of texts"),
        ("overlays", [1], "a list of texts"),
        ("host", "", "a text that is not empty"),
        ("idle", "half an hour", "a span such as '30m', in s, m, h or d"),
        ("idle", "0m", "a span such as '30m', in s, m, h or d"),
    ],
)
def test_a_wrong_value_names_the_key_and_what_it_takes(tmp_path, key, value, expected):
    path = write(tmp_path, toml(key, value))

    assert str(wrong(tmp_path)) == f"{path}:1: {key} is {value!r}. Expected {expected}."


def test_a_token_is_not_told(tmp_path):
    write(tmp_path, "admin_token = 987654\n")

    assert "987654" not in str(wrong(tmp_path))


@pytest.mark.parametrize("text", [b"port = \n", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_says_why(tmp_path, text):
    (tmp_path / "mockserver.toml").write_bytes(text)

    assert "mockserver.toml: this file cannot be read" in str(wrong(tmp_path))


def test_a_table_that_is_none_is_refused(tmp_path):
    write(tmp_path, "[tool]\nmockserver = 4010\n", "pyproject.toml")

    assert "Expected a table" in str(wrong(tmp_path))


@pytest.mark.parametrize("span", ["0s", "-3m", "3w", ""])
def test_a_span_that_is_none_is_refused(tmp_path, monkeypatch, span):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(click.BadParameter, match="no span"):
        cli.cli.main(["serve", "--idle", span], standalone_mode=False)


def test_help_is_given_whatever_the_file_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "prot = 1\n")

    cli.cli.main(["serve", "--help"], standalone_mode=False)

    assert "--idle" in capsys.readouterr().out
