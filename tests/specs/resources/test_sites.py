"""Places are found by their words, however many others stand beside them."""

import pytest

from specs.resources import sites as module
from specs.resources.sites import Sites
from tests.support.documents import api, bundle_of, operation, parameter
from tests.support.thing_documents import TEXT

ITEM = {"parameters": [parameter("id", "path", TEXT)], "get": operation(None)}


def sites(*names: str) -> Sites:
    """Collections at the root, and their items."""
    paths = {f"/{name}": {"get": operation(None)} for name in names}
    paths |= {f"/{name}/{{id}}": ITEM for name in names}
    return Sites(bundle_of(api(paths)).operations)


def test_twins_differ_in_number_only():
    one_and_many = {"/a/pets": {"get": operation(None)}, "/a/pet/{id}": ITEM}
    others = {"/b/pets": {"get": operation(None)}, "/a/petting": {"get": operation(None)}}
    found = Sites(bundle_of(api(one_and_many | others)).operations)

    assert found.home(("a", "pets")) == ("a", "pet")
    assert found.collections(("a", "pet"))["GET"].template.path == "/a/pets"
    assert found.home(("b", "pets")) is None
    assert found.home(("a", "petting")) is None


@pytest.mark.parametrize("count", [3, 300])
def test_a_place_is_compared_with_none_but_its_twins(monkeypatch, count):
    found = sites(*(f"thing-{number}" for number in range(count)))
    asked = []
    forms = module.forms
    monkeypatch.setattr(module, "forms", lambda name: asked.append(name) or forms(name))

    assert list(found.collections(("thing-1",))) == ["GET"]
    assert set(asked) == {"thing-1"}


def test_kinds_of_one_word_are_told_apart_by_what_stands_before_them():
    paths = {f"/{one}/things/{{id}}": ITEM for one in ("a", "b", "c")}
    found = Sites(bundle_of(api(paths)).operations)

    assert list(found.names.values()) == ["things", "b-things", "c-things"]
