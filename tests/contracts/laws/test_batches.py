import pytest

from contracts.lawkit import Law
from contracts.laws import LAWS
from contracts.laws.batches import identity, request_body
from specs.batch import PRESETS
from tests.support.batches import Shop, shop, verdict_on
from tests.support.exchanges import bundled

BATCH = [law for law in LAWS if "batch" in law.id]


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("law", BATCH, ids=lambda law: law.id)
def test_correct_server_is_never_accused(preset: str, law: Law) -> None:
    verdict = verdict_on(law, shop(preset), lambda: Shop(preset))

    assert verdict is None or (verdict.violation is None and verdict.judged)


def test_every_law_judges_under_some_preset() -> None:
    documents = [shop(preset) for preset in PRESETS]

    assert [
        law.id
        for law in BATCH
        if law.sites is None or not any(list(law.sites(document)) for document in documents)
    ] == []


def test_api_without_batches_has_no_site() -> None:
    assert [law.id for law in BATCH if law.sites and list(law.sites(bundled("spaaza")))] == []


def test_batch_goes_where_the_document_says() -> None:
    operation = next(one for one in bundled("criteo").operations if one.batch is not None)

    assert request_body(operation, [{"id": "1"}]) == {"data": [{"id": "1"}]}
    assert identity(operation, {"id": 1}) == "1"
