import pytest

from contracts.lawkit import ABSENT, NotJudged, valid_request
from specs.bundle import Bundle
from specs.values import Json
from tests.support.documents import api, bundle_of, operation, parameter, takes
from tests.support.exchanges import bundled, operation_of
from tests.support.sessions import FakeSession, reply


def session(bundle: Bundle, operation_id: str = "", **more: Json) -> FakeSession:
    return FakeSession(bundle, lambda _: reply(200), operation_of(bundle, operation_id), **more)


def requested(bundle: Bundle, operation_id: str = "", **more: Json) -> dict[str, Json]:
    made = session(bundle, operation_id, **more)
    return dict(valid_request(made, made.operation))


def test_path_is_filled_from_the_first_role_that_is_provided() -> None:
    values = {"campaign.uncapped": "4", "campaign.capped": "3"}

    assert requested(bundled("criteo"), "getCampaign", values=values)["path"] == {"campaignId": "3"}


def test_path_is_filled_from_examples_without_a_role() -> None:
    values = {"caller.default": {}}

    found = requested(bundled("criteo"), "getCampaign", values=values)

    assert found["path"] == {"campaignId": "99999"}


def test_optional_parameters_need_a_role_and_an_example() -> None:
    found = requested(bundled("spaaza"))

    assert found["query"] == {"campaign_id": "701", "user_id": "5001"}
    assert found["headers"] == {"X-Spaaza-MyPrice-App-Hostname": "shop.example.test"}


def test_body_is_the_first_example_with_roles_in_their_places() -> None:
    values = {"campaign.documented": "31", "advertiser.own": "77"}

    update = requested(bundled("criteo"), "updateCampaigns", values=values)["json"]
    search = requested(bundled("criteo"), "searchCampaigns", values=values)["json"]

    assert update["data"][0]["id"] == "31"
    assert search == {"filters": {"advertiserIds": ["77"]}}


def test_what_a_creation_names_is_fresh() -> None:
    made = session(bundled("sessionm"), "createCampaign")

    first = valid_request(made, made.operation)["json"]
    second = valid_request(made, made.operation)["json"]

    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert first["campaign"]["name"].startswith("run-")
    assert first["campaign"]["name"] != second["campaign"]["name"]


def test_documents_stay_as_they_are() -> None:
    bundle = bundled("criteo")
    before = operation_of(bundle, "createCampaign").request_body

    requested(bundle, "createCampaign", values={"advertiser.own": "77"})

    assert before is not None
    assert before.media[0].examples["documented"]["data"]["attributes"]["advertiserId"] == 12345


def test_operation_without_a_body_sends_none() -> None:
    assert "json" not in requested(bundled("sessionm"), "optIn")


def test_unknown_value_is_asked_for() -> None:
    path = {"/a/{id}": {"get": operation("a", parameters=[parameter("id", "path", {})])}}
    body = {"/a": {"post": operation("a", requestBody=takes({"type": "object"}))}}

    with pytest.raises(NotJudged, match="a value of id"):
        requested(bundle_of(api(path)))
    with pytest.raises(NotJudged, match="an example of the JSON body"):
        requested(bundle_of(api(body)))


def test_form_is_not_made() -> None:
    form = takes({"type": "object"}, "application/x-www-form-urlencoded")
    bundle = bundle_of(api({"/a": {"post": operation("a", requestBody=form)}}))
    form["required"] = False
    optional = bundle_of(api({"/a": {"post": operation("a", requestBody=form)}}))

    with pytest.raises(NotJudged):
        requested(bundle)
    assert requested(optional).get("json", ABSENT) is ABSENT
