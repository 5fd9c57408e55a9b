"""A forced error reads like a real one."""

from tests.support.outcomes import told_in_stories, told_on_demand

HEADERS = ("content-type", "cache-control", "www-authenticate")


def test_every_code_reads_as_where_something_is_wrong(mock_client, bundle):
    real = told_in_stories(mock_client, bundle)
    forced = told_on_demand(mock_client, bundle, real)

    assert {code for _, _, code in real} >= {265, 6, 68, 270, 449, 450}
    for key, [answer] in forced.items():
        assert answer.json() in [other.json() for other in real[key]], key
        told = [[other.headers.get(name) for name in HEADERS] for other in real[key]]
        assert [answer.headers.get(name) for name in HEADERS] in told, key


def test_the_warning_charges_nobody(mock_client, bundle):
    before = mock_client.get("/_mock/state/spaaza").json()
    real = {("interactCampaign", 200, 450): []}
    [[answer]] = told_on_demand(mock_client, bundle, real).values()

    assert answer.json()["results"]["success"] is True
    assert answer.json()["warnings"][0]["code"] == 450
    assert mock_client.get("/_mock/state/spaaza").json() == before
