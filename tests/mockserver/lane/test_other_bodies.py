"""A body that is not JSON is read and judged by the media type that it falls under."""

import pytest

from mockserver.lane.bodies import UnreadableBody
from mockserver.lane.other_bodies import OtherBodies
from specs.operation import Media, RequestBody
from tests.support.documents import schema_bundle


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ("text/plain", "text/plain"),
        ("TEXT/PLAIN; charset=utf-8", "text/plain"),
        ("image/png", "image/*"),
        ("application/json", None),
        (None, "text/plain"),
    ],
)
def test_a_content_type_finds_its_media(sent, found):
    media = tuple(Media(name, None, {}, "") for name in ("text/plain", "image/*"))
    bodies = OtherBodies(schema_bundle({}), RequestBody(False, media, ""))

    if found is None:
        with pytest.raises(UnreadableBody, match=r"send text/plain, image/\*"):
            bodies.find(sent)
    else:
        assert bodies.find(sent)[1].content_type == found
