"""Each documented endpoint form answers: 21 of SessionM, 4 of Criteo, 1 of Spaaza."""

import httpx2
import pytest

from tests.support.transcripts import start_story

APP = "apps/demo-key"
INTERNAL = "users/0a000000-0000-4000-8000-000000000001"
EXTERNAL = "external/users/member-1"
CAMPAIGN = "campaigns/1001"
PERMALINK = "external/campaigns/spring-steps"
TOKEN = "auth_token=guest-token"
BASIC = ("demo-key", "demo-secret")
BEARER = {"Authorization": "Bearer demo-token"}
PRIVILEGED = {"Authorization": "Bearer 10000000-0000-4000-8000-000000000001:demo-secret"}

NEW_SESSIONM = {
    "campaign": {
        "name": "Campaign Example",
        "status": "live",
        "starts_at": "2021-12-31T05:00:00Z",
        "ends_at": "2032-01-04T05:00:00Z",
        "campaign_type": "promotion",
        "template": "promotion",
    }
}
LIMIT = {"spendLimitRenewal": "daily", "spendLimitType": "capped", "spendLimitAmount": 123.45}
NEW_CRITEO = {
    "data": {
        "type": "Campaign",
        "attributes": {
            "name": "My Campaign",
            "advertiserId": 12345,
            "goal": "Retention",
            "spendLimit": LIMIT,
        },
    }
}
CHANGED_CRITEO = {
    "data": [{"type": "Campaign", "id": "99999", "attributes": {"spendLimit": LIMIT}}]
}

FORMS = {
    "S1": ("POST", f"/priv/v1/{APP}/management/campaigns"),
    "S2": ("GET", f"/priv/v1/{APP}/{INTERNAL}/{CAMPAIGN}/opt_in"),
    "S3": ("GET", f"/priv/v1/{APP}/{EXTERNAL}/{CAMPAIGN}/opt_in"),
    "S4": ("GET", f"/priv/v1/{APP}/{INTERNAL}/campaigns"),
    "S5": ("GET", f"/priv/v1/{APP}/{EXTERNAL}/campaigns"),
    "S6": ("GET", f"/api/v1/{APP}/campaigns?{TOKEN}"),
    "S7": ("GET", f"/priv/v1/{APP}/{INTERNAL}/{CAMPAIGN}/progress"),
    "S8": ("GET", f"/priv/v1/{APP}/{INTERNAL}/{PERMALINK}/progress"),
    "S9": ("GET", f"/priv/v1/{APP}/{EXTERNAL}/{CAMPAIGN}/progress"),
    "S10": ("GET", f"/priv/v1/{APP}/{EXTERNAL}/{PERMALINK}/progress"),
    "S11": ("GET", f"/api/v1/{APP}/{CAMPAIGN}/progress?{TOKEN}"),
    "S12": ("GET", f"/api/v1/{APP}/{PERMALINK}/progress?{TOKEN}"),
    "S13": ("GET", f"/priv/v2/{APP}/{INTERNAL}/campaigns"),
    "S14": ("GET", f"/priv/v2/{APP}/{EXTERNAL}/campaigns"),
    "S15": ("GET", f"/priv/v2/{APP}/{INTERNAL}/{CAMPAIGN}"),
    "S16": ("GET", f"/priv/v2/{APP}/{INTERNAL}/{PERMALINK}"),
    "S17": ("GET", f"/priv/v2/{APP}/{EXTERNAL}/campaigns/spring-steps"),
    "S18": ("GET", f"/priv/v2/{APP}/{EXTERNAL}/{CAMPAIGN}"),
    "S19": ("GET", f"/v1/{APP}/campaigns"),
    "S20": ("GET", f"/priv/v1/{APP}/{CAMPAIGN}/info"),
    "S21": ("GET", f"/priv/v1/{APP}/{PERMALINK}/info"),
    "C1": ("POST", "/marketing-solutions/campaigns"),
    "C2": ("POST", "/marketing-solutions/campaigns/search"),
    "C3": ("GET", "/marketing-solutions/campaigns/99999"),
    "C4": ("PATCH", "/marketing-solutions/campaigns"),
    "P1": ("GET", "/interact-campaign?campaign_id=701&user_id=5001"),
}
BODIES = {"S1": NEW_SESSIONM, "C1": NEW_CRITEO, "C2": {"filters": {}}, "C4": CHANGED_CRITEO}


@pytest.mark.parametrize("form", FORMS)
def test_documented_endpoint_form_answers(mock_client: httpx2.Client, form: str) -> None:
    start_story(mock_client)
    method, path = FORMS[form]

    response = mock_client.request(
        method,
        path,
        json=BODIES.get(form),
        auth=BASIC if form.startswith("S") and "auth_token" not in path else None,
        headers={"C": BEARER, "P": PRIVILEGED}.get(form[0]),
    )

    assert response.status_code == (201 if form == "C1" else 200), response.text
    assert response.headers["mock-answer"] == "stub"
    assert response.json().get("status") != "error"
