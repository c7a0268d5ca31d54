"""Which time lies in a pause, and who may end one."""

from datetime import UTC, datetime, timedelta

import pytest

from handsel.work.hours.pauses import is_paused_in, may_resume
from handsel.work.hours.weeks import Span
from handsel.work.jobs.lifecycle import Side

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "end", "paused"),
    [
        (-2, 0, False),
        (-2, 1, True),
        (0, 1, True),
        (1, 2, True),
        (2, 3, False),
        (-1, 3, True),
        (8, 9, False),
        (9, 11, True),
        (20, 21, True),
    ],
)
def test_time_that_shares_a_second_with_a_pause_lies_in_it(start, end, paused):
    pauses = [(NOON, NOON + 2 * HOUR), (NOON + 10 * HOUR, None)]
    assert is_paused_in(Span(NOON + start * HOUR, NOON + end * HOUR), pauses) is paused
    assert not is_paused_in(Span(NOON, NOON + HOUR), [])


@pytest.mark.parametrize(
    ("side", "paused_by", "is_short", "may"),
    [
        (Side.CLIENT, Side.CLIENT, False, True),
        (Side.FREELANCER, Side.FREELANCER, False, True),
        (Side.CLIENT, Side.FREELANCER, False, False),
        (Side.FREELANCER, Side.CLIENT, False, False),
        (Side.CLIENT, Side.HOUSE, False, False),
        (Side.HOUSE, Side.HOUSE, False, False),
        (Side.CLIENT, Side.CLIENT, True, False),
    ],
)
def test_who_paused_resumes_once_nothing_is_missing(side, paused_by, is_short, may):
    assert may_resume(side, paused_by=paused_by, is_short=is_short) is may
