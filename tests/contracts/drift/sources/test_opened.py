"""What a word of the command line opens, and what is said where it opens nothing."""

import io
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from contracts.drift.sources import opened
from contracts.errors import ContractsError
from specs.errors import InvalidSpec, SpecError
from tests.contracts.drift.sources.conftest import SPEC, Repo

DANGLING = SPEC + "components: {schemas: {A: {$ref: '#/components/schemas/B'}}}\n"


def told(word: str, stdin: bytes = b"") -> str:
    with (
        pytest.raises((ContractsError, SpecError)) as refused,
        opened(word, stdin=io.BytesIO(stdin)),
    ):
        pass
    said = str(refused.value)
    assert "\n" not in said
    assert "drift-" not in said, "no temporary folder"
    return said


def test_a_file_is_shown_by_its_path_from_here(alone: Path) -> None:
    (alone / "api").mkdir()
    (alone / "api" / "openapi.yaml").write_text(SPEC)

    with opened("api/openapi.yaml") as found:
        assert found.bundle.name == "api"
        assert found.shown(found.bundle.document.path) == "api/openapi.yaml"
    with opened(str(alone / "api")) as found:
        assert found.shown(found.bundle.document.path) == "api/openapi.yaml"


def test_an_api_that_comes_along_has_a_name(alone: Path) -> None:
    with opened("spaaza") as found:
        assert found.bundle.name == "spaaza"
        assert found.bundle.operations


def test_a_revision_is_opened_as_it_was(repo: Repo) -> None:
    repo.commit(**{"specs/shop/openapi.yaml": SPEC})
    repo.commit(**{"specs/shop/openapi.yaml": SPEC.replace("/things", "/goods")})

    with opened("HEAD~1:specs/shop/openapi.yaml") as found:
        assert [one.path for one in found.bundle.operations] == ["/things"]
        assert found.bundle.name == "shop"
        shown = found.shown(found.bundle.document.path)
        assert shown == "HEAD~1:specs/shop/openapi.yaml"
        assert found.bundle.document.path.read_text() == SPEC
        made = found.bundle.document.path
    assert not made.exists()


def test_the_index_is_what_will_be_committed(repo: Repo) -> None:
    repo.commit(**{"api.yaml": SPEC})
    repo.write("api.yaml", SPEC.replace("/things", "/goods"))
    repo.git("add", "api.yaml")
    repo.write("api.yaml", "changed again")

    with opened(":api.yaml") as found:
        assert [one.path for one in found.bundle.operations] == ["/goods"]
        assert found.shown(found.bundle.document.path) == ":api.yaml"


def test_a_path_counts_from_the_top_or_from_here(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit(**{"sub/api.yaml": SPEC, "top.yaml": SPEC})
    monkeypatch.chdir(repo.folder / "sub")

    for word in ("main:sub/api.yaml", "main:./api.yaml", "main:api.yaml", ":api.yaml"):
        with opened(word) as found:
            assert found.shown(found.bundle.document.path).endswith(":sub/api.yaml")
    with opened("main:../top.yaml") as found:
        assert found.shown(found.bundle.document.path) == "main:top.yaml"


def test_a_folder_of_a_revision_is_an_api(repo: Repo) -> None:
    repo.commit(**{"specs/shop/openapi.yml": SPEC, "specs/shop/rules.yaml": "no: rules"})

    for word in ("main:specs/shop", "main:specs/shop/"):
        with opened(word) as found:
            assert found.bundle.name == "shop"
            assert found.shown(found.bundle.document.path) == "main:specs/shop/openapi.yml"


def test_the_top_of_a_revision_is_named_by_its_repository(repo: Repo) -> None:
    repo.commit(**{"openapi.yaml": SPEC})

    for word in ("main:", "main:.", "main:openapi.yaml"):
        with opened(word) as found:
            assert found.bundle.name == "shop"


def test_an_overlay_of_a_folder_belongs_to_its_revision(repo: Repo) -> None:
    overlay = (
        "overlay: 1.0.0\ninfo: {title: o, version: '1'}\n"
        "actions: [{target: $.info, update: {title: Changed}}]\n"
    )
    repo.commit(**{"shop/openapi.yaml": SPEC, "shop/overlay.yaml": overlay})
    (repo.folder / "shop" / "overlay.yaml").unlink()

    with opened("HEAD:shop") as found:
        assert found.bundle.document.data["info"]["title"] == "Changed"


def test_stdin_may_be_yaml_or_json(alone: Path) -> None:
    swagger = b'{"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {}}'
    for text in (SPEC.encode(), swagger):
        with opened("-", stdin=io.BytesIO(text)) as found:
            assert found.shown(found.bundle.document.path) == "stdin"


def test_a_url_of_this_machine_is_fetched(alone: Path) -> None:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SPEC.encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/shop/openapi.yaml"
        with opened(url) as found:
            shown = found.shown(found.bundle.document.path)
        thread.join()

    assert shown == url


def test_a_missing_file_is_said(alone: Path) -> None:
    assert "nope.yaml: there is no such API, folder or file" in told("nope.yaml")
    assert "C:\\nope.yaml: there is no such" in told("C:\\nope.yaml")


def test_an_unknown_revision_names_the_nearest(repo: Repo) -> None:
    repo.commit(**{"api.yaml": SPEC})
    repo.git("branch", "stable")

    assert "git knows no revision 'stabl'" in told("stabl:api.yaml")
    assert "Did you mean stable?" in told("stabl:api.yaml")


def test_a_word_of_git_is_no_option(repo: Repo) -> None:
    repo.commit(**{"api.yaml": SPEC})

    assert "git knows no revision '--all'" in told("--all:api.yaml")
    assert "no revision '--output=made'" in told("--output=made:api.yaml")
    assert not (repo.folder / "made").exists()


def test_an_unknown_path_names_the_nearest(repo: Repo) -> None:
    repo.commit(**{"specs/shop/openapi.yaml": SPEC})

    assert "It has specs/shop/openapi.yaml" in told("main:openapi.yaml")
    assert "Did you mean specs/shop/openapi.yaml?" in told("main:specs/shop/opanapi.yaml")
    assert "the index has no x.yaml" in told(":x.yaml")


def test_a_revision_alone_is_asked_for_its_file(repo: Repo) -> None:
    repo.commit(**{"api.yaml": SPEC})

    assert "such as main:openapi.yaml" in told("main")


def test_no_repository_is_said(alone: Path) -> None:
    said = told("main:api.yaml")

    assert "there is no file 'main:api.yaml'" in said
    assert "is no git repository" in said


def test_git_may_be_missing(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo.folder))

    assert "git cannot be started" in told("main:api.yaml")
    assert "there is no such API" in told("nope.yaml")


def test_what_is_not_openapi_is_said(repo: Repo) -> None:
    repo.commit(**{"api.yaml": "a: 1\n", "list.yaml": "- 1\n", "bad.yaml": "a: [1\nb: 2\n"})

    for name in ("api.yaml", "list.yaml", "bad.yaml"):
        assert told(f"main:{name}").startswith(f"main:{name}")
        assert told(name).startswith(name)
    assert told("-", b"a: 1").startswith("stdin")


def test_a_dangling_reference_has_its_line(repo: Repo) -> None:
    repo.commit(**{"api.yaml": DANGLING, "shop/openapi.yaml": DANGLING})

    for word, place in (
        ("api.yaml", "api.yaml:8: "),
        ("main:api.yaml", "main:api.yaml:8: "),
        ("main:shop", "main:shop/openapi.yaml:8: "),
        ("-", "stdin:8: "),
    ):
        said = told(word, DANGLING.encode())
        assert said.startswith(place)
        assert "'#/components/schemas/B'" in said


def test_a_reference_out_of_the_folder_is_told_in_the_users_names(repo: Repo) -> None:
    other = SPEC + "components: {schemas: {A: {$ref: '../common.yaml#/A'}}}\n"
    repo.commit(**{"shop/openapi.yaml": other, "common.yaml": "A: {type: string}\n"})

    said = told("main:shop/openapi.yaml")

    assert said.startswith("main:shop/openapi.yaml:8: the reference '../common.yaml#/A' leaves")
    with opened("main:shop/openapi.yaml", allow_references=[repo.folder]) as found:
        assert found.shown(found.bundle.document.spot("/components/schemas/A")[0])


def test_a_flaw_that_shows_late_is_told_in_the_users_names(repo: Repo) -> None:
    repo.commit(**{"api.yaml": SPEC})

    with pytest.raises(SpecError) as refused, opened("main:api.yaml") as found:
        raise InvalidSpec("too late", file=found.bundle.document.path, line=3)

    assert str(refused.value) == "main:api.yaml:3: too late."
    assert refused.value.line == 3


def test_a_flawed_file_may_be_read_as_far_as_it_goes(alone: Path) -> None:
    (alone / "api.yaml").write_text(DANGLING)

    with opened("api.yaml", strict=False) as found:
        assert [one.line for one in found.bundle.left_out] == [8]


def test_empty_and_binary_input_is_said(alone: Path) -> None:
    (alone / "api.bin").write_bytes(b"\x7fELF\0\0\0")
    (alone / "empty.yaml").write_bytes(b"")

    assert "stdin is empty" in told("-", b" \n")
    assert "this is no text" in told("-", b"\x89PNG\0\0")
    assert "api.bin: this is no text" in told("api.bin")
    assert told("empty.yaml").startswith("empty.yaml")


def test_a_pointer_of_lfs_is_said(repo: Repo) -> None:
    repo.commit(**{"api.yaml": "version https://git-lfs.example/spec/v1\noid sha256:1\nsize 5\n"})

    assert "main:api.yaml: this is a pointer of Git LFS" in told("main:api.yaml")


def test_text_in_utf_16_is_text(repo: Repo) -> None:
    (repo.folder / "api.yaml").write_bytes(SPEC.encode("utf-16"))
    repo.commit()

    for word in ("api.yaml", "main:api.yaml"):
        with opened(word) as found:
            assert len(found.bundle.operations) == 1


def test_another_machine_is_not_asked(alone: Path) -> None:
    assert "is not on this machine" in told("https://example.test/openapi.yaml")


def test_a_missing_commit_of_a_shallow_clone_is_explained(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit(**{"api.yaml": SPEC})
    repo.commit(**{"api.yaml": SPEC + "\n"})
    clone = repo.folder.parent / "clone"
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.folder}", str(clone))
    monkeypatch.chdir(clone)

    assert "This is a shallow clone" in told("HEAD~1:api.yaml")


def test_a_bare_repository_has_revisions_too(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit(**{"openapi.yaml": SPEC})
    repo.git("clone", "-q", "--bare", str(repo.folder), "../store.git")
    monkeypatch.chdir(repo.folder.parent / "store.git")

    with opened("main:openapi.yaml") as found:
        assert found.bundle.name == "store"
