"""Five business days to decide, to appeal, and to answer an appeal, each to the end of the last day."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from handsel.kernel.calendar import Calendar
from handsel.trust.conduct.schedule import appeal_answer_due, appeal_due, decision_due

CALENDAR = Calendar(ZoneInfo("America/New_York"))


@pytest.mark.parametrize("due", [decision_due, appeal_due, appeal_answer_due])
@pytest.mark.parametrize(
    ("begun", "ends"),
    [
        (datetime(2026, 3, 2, 17, tzinfo=UTC), datetime(2026, 3, 10, 4, tzinfo=UTC)),
        (datetime(2026, 3, 6, 17, tzinfo=UTC), datetime(2026, 3, 14, 4, tzinfo=UTC)),
        (datetime(2026, 3, 7, 17, tzinfo=UTC), datetime(2026, 3, 14, 4, tzinfo=UTC)),
    ],
)
def test_five_business_days_end_at_midnight(due, begun, ends) -> None:
    assert due(begun, CALENDAR) == ends
