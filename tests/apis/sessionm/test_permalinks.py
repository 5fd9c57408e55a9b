"""A permalink is any text: what creation takes, every path finds."""

from urllib.parse import quote

import pytest

from tests.apis.sessionm.house import MEMBER

V1 = "/priv/v1/apps/partner-key"
V2 = "/priv/v2/apps/partner-key"
PARTNER = ("partner-key", "partner-secret")
PERMALINKS = (
    *(" ", "with space", "a/b", "/", "?x=1#y", "100%", "%2F", "+", "a,b;c", "café", "\u96ea"),
    *("...", ".hidden", "\U0001f600", "tab\tand\nline", "\x00", "~", "x" * 255, "\u96ea" * 255),
)


@pytest.mark.parametrize("permalink", PERMALINKS, ids=ascii)
def test_every_path_finds_a_permalink(house, permalink):
    """R43 R97: percent-encoded, in each form that takes one."""
    made = house.create(external_id=permalink).json()["campaign"]
    encoded = quote(permalink, safe="")

    def read(path):
        return house.read(path, auth=PARTNER)

    assert made["external_id"] == permalink
    information = read(f"{V1}/external/campaigns/{encoded}/info")["campaign"]
    assert (information["campaign_id"], information["permalink"]) == (made["id"], permalink)
    for user in (f"users/{MEMBER.format(1)}", "external/users/member-1"):
        by_id = read(f"{V1}/{user}/campaigns/{made['id']}/progress")
        assert read(f"{V1}/{user}/external/campaigns/{encoded}/progress") == by_id
    token = "?auth_token=partner-guest-token"
    assert read(f"/api/v1/apps/partner-key/external/campaigns/{encoded}/progress{token}")
    eligible = read(f"{V2}/external/users/member-1/campaigns/{encoded}")
    assert eligible["campaign_permalink"] == permalink
    assert eligible == read(f"{V2}/users/{MEMBER.format(1)}/external/campaigns/{encoded}")


def test_a_permalink_is_found_over_a_socket(mock_client):
    """R43: also where a real server has parsed the path."""
    mock_client.post("/_mock/reset").raise_for_status()
    campaign = {
        "name": "New",
        "status": "live",
        "starts_at": "2026-01-01T00:00:00Z",
        "ends_at": "2036-01-01T00:00:00Z",
        "external_id": "a/b c%",
    }
    made = mock_client.post(
        f"{V1}/management/campaigns", auth=PARTNER, json={"campaign": campaign}
    ).json()["campaign"]

    found = mock_client.get(f"{V1}/external/campaigns/a%2Fb%20c%25/info", auth=PARTNER)

    assert found.json()["campaign"]["campaign_id"] == made["id"]
