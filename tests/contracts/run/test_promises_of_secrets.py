"""No secret of a target stands in anything that a run leaves behind."""

import json
from pathlib import Path

import pytest

from specs.values import Json
from tests.support.judging import flawed_server
from tests.support.listening import App
from tests.support.parrot import Parrot, forms
from tests.support.staging import roles_of, run, serving, write_target

PLANTED = 'pL4nt/ed+"s&<%41\\x'
"""Looks different in a URL, in JSON, in HTML and in base64."""
FLAWS = {
    "criteo": ["unknown_campaign_is_200", "refusals_as_html", "negative_becomes_zero"],
    "sessionm": ["unknown_key_is_404", "stack_trace_on_bad_json", "refusal_says_ok"],
    "spaaza": ["unknown_chain_is_404", "type_left_out", "unknown_campaign_shows_query"],
}
REPORTS = ("json", "html", "sarif", "github", "summary", "text")


def credentials_of(api: str) -> tuple[dict[str, Json], dict[str, str]]:
    """The roles with a secret planted in each credential, and what the server knows instead."""
    roles = roles_of(api)
    planted: dict[str, str] = {}
    for role, schemes in roles.items():
        if not role.startswith("caller."):
            continue
        for members in schemes.values():
            for member, known in members.items():
                if member in ("password", "token", "value", "client_secret") and len(known) > 3:
                    secret = planted.setdefault(known, f"{PLANTED}{len(planted):02}")
                    members[member] = secret
    for role, value in roles.items():
        if isinstance(value, str) and value in planted:
            roles[role] = planted[value]
    return roles, planted


def artefacts(folder: Path) -> dict[str, str]:
    """All files of a folder but the one with the target."""
    return {
        str(file.relative_to(folder)): file.read_bytes().decode("utf-8", "replace")
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != "contracts.toml"
    }


def leaks(texts: dict[str, str], secrets: list[str]) -> list[str]:
    """Where a secret stands, in which form."""
    return [
        f"{name}: {form} of {secret} in ...{text[max(0, text.index(written) - 60) :][:160]!r}"
        for name, text in texts.items()
        for secret in secrets
        for form, written in forms(secret).items()
        if written in text
    ]


def judged(folder: Path, api: str, app: App, roles: dict[str, Json], *words: str) -> dict[str, str]:
    """Runs the suite with all its reports and returns all that is left, by name."""
    folder.mkdir(exist_ok=True)
    with serving(app) as url:
        write_target(folder, api, url, roles, safety="writes", timeout=5)
        test = run(
            folder, "test", api, "--target", "lab", "--max-examples", "1", "--run-id", "ck-s",
            "--kind", "examples", "--kind", "law", "--kind", "error-code",
            "--junit", "junit.xml", "--har", "run.har",
            *(word for one in REPORTS for word in ("--report", f"{one}={one}.out")), *words,
        )  # fmt: skip
    assert test.returncode == 1, test.stderr[-2000:]
    assert (folder / "json.out").is_file(), test.stderr[-2000:]
    found = json.loads((folder / "json.out").read_text(encoding="utf-8"))["findings"]
    assert found
    told = run(folder, "explain", found[0]["fingerprint"])
    texts = artefacts(folder)
    names = {Path(name).name for name in texts}
    assert names >= {"run.json", "junit.xml", "run.har", *(f"{one}.out" for one in REPORTS)}
    return {
        **texts,
        "console": test.stdout,
        "progress": test.stderr,
        "explain": told.stdout + told.stderr,
    }


@pytest.mark.parametrize("api", sorted(FLAWS))
def test_planted_secrets_stand_in_no_artefact(tmp_path: Path, api: str) -> None:
    roles, planted = credentials_of(api)
    parrot = Parrot(flawed_server(api, FLAWS[api]), planted)

    texts = judged(tmp_path, api, parrot, roles)

    assert "\n".join(leaks(texts, list(planted.values()))) == ""


def test_fetched_tokens_stand_in_no_artefact(tmp_path: Path) -> None:
    roles = roles_of("criteo")
    roles["caller.default"] = roles["caller.client"]
    server = flawed_server("criteo", FLAWS["criteo"])

    texts = judged(tmp_path, "criteo", server, roles)

    issued = [token for token in server.backend.state.tokens if token.startswith("cmt.")]  # type: ignore[attr-defined]
    assert issued
    assert leaks(texts, issued) == []


def test_secrets_of_the_command_line_stand_in_no_artefact(tmp_path: Path) -> None:
    roles, planted = credentials_of("sessionm")
    default = roles.pop("caller.default")["basic"]
    parrot = Parrot(flawed_server("sessionm", FLAWS["sessionm"]), planted)

    texts = judged(
        tmp_path, "sessionm", parrot, roles,
        "--auth", f"{default['username']}:{default['password']}",
        "--header", "X-Api-Key: another-hidden-word",
    )  # fmt: skip

    assert leaks(texts, [default["password"], "another-hidden-word"]) == []
