"""When an act that takes two operators is done: a table of instants."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handsel.kernel.calendar import Calendar
from handsel.trust.approvals.schedule import confirm_due, done_alone_at, done_confirmed_at

NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("notice_hours", "alone_hours", "confirmed_hours"),
    [(0, 72, 0), (48, 72, 48), (72, 72, 72), (720, 720, 720)],
)
def test_it_is_done_after_its_notice_and_alone_after_72_hours(notice_hours, alone_hours, confirmed_hours):
    not_before = NOW + timedelta(hours=notice_hours)
    assert done_alone_at(NOW, not_before=not_before) == NOW + timedelta(hours=alone_hours)
    assert done_confirmed_at(NOW, not_before=not_before) == NOW + timedelta(hours=confirmed_hours)


def test_what_is_confirmed_after_its_notice_is_done_at_once():
    later = NOW + timedelta(days=40)
    assert done_confirmed_at(later, not_before=NOW + timedelta(days=30)) == later


def test_a_second_operator_has_five_business_days():
    assert confirm_due(NOW, Calendar(ZoneInfo("UTC"))) == datetime(2026, 3, 10, tzinfo=UTC)
