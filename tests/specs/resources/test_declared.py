"""What `x-resource` says overrules what is inferred."""

from specs.resources import Inference
from tests.support.documents import bundle_of, operation, parameter
from tests.support.thing_documents import INTEGER, TEXT, things_api


def decisions(document, **words):
    """What is believed of a document whose operations say `x-resource`, by operationId."""
    for item in document["paths"].values():
        for raw in item.values():
            if isinstance(raw, dict) and raw.get("operationId") in words:
                raw["x-resource"] = words[raw["operationId"]]
    bundle = bundle_of(document)
    inference = Inference(bundle.document, bundle.operations)
    return {one.operation_id: inference.decide(one) for one in bundle.operations}


def test_a_kind_is_called_as_declared():
    found = decisions(things_api(), read={"name": "gadget", "action": "read", "key": "id"})

    assert {one.resource.kind.name for one in found.values()} == {"gadget"}


def test_an_action_of_its_own_is_left_alone():
    found = decisions(things_api(), make={"name": "thing", "action": "act"})

    assert found["make"].resource is None
    assert "action of its own" in found["make"].reason
    assert found["read"].resource is not None


def test_the_id_and_the_items_stand_where_they_are_declared():
    members = {"code": INTEGER}
    found = decisions(
        things_api(one="data", many="others/list", members=members),
        read={"name": "thing", "action": "read", "key": "id", "id": "/data/code"},
        list={"name": "thing", "action": "list", "items": "/others/list", "item-id": "/code"},
    )

    assert found["read"].resource.kind.identity.member == "/code"
    assert found["list"].resource.answer.carrier.holder == "/others/list"


def test_an_update_by_put_replaces():
    words = {"name": "thing", "action": "update", "key": "id"}
    found = decisions(things_api(), replace=words, change=words)

    assert found["replace"].resource.action == "replace"
    assert found["change"].resource.action == "update"


def test_filters_and_pages_are_what_is_declared():
    query = (parameter("which", "query", TEXT), parameter("sheet", "query", INTEGER))
    words = {
        "name": "thing",
        "action": "list",
        "filters": {"query:which": "/name"},
        "paging": {"page": "sheet", "default-size": 2},
    }
    found = decisions(things_api(query=query), list=words)["list"].resource.query

    assert [(one.source.name, one.member) for one in found.filters] == [("which", "/name")]
    assert (found.page.name, found.default_size, found.unread) == ("sheet", 2, ())


def test_a_key_that_the_path_does_not_have_is_told():
    found = decisions(things_api(), read={"name": "thing", "action": "read", "key": "other"})

    assert "no parameter of its path" in found["read"].reason


def test_a_word_of_another_form_is_some_other_tools():
    found = decisions(things_api(), read={"vendor": "says"}, make="something")

    assert found["read"].resource.kind.name == "things"
    assert found["make"].resource.action == "create"


def test_a_list_of_all_that_is_inside_other_things_is_left_alone():
    others = {"/things": {"get": operation("all", {"type": "array", "items": {"type": "object"}})}}
    document = things_api(path="/shops/{shop}/things", around=("shop",), others=others)
    words = {"name": "thing", "action": "list", "items": ""}
    read = {"name": "thing", "action": "read", "key": "id"}
    found = decisions(document, all=words, read=read)

    assert found["all"].resource is None
    assert "does not say where" in found["all"].reason
    assert found["list"].resource.kind.name == "thing"
