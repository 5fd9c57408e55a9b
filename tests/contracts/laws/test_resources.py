import pytest

from contracts.lawkit import Law
from contracts.laws import LAWS
from contracts.laws.resources import by_id, creators, lists, new_body, parent, readers, takes
from tests.support.batches import Shop, ShopSession, shop
from tests.support.exchanges import bundled
from tests.support.libraries import library, verdicts

RESOURCE = [law for law in LAWS if law.judge.__module__.startswith("contracts.laws.resource_")]


@pytest.mark.parametrize("law", RESOURCE, ids=lambda law: law.id)
def test_correct_server_is_judged_and_never_accused(law: Law) -> None:
    told = verdicts(law)

    assert told
    assert [verdict.violation for verdict in told if verdict.violation] == []
    assert any(verdict.judged for verdict in told)


def test_document_that_tells_nothing_has_no_sites() -> None:
    document = shop()
    quiet = [law for law in RESOURCE if law.id != "reads_are_pure"]

    assert [law.id for law in quiet if law.sites and list(law.sites(document))] == []


def test_operations_of_one_kind_find_each_other() -> None:
    document = library()
    (make,) = [one for one in document.operations if one.operation_id == "makeBook"]

    assert [one.operation_id for one in readers(document, make)] == ["readBook"]
    assert [one.operation_id for one in creators(document, make)] == ["makeBook"]
    assert {one.operation_id for one in lists(document, make)} == {
        "allBooks",
        "findBooks",
        "pageBooks",
    }


def test_id_fits_the_read_that_is_linked() -> None:
    criteo = bundled("criteo")
    make, read = (
        next(one for one in criteo.operations if one.operation_id == name)
        for name in ("createCampaign", "getCampaign")
    )

    assert takes(criteo, read, "1", make)
    assert not takes(criteo, read, "")


def test_new_body_has_names_of_its_own_and_things_of_the_target() -> None:
    criteo = bundled("criteo")
    session = ShopSession(criteo, Shop(), criteo.operations[0])
    example = {"data": {"attributes": {"name": "My Campaign", "advertiserId": 1}}}

    body = new_body(session, criteo.operations[0], example)

    assert body == {"data": {"attributes": {"name": "run-name-1", "advertiserId": "12345"}}}


def test_list_is_told_by_ids() -> None:
    (find,) = [one for one in library().operations if one.operation_id == "findBooks"]

    assert by_id(find, {"books": [{"id": 1}, {"id": "2"}]}).keys() == {"1", "2"}
    assert parent("/data/id") == "/data"
