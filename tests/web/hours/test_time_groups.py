"""The time of a timesheet by what it was for: exceptions first, each with its reason, amount and blocks."""

from datetime import timedelta

import pytest

from handsel.people.models import Person
from handsel.web.hours.sheet_view import SheetView, load_sheet_view
from handsel.web.hours.span_rows import SpanRow
from handsel.web.hours.time_groups import TimeGroup, TimeKind, TimePiece
from handsel.work.hours.models import TimeSource, TimeSpan
from handsel.work.hours.protection import BlockVerdict, ShotFault, Unprotected
from tests.time_travel import let_pass
from tests.tracked_week import SUBMITTED, tracked_week
from tests.web.hours.test_sheets import page_of, worked_week

COVERS = ("handsel.web.hours.group_rows",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def sheet_of(person: Person, number: int) -> SheetView:
    _job_view, sheet_view = load_sheet_view(person, number)
    assert sheet_view is not None
    return sheet_view


def as_rows(groups: list[TimeGroup]) -> list[tuple[str, str, int]]:
    return [(group.words, group.length, group.minor) for group in groups]


def test_exceptions_come_first_with_their_reasons(ada: Person, ben: Person, frozen_clock) -> None:
    job = tracked_week(ada, ben).job
    frozen_clock.now = SUBMITTED + timedelta(hours=1)
    groups = sheet_of(ada, job.pk).groups
    kinds = [group.kind for group in groups.by_memo]
    assert kinds == sorted(kinds, key=lambda kind: kind is TimeKind.PROTECTED)
    words = [group.words for group in groups.by_reason]
    assert words[-1] == "Tracked, protected"
    assert set(words[:-1]) == {
        "Manual: not protected",
        "Tracked, not protected: Work View was off",
        "Tracked, not protected: its screenshot was deleted",
        "Tracked, not protected: its screenshot has not arrived",
    }


def test_the_sums_and_the_groups_are_together_what_the_timesheet_costs(
    ada: Person, ben: Person, frozen_clock
) -> None:
    job = tracked_week(ada, ben).job
    frozen_clock.now = SUBMITTED + timedelta(hours=1)
    sheet_view = sheet_of(ada, job.pk)
    groups = sheet_view.groups
    for rows in (groups.sums, groups.by_memo, groups.by_reason):
        assert sum(group.minor for group in rows) == sheet_view.amount.minor
        assert sum(group.seconds for group in rows) == sheet_view.week_view.seconds
    assert [group.kind for group in groups.sums] == [
        TimeKind.PROTECTED,
        TimeKind.UNPROTECTED,
        TimeKind.BY_HAND,
    ]


def test_what_the_client_selects_of_a_group_are_its_blocks(ada: Person, ben: Person, frozen_clock) -> None:
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    (group,) = sheet_of(ada, job.pk).groups.by_memo
    assert (group.memo, group.blocks) == ("Sketches.", " ".join(map(str, range(45, 60))))
    page = page_of(ada, job)
    assert f'data-select="{group.blocks}"' in page
    assert "Select the day" in page
    assert "data-select" not in page_of(ben, job)


def test_time_over_the_limit_is_an_exception_that_costs_nothing(
    ada: Person, ben: Person, frozen_clock
) -> None:
    job = worked_week(ada, ben)
    job.weeks.update(limit_seconds=7_200)
    groups = sheet_of(ben, job.pk).groups
    assert as_rows(groups.by_memo) == [
        ("Manual: not protected", "2 h", 4_000),
        ("Over the limit: not paid", "1 h", 0),
    ]
    assert as_rows(groups.sums) == [("Manual, not protected", "2 h", 4_000)]


def test_time_whose_words_differ_is_sorted_apart() -> None:
    time = TimeSpan(source=TimeSource.TRACKED)
    verdicts = [
        BlockVerdict(1, 720, None),
        BlockVerdict(1, 720, None, has_kept_time=True),
        BlockVerdict(1, 720, Unprotected.SHOT_MISSING, shot_fault=ShotFault.ABSENT),
        BlockVerdict(1, 720, Unprotected.SHOT_MISSING, shot_fault=ShotFault.ABSENT, is_awaited=True),
    ]
    pieces = [TimePiece(SpanRow(time, verdict), 1, 720, 400, is_paid=True) for verdict in verdicts]
    assert len({piece.words for piece in pieces}) == len({piece.sort for piece in pieces}) == len(pieces)
