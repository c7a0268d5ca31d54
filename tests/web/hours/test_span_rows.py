"""The time of a week in words, and as the rows of a table."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from handsel.web.hours.span_rows import SpanRow, period_text, table_rows
from handsel.work.hours.models import TimeSource, TimeSpan
from handsel.work.hours.protection import BlockVerdict, Unprotected
from tests.web.hours.test_week_grid import NEW_YORK, START

MANUAL = BlockVerdict(0, 720, Unprotected.BY_HAND)
END = START + timedelta(minutes=90)


def test_time_says_from_when_to_when(frozen_clock: Any) -> None:
    with timezone.override(NEW_YORK):
        assert period_text(START, END) == "00:00 to 01:30"
        assert period_text(START, START + timedelta(hours=24)) == "00:00 to Tue 6 Jan, 00:00"


@pytest.mark.parametrize("changes", [False, True])
def test_a_row_escapes_its_memo_and_leads_to_its_change_where_it_may(
    frozen_clock: Any, changes: bool
) -> None:
    time = TimeSpan(pk=7, started_at=START, ended_at=END, memo="<Sketches>", source=TimeSource.ON_PAGE)
    with timezone.override(NEW_YORK):
        html = table_rows([SpanRow(time, MANUAL)], changes=changes)
    assert html.startswith(
        '<tr id="time-7"><th scope="row"><time datetime="2026-01-05">Mon 5 Jan</time></th>'
    )
    assert '<td data-label="What it was for"><span class="wrap">&lt;Sketches&gt;</span></td>' in html
    assert "Timer on the page: not protected" in html
    assert '<td data-label="Time" class="num">1 h 30 min</td>' in html
    assert ("Change" in html) is changes
