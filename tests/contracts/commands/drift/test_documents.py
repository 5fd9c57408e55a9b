"""`contracts drift BASE REVISION`: the verdict, what is kept of it, and what later commands say."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.commands.conftest import Contracts
from tests.contracts.commands.drift.conftest import BASE, REVISION, entry, record

PAIR = ("drift", "base.yaml", "revision.yaml")
RULE = "response_type_widened"


def found(printed: str) -> list[str]:
    return [finding["judge"] for finding in json.loads(printed)["findings"]]


def test_a_document_against_itself_is_silent(contracts: Contracts, documents: Path) -> None:
    ended = contracts("drift", "base.yaml", "base.yaml", "--fail-on", "info")

    assert (ended.code, ended.err) == (0, "")
    assert "No drift" in ended.out


def test_a_break_is_exit_1_with_its_place(contracts: Contracts, documents: Path) -> None:
    ended = contracts(*PAIR)

    assert (ended.code, ended.err) == (1, "")
    assert RULE in ended.out
    line = REVISION.splitlines().index("                  size: {type: string}") + 1
    assert f"revision.yaml:{line}" in ended.out
    assert f"base.yaml:{line}" in ended.out


def test_a_revision_is_compared_with_the_file_at_hand(
    contracts: Contracts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    api = tmp_path / "specs" / "shop" / "openapi.yaml"
    api.parent.mkdir(parents=True)
    api.write_text(BASE)
    for words in (
        ["init", "-q", "-b", "main"],
        ["config", "user.email", "a@example.test"],
        ["config", "user.name", "A"],
        ["add", "-A"],
        ["commit", "-q", "-m", "a"],
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    api.write_text(REVISION)

    ended = contracts("drift", "main:specs/shop/openapi.yaml", "specs/shop/openapi.yaml", "--json")

    assert ended.code == 1
    told = json.loads(ended.out)["findings"][0]
    places = [clause["file"] for clause in told["clauses"]]
    assert places == ["specs/shop/openapi.yaml", "main:specs/shop/openapi.yaml"]
    assert told["api"] == "shop"
    assert contracts("drift", "main:specs/shop", ":specs/shop").code == 0


def test_json_is_all_that_is_printed(contracts: Contracts, documents: Path) -> None:
    ended = contracts(*PAIR, "--json")

    assert (ended.code, ended.err) == (1, "")
    assert found(ended.out) == [RULE]


def test_the_process_itself_reads_stdin_and_ends_with_its_code(documents: Path) -> None:
    def run(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "contracts", "drift", *words],
            cwd=documents, input=given, capture_output=True, text=True, check=False,
        )  # fmt: skip

    piped = run("base.yaml", "-", "--json", given=REVISION)
    empty = run("base.yaml", "-")
    both = run("-", "-", given=BASE)

    assert (piped.returncode, piped.stderr) == (1, "")
    told = json.loads(piped.stdout)["findings"][0]
    assert (told["api"], told["clauses"][0]["file"]) == ("shop", "stdin")
    assert (empty.returncode, empty.stdout) == (2, "")
    assert empty.stderr.startswith("stdin is empty.")
    assert both.returncode == 2
    assert "stdin holds one" in both.stderr


@pytest.mark.parametrize(("word", "code"), [("error", 1), ("warning", 1), ("info", 1)])
def test_fail_on_names_the_least_that_counts(
    contracts: Contracts, documents: Path, word: str, code: int
) -> None:
    assert contracts(*PAIR, "--fail-on", word).code == code


def test_a_severity_may_be_another_one(contracts: Contracts, documents: Path) -> None:
    warned = contracts(*PAIR, "--severity", f"{RULE}=warning")
    silent = contracts(*PAIR, "--severity", f"{RULE}=off", "--fail-on", "info")

    assert (warned.code, silent.code) == (0, 0)
    assert RULE in warned.out
    assert RULE not in silent.out


def test_the_configuration_file_is_heard(contracts: Contracts, documents: Path) -> None:
    (documents / "contracts.toml").write_text(f'[drift]\nseverity = {{{RULE} = "info"}}\n')

    assert contracts(*PAIR).code == 0
    assert contracts(*PAIR, "--severity", f"{RULE}=error").code == 1


def test_a_run_is_kept_for_other_commands(contracts: Contracts, documents: Path) -> None:
    contracts(*PAIR)

    explained = contracts("explain", "F1")
    assert explained.code == 0
    assert RULE in explained.out
    assert contracts("explain", "F1", "--json").code == 0
    assert contracts("report", "html", "-o", "run.html").code == 0
    assert RULE in (documents / "run.html").read_text()
    replayed = contracts("replay", "F1")
    assert replayed.code == 2
    assert "contracts drift base.yaml revision.yaml" in replayed.err


def test_an_accepted_finding_does_not_count(contracts: Contracts, documents: Path) -> None:
    contracts(*PAIR)
    words = ("--reason", "agreed", "--expires", "2999-01-01", "--finding", "F1")
    assert contracts("baseline", "accepted.toml", *words).code == 0

    ended = contracts(*PAIR, "--baseline", "accepted.toml")
    (documents / "revision.yaml").write_text(BASE)
    fixed = contracts(*PAIR, "--baseline", "accepted.toml")

    assert ended.code == 0
    assert "accepted by the baseline" in ended.out
    assert fixed.code == 0
    assert "no longer to be accepted" in fixed.out


def test_what_a_consumer_does_not_use_is_not_fixed(contracts: Contracts, documents: Path) -> None:
    record(documents / "names.har", entry("/things", {"name": "a"}))
    contracts(*PAIR)
    contracts("baseline", "accepted.toml", "--reason", "agreed", "--expires", "2999-01-01")

    ended = contracts(*PAIR, "--baseline", "accepted.toml", "--used-by", "names.har")

    assert ended.code == 0
    assert "no longer to be accepted" not in ended.out


def test_reports_are_written(contracts: Contracts, documents: Path) -> None:
    words = [f"--report={name}={name}.out" for name in ("json", "html", "sarif", "markdown")]

    assert contracts(*PAIR, *words, "--junit", "junit.out").code == 1
    for name in ("json", "html", "sarif", "markdown", "junit"):
        assert RULE in (documents / f"{name}.out").read_text().replace("\\", "")


def test_a_report_may_be_printed(contracts: Contracts, documents: Path) -> None:
    ended = contracts(*PAIR, "--report", "github=-", "--report", "summary=summary.md")

    assert ended.code == 1
    assert ended.out.startswith("::error file=revision.yaml,line=")
    assert "1 error" in ended.err
    assert (documents / "summary.md").read_text()
    assert not (documents / "-").exists()


def test_a_wrong_report_is_told_before_anything_is_compared(
    contracts: Contracts, documents: Path
) -> None:
    ended = contracts("drift", "nope.yaml", "nope.yaml", "--report", "htm=x")

    assert ended.code == 2
    assert "the report 'htm=x' is not understood" in ended.err
    assert "Did you mean html?" in ended.err


def test_only_what_a_consumer_uses_counts(contracts: Contracts, documents: Path) -> None:
    record(documents / "names.har", entry("/things?limit=5", {"name": "a"}))
    record(documents / "sizes.har", entry("/things", {"name": "a", "size": 1}))

    names = contracts(*PAIR, "--used-by", "names.har", "--fail-on", "info")
    sizes = contracts(*PAIR, "--used-by", "sizes.har")

    assert names.code == 0
    assert "0 changes touch what names.har uses (0 errors); 1 does not." in names.out
    assert sizes.code == 1
    assert "1 change touches what sizes.har uses (1 error); 0 do not." in sizes.out


def test_a_consumer_that_calls_nothing_is_a_mistake(contracts: Contracts, documents: Path) -> None:
    record(documents / "none.har")

    ended = contracts(*PAIR, "--used-by", "none.har")

    assert ended.code == 2
    assert "none.har calls no operation of base" in ended.err


def test_documents_without_operations_prove_nothing(contracts: Contracts, documents: Path) -> None:
    (documents / "empty.yaml").write_text(
        'openapi: 3.0.3\ninfo: {title: t, version: "1"}\npaths: {}\n'
    )

    ended = contracts("drift", "empty.yaml", "empty.yaml")

    assert ended.code == 2
    assert "Nothing was compared" in ended.err


def test_documents_of_webhooks_alone_are_compared(contracts: Contracts, documents: Path) -> None:
    head = 'openapi: 3.1.0\ninfo: {title: t, version: "1"}\n'
    made = "webhooks:\n  made: {post: {responses: {'200': {description: ok}}}}\n"
    (documents / "hooks.yaml").write_text(head + made)
    (documents / "none.yaml").write_text(head + "paths: {}\n")

    assert contracts("drift", "hooks.yaml", "hooks.yaml").code == 0
    assert contracts("drift", "hooks.yaml", "none.yaml").code == 1
    assert contracts("drift", "none.yaml", "none.yaml").code == 2


def test_what_is_left_out_is_told(contracts: Contracts, documents: Path) -> None:
    (documents / "base.yaml").write_text(BASE + "  /bad:\n    get: {responses: 5}\n")

    lenient = contracts("drift", "base.yaml", "base.yaml")
    strict = contracts("drift", "base.yaml", "base.yaml", "--strict")

    assert lenient.code == 0
    assert "Not compared: base.yaml:" in lenient.out
    assert strict.code == 2
    assert strict.err.startswith("base.yaml:")


def test_a_run_that_cannot_be_kept_has_its_verdict(contracts: Contracts, documents: Path) -> None:
    (documents / ".contracts").mkdir()
    (documents / ".contracts" / "runs").write_text("a file")

    ended = contracts(*PAIR)

    assert ended.code == 1
    assert RULE in ended.out
    assert "The run is not kept" in ended.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nope.yaml", "base.yaml"), "nope.yaml: there is no such API"),
        (("main:base.yaml", "base.yaml"), "no git repository"),
        (("base.yaml", "text.yaml"), "text.yaml"),
        (("base.yaml", "binary.yaml"), "binary.yaml: this is no text"),
        (("base.yaml", "dangling.yaml"), "dangling.yaml:5: the reference '#/components/x'"),
        (("base.yaml", "revision.yaml", "--severity", "response_type_wide=off"),
         "Did you mean response_type_widened?"),
        (("base.yaml", "revision.yaml", "--baseline", "nope.toml"), "no such baseline file"),
        (("base.yaml", "revision.yaml", "--used-by", "nope.har"), "nope.har"),
        (("base.yaml", "revision.yaml", "--used-by", "text.yaml"), "text.yaml"),
    ],
)  # fmt: skip
def test_bad_input_is_one_paragraph(
    contracts: Contracts,
    documents: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(documents.parent))
    (documents / "text.yaml").write_text("no openapi\n")
    (documents / "binary.yaml").write_bytes(b"\0\1\2")
    (documents / "dangling.yaml").write_text(
        'openapi: 3.0.3\ninfo: {title: t, version: "1"}\npaths:\n  /a:\n'
        "    get: {responses: {'200': {$ref: '#/components/x'}}}\n"
    )

    ended = contracts("drift", *words)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.strip().splitlines()) == 1
