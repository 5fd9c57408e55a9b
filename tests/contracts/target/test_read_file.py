"""contracts.toml is read whole and strictly: every mistake is one clear paragraph."""

from pathlib import Path

import pytest

from contracts.errors import ConfigError
from contracts.target import Target, Tls, find_config, read_target, target_names
from tests.support.exchanges import bundled

HEAD = '[targets.staging.apis.criteo]\nurl = "https://staging.example.test/"\n'


def read(folder: Path, text: str, name: str = "staging", **environment: str) -> Target:
    (folder / "contracts.toml").write_text(text, encoding="utf-8")
    config = find_config(folder)
    assert config is not None
    return read_target(config, name, [bundled("criteo")], environment)


def refusal(folder: Path, text: str, name: str = "staging", **environment: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(folder, text, name, **environment)
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_everything_that_a_target_may_say_is_read(tmp_path: Path) -> None:
    target = read(
        tmp_path,
        """
[targets.staging]
safety = "writes"
rate_limit = "100/m"
timeout = 2.5
exclusive = true
own_mock = false
isolation = "reset"
control = "https://staging.example.test/_mock"
max_requests = 500
tls = { verify = true, ca = "${CA}" }
headers = { X-Team = "qa", X-Both = "target" }
[targets.staging.apis.criteo]
url = "https://${HOST}/base/"
auth = { oauth2 = { token = "${TOKEN}" } }
headers = { X-Both = "api" }
roles = { "campaign.capped" = 50001, "caller.client" = { oauth2 = { client_id = "c" } } }
""",
        CA="/ca.pem",
        HOST="staging.example.test",
        TOKEN="t-1",
    )

    api = target.apis["criteo"]
    assert (target.safety, target.timeout_seconds, target.isolation) == ("writes", 2.5, "reset")
    assert (target.is_exclusive, target.is_own_mock, target.max_requests) == (True, False, 500)
    assert target.rate is not None
    assert target.tls == Tls(ca="/ca.pem")
    assert api.url == "https://staging.example.test/base"
    assert api.control == "https://staging.example.test/_mock"
    assert api.headers == {"X-Team": "qa", "X-Both": "api"}
    assert api.roles == {
        "campaign.capped": "50001",
        "caller.default": {"oauth2": {"token": "t-1"}},
        "caller.client": {"oauth2": {"client_id": "c"}},
    }


def test_shortest_target_is_careful(tmp_path: Path) -> None:
    target = read(tmp_path, HEAD)

    assert not target.may_write("criteo")
    assert not target.exclusive
    assert not target.is_own_mock
    assert target.isolation == "names"
    assert target.apis["criteo"].control is None
    assert target.apis["criteo"].roles == {}
    assert target.tls.verify


def test_own_mock_brings_its_roles_unless_others_are_named(tmp_path: Path) -> None:
    text = "[targets.staging]\nown_mock = true\n" + HEAD + 'roles = { "campaign.capped" = "7" }\n'

    roles = read(tmp_path, text).apis["criteo"].roles

    assert roles["campaign.capped"] == "7"
    assert "campaign.uncapped" in roles


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + 'saftey = "writes"\n', ["'saftey'", "contracts.toml:3"]),
        ('[targets.staging]\nsaftey = "writes"\n' + HEAD, ["'saftey'", "safety", ":2"]),
        ('[targets.staging]\nsafety = "maybe"\n' + HEAD, ["'maybe'", "read-only or writes", ":2"]),
        ('[targets.staging]\nisolation = "x"\n' + HEAD, ["'x'", "names or reset"]),
        ('[targets.staging]\ntimeout = "ten"\n' + HEAD, ["timeout", "'ten'"]),
        ("[targets.staging]\ntimeout = true\n" + HEAD, ["timeout"]),
        ("[targets.staging]\ntimeout = 0\n" + HEAD, ["timeout"]),
        ("[targets.staging]\nexclusive = 1\n" + HEAD, ["exclusive", "true or false"]),
        ("[targets.staging]\nmax_requests = true\n" + HEAD, ["max_requests"]),
        ('[targets.staging]\nrate_limit = "fast"\n' + HEAD, ["'fast'", "100/m"]),
        ("[targets.staging]\ntls = { verfy = false }\n" + HEAD, ["'verfy'", "verify"]),
        ("[targets.staging.apis.criteo]\nroles = {}\n", ["no url", "Add url ="]),
        ("[targets.staging]\napis = { criteo = 3 }\n", ["criteo"]),
        (HEAD + 'roles = { "campaign.caped" = "1" }\n', ["'campaign.caped'", "campaign.capped"]),
        (HEAD + 'roles = { "campaign.capped" = [1] }\n', ["campaign.capped", "string"]),
        (HEAD + 'auth = { oauth = { token = "t" } }\n', ["'oauth'", "oauth2"]),
        (HEAD + 'auth = { oauth2 = "t" }\n', ["oauth2"]),
        (HEAD + "auth = { oauth2 = { token = 5 } }\n", ["token"]),
        (HEAD + 'roles = { "caller.client" = { oauth2 = "t" } }\n', ["caller.client"]),
        (HEAD + 'roles = { "caller.client" = { other = {} } }\n', ["'other'"]),
        (HEAD + "headers = { X-Team = 5 }\n", ["X-Team"]),
        ("[target.staging]\n", ["'target'", "targets"]),
        ("targets = 3\n", ["targets"]),
        ('[targets]\nstaging = "x"\n', ["staging"]),
        ("[targets.staging\n", ["cannot be read", "contracts.toml"]),
    ],
)
def test_mistake_is_one_paragraph_that_helps(tmp_path: Path, text: str, words: list[str]) -> None:
    said = refusal(tmp_path, text)

    assert [word for word in words if word not in said] == []


def test_missing_variable_is_named(tmp_path: Path) -> None:
    said = refusal(tmp_path, HEAD + 'auth = { oauth2 = { token = "${T}" } }\n')

    assert "environment variable T" in said


def test_missing_variables_are_named_all_at_once(tmp_path: Path) -> None:
    text = (
        HEAD + 'auth = { oauth2 = { token = "${T}" } }\nheaders = { X-Key = "${K}", Y = "${T}" }\n'
    )

    said = refusal(tmp_path, text)

    assert "needs the environment variables T, K, which are not set" in said
    assert "export T=... K=..." in said
    assert "environment variable K," in refusal(tmp_path, text, T="set")


def test_variables_of_other_targets_are_not_needed(tmp_path: Path) -> None:
    other = HEAD.replace("staging", "other") + 'auth = { oauth2 = { token = "${T}" } }\n'

    assert read(tmp_path, HEAD + other).name == "staging"


def test_unknown_target_is_answered_with_the_nearest(tmp_path: Path) -> None:
    assert "staging" in refusal(tmp_path, HEAD, name="stagin")


def test_secret_does_not_show_in_a_refusal(tmp_path: Path) -> None:
    text = HEAD + 'roles = { "campaign.capped" = ["${SECRET}"] }\n'

    assert "hush-hush" not in refusal(tmp_path, text, SECRET="hush-hush")


def test_file_of_a_folder_above_is_found(tmp_path: Path) -> None:
    (tmp_path / "contracts.toml").write_text(HEAD, encoding="utf-8")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)

    config = find_config(deep)

    assert config is not None
    assert config.file == tmp_path / "contracts.toml"


def test_targets_may_stand_in_pyproject(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n' + HEAD.replace("[targets", "[tool.contracts.targets")
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")

    config = find_config(tmp_path)

    assert config is not None
    assert target_names(config) == ("staging",)
    assert read_target(config, "staging", [bundled("criteo")], {}).apis.keys() == {"criteo"}


def test_pyproject_of_something_else_is_passed_by(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    (tmp_path / "contracts.toml").write_text(HEAD, encoding="utf-8")

    config = find_config(inner)

    assert config is not None
    assert config.file.name == "contracts.toml"


def test_no_file_means_no_targets(tmp_path: Path) -> None:
    assert target_names(None) == ()
    assert find_config(tmp_path) is None or tmp_path not in find_config(tmp_path).file.parents
