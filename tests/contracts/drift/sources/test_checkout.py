"""Which files of a revision are put at hand, and which never are."""

import subprocess
from pathlib import Path

import pytest

from contracts.drift.sources import opened
from contracts.drift.sources.checkout import Checkout
from contracts.drift.sources.git import Entry, Repository
from contracts.drift.sources.words import Revised
from contracts.errors import ConfigError, ContractsError
from specs.errors import SpecError
from tests.contracts.drift.sources.conftest import SPEC, Repo

REFERS = SPEC + "components: {schemas: {A: {$ref: '%s'}}}\n"


def made(word: str) -> set[str]:
    """Returns the files that are at hand for a word, from the top of the repository."""
    with opened(word) as found:
        top = found.bundle.document.path
        while not top.parent.name.startswith("drift-"):
            top = top.parent
        return {file.relative_to(top).as_posix() for file in top.rglob("*") if file.is_file()}


def meant(word: str, where: str = "/components/schemas/A") -> object:
    with opened(word) as found:
        value, _ = found.bundle.document.dereference(found.bundle.document.at(where), where)
        return value


def refused(word: str) -> str:
    with pytest.raises((ContractsError, SpecError)) as refusal, opened(word):
        pass
    return str(refusal.value)


def test_files_that_are_referred_to_come_along(repo: Repo) -> None:
    repo.commit(
        **{
            "api/openapi.yaml": REFERS % "schemas/a.yaml#/A",
            "api/schemas/a.yaml": "A: {$ref: 'deep/b%20c.json'}\n",
            "api/schemas/deep/b c.json": '{"type": "string", "maxLength": 7}',
            "api/unrelated.yaml": "x: 1\n",
            "elsewhere/a.yaml": "A: {}\n",
        }
    )
    (repo.folder / "api" / "schemas" / "a.yaml").write_text("A: {type: integer}\n")

    assert meant("main:api/openapi.yaml") == {"type": "string", "maxLength": 7}
    assert made("main:api/openapi.yaml") == {
        "api/openapi.yaml",
        "api/schemas/a.yaml",
        "api/schemas/deep/b c.json",
    }


def test_a_finding_of_another_file_names_it(repo: Repo) -> None:
    repo.commit(
        **{"api/openapi.yaml": REFERS % "a.yaml#/A", "api/a.yaml": "# a\nA: {type: string}\n"}
    )

    with opened("main:api/openapi.yaml") as found:
        _, where = found.bundle.document.dereference(
            found.bundle.document.at("/components/schemas/A"), "/components/schemas/A"
        )
        file, line = found.bundle.document.spot(where)
        assert (found.shown(file), line) == ("main:api/a.yaml", 2)


def test_a_broken_neighbour_is_told_in_the_users_names(repo: Repo) -> None:
    repo.commit(**{"api/openapi.yaml": REFERS % "a.yaml#/A", "api/a.yaml": "A: [1\nb: 2\n"})

    said = refused("main:api")

    assert said.startswith("main:api/a.yaml:")
    assert refused("main:api/openapi.yaml").startswith("main:api/openapi.yaml:8: ")
    assert "drift-" not in refused("main:api/openapi.yaml")


def test_names_of_other_scripts_are_read(repo: Repo) -> None:
    repo.commit(**{"é/openapi.yaml": REFERS % "ü ö.yaml#/A", "é/ü ö.yaml": "A: {type: string}\n"})

    assert meant("main:é/openapi.yaml") == {"type": "string"}


def test_links_within_a_revision_are_followed(repo: Repo) -> None:
    repo.commit(**{"v2/openapi.yaml": REFERS % "a.yaml#/A", "v2/b.yaml": "A: {type: string}\n"})
    (repo.folder / "current").symlink_to("v2")
    (repo.folder / "v2" / "a.yaml").symlink_to("b.yaml")
    (repo.folder / "direct.yaml").symlink_to("v2/openapi.yaml")
    repo.commit()

    for word in ("main:current/openapi.yaml", "main:current", ":v2/openapi.yaml"):
        assert meant(word) == {"type": "string"}
    assert meant("main:direct.yaml") == {"type": "string"}


def test_a_link_to_a_folder_is_followed(repo: Repo) -> None:
    repo.commit(
        **{"api/openapi.yaml": REFERS % "now/a.yaml#/A", "api/v2/a.yaml": "A: {type: string}\n"}
    )
    (repo.folder / "api" / "now").symlink_to("v2")
    repo.commit()

    assert meant("main:api/openapi.yaml") == {"type": "string"}


@pytest.mark.parametrize("target", ["/etc/passwd", "../../secret.yaml", "../../../../etc/hosts"])
def test_links_out_of_a_revision_are_refused(repo: Repo, target: str) -> None:
    (repo.folder.parent / "secret.yaml").write_text("A: {type: string}\n")
    repo.write("api/openapi.yaml", REFERS % "a.yaml#/A")
    (repo.folder / "api" / "a.yaml").symlink_to(target)
    (repo.folder / "link.yaml").symlink_to(target)
    repo.commit()

    for word in ("main:link.yaml", ":link.yaml"):
        assert "a symbolic link that leads out of the repository" in refused(word)
    assert "'a.yaml#/A' leads nowhere" in refused("main:api/openapi.yaml")


def test_a_link_out_that_nobody_needs_does_no_harm(repo: Repo) -> None:
    repo.write("api/openapi.yaml")
    (repo.folder / "api" / "info").symlink_to("/etc")
    repo.commit()

    assert made("main:api/openapi.yaml") == {"api/openapi.yaml"}


def test_links_in_a_circle_are_refused(repo: Repo) -> None:
    (repo.folder / "a.yaml").symlink_to("b.yaml")
    (repo.folder / "b.yaml").symlink_to("a.yaml")
    repo.commit()

    assert "leads back to itself" in refused("main:a.yaml")


def test_a_submodule_is_named(repo: Repo) -> None:
    commit = repo.commit(**{"openapi.yaml": SPEC})
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},vendor/shop")
    repo.git("commit", "-q", "-m", "a submodule")

    assert "lies in the submodule vendor/shop" in refused("main:vendor/shop/openapi.yaml")
    assert "lies in the submodule vendor/shop" in refused("main:vendor/shop")


@pytest.mark.parametrize("name", ["../evil.yaml", "/evil.yaml", "a\\..\\evil.yaml"])
def test_a_forged_tree_writes_nothing_outside(repo: Repo, tmp_path: Path, name: str) -> None:
    repo.commit(**{"openapi.yaml": SPEC})
    home = tmp_path / "home"
    home.mkdir()
    checkout = Checkout(Repository.here("x"), "main:x", Revised("main", name), home)
    blob = checkout.entries["openapi.yaml"]
    checkout.entries = {name: Entry("100644", blob.id)}

    with pytest.raises(ConfigError):
        checkout.fetch()
    assert list(home.iterdir()) == []
    assert not (tmp_path / "evil.yaml").exists()


def test_a_merge_that_is_not_over_has_our_side(repo: Repo) -> None:
    repo.commit(**{"api.yaml": SPEC})
    repo.git("checkout", "-q", "-b", "other")
    repo.commit(**{"api.yaml": SPEC.replace("/things", "/theirs")})
    repo.git("checkout", "-q", "main")
    repo.commit(**{"api.yaml": SPEC.replace("/things", "/ours")})
    merged = subprocess.run(["git", "merge", "-q", "other"], capture_output=True, check=False)

    assert merged.returncode == 1
    with opened(":api.yaml") as found:
        assert [one.path for one in found.bundle.operations] == ["/ours"]


def test_a_revision_may_hold_many_large_files(repo: Repo) -> None:
    big = SPEC + "".join(f"# {number} {'x' * 90}\n" for number in range(20_000))
    repo.commit(**{"openapi.yaml": big, **{f"many/{n}.txt": str(n) for n in range(300)}})

    assert made("main:openapi.yaml") == {"openapi.yaml"}
