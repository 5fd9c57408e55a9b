"""Descriptions that somebody else wrote, in a folder that is named by hand:

DIFFERENTIAL_FILES=../descriptions pytest tests/mockserver/lane/differential/test_public_files.py
"""

import os
from pathlib import Path

import pytest

from specs.errors import SpecError
from tests.mockserver.lane.differential.pair import Pair
from tests.mockserver.lane.differential.samples import samples
from tests.mockserver.lane.differential.steps import sequences

# Starlette leaves the file of a multipart body open that ends before its last boundary.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning")

FOLDER = os.environ.get("DIFFERENTIAL_FILES")
ENDINGS = (".json", ".yaml", ".yml")
FILES = sorted(one for one in Path(FOLDER).iterdir() if one.suffix in ENDINGS) if FOLDER else []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_public_api_is_answered_alike(runner, file):
    try:
        pair = Pair([str(file)], runner=runner)
    except SpecError as error:
        pytest.skip(str(error))
    (api,) = pair.plain.served()
    requests = samples(api.bundle, base=api.base, most=4, operations=25)
    if not requests:
        pytest.skip("no operation can be used")

    for steps in sequences(requests, [api.name], 40):
        pair.agree_on(steps)
