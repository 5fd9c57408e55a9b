"""A reason leads to the line that would change it."""

import pytest

from contracts.reports.remedies import remedy


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        ("no role campaign.capped", 'campaign.capped = "..."'),
        ("no roles customer.eligible, offer.open", 'customer.eligible = "..."\noffer.open = "..."'),
        ("write blocked", 'safety = "writes"'),
        ("the target is read-only", 'safety = "writes"'),
        ("the target has no control for clock", 'control = "http://..."'),
        ("another user changed campaign.capped meanwhile", ""),
        ("no way known to cause it", ""),
        ("", ""),
    ],
)
def test_a_reason_has_its_line(reason, line):
    assert remedy(reason) == line
