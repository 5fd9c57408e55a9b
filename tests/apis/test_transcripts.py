"""Every bundled API tells its stories over a real socket."""

import httpx2
import pytest

from specs.bundle import Bundle
from specs.discovery import discover
from tests.support.transcripts import Replay, Transcript, error_codes, transcripts_of

BUNDLES = discover()
STORIES = [(bundle, transcript) for bundle in BUNDLES for transcript in transcripts_of(bundle)]


@pytest.mark.parametrize(
    ("bundle", "transcript"),
    STORIES,
    ids=[f"{bundle.name}/{transcript.path.stem}" for bundle, transcript in STORIES],
)
def test_mock_tells_the_story(
    mock_client: httpx2.Client, bundle: Bundle, transcript: Transcript
) -> None:
    Replay(mock_client, bundle, transcript).run()


@pytest.mark.parametrize("bundle", BUNDLES, ids=[bundle.name for bundle in BUNDLES])
def test_every_documented_code_has_a_story(bundle: Bundle) -> None:
    declared = {item["code"] for item in error_codes(bundle) if item.get("reachable", True)}

    told = {code for transcript in transcripts_of(bundle) for code in transcript.codes}

    assert declared
    assert declared - told == set()
