"""What the document says of all operations of one kind, the contract says of each of them."""

from specs.discovery import BUNDLED
from specs.document import Document


def test_no_call_that_reads_takes_a_body():
    """R61."""
    paths = Document.load(BUNDLED / "sessionm" / "openapi.yaml").data["paths"]
    reading = [item["get"] for item in paths.values() if "get" in item]

    assert len(reading) == 19
    assert [one["operationId"] for one in reading if "requestBody" in one] == []
