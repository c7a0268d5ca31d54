"""Time by hand: added, changed and removed until the week is submitted; never twice, never to come."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from handsel.kernel import clock
from handsel.kernel.json import plain
from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.work.hours.entries import time
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.hours.recording import (
    IMPORT_MAX,
    NewTime,
    change_time,
    import_time,
    record_time,
)
from handsel.work.hours.refusals import (
    FutureTime,
    MemoMissing,
    NotByHand,
    SpanTooLong,
    TimeOutside,
    TimeOverlaps,
    WeekSubmitted,
)
from handsel.work.jobs.refusals import InvalidState
from handsel.work.terms.ending import end_job
from tests import factories
from tests.made_once import made_once
from tests.replaying import differences
from tests.time_travel import at_once, let_pass

COVERS = ("handsel.work.hours.entries.time", "handsel.work.hours.time_checks")
pytestmark = pytest.mark.usefixtures("frozen_clock")


def at(text: str) -> datetime:
    """An instant in March 2026, in UTC: `02 15:00`."""
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC)


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    return factories.hourly_bound(ada, ben)


def recorded(ben, job, start="02 13:00", end="02 14:30", memo="Sketches.", **key):
    return record_time(Actor(ben.pk, **key), job, start=at(start), end=at(end), memo=memo)


def test_time_is_kept_with_its_memo_and_on_the_record(ben, job):
    facts = recorded(ben, job)
    (row,) = job.spans.all()
    assert (row.span.seconds, row.memo, row.source) == (5_400, "Sketches.", "by hand")
    assert (row.week.monday, facts["spans"][0]["seconds"]) == (date(2026, 3, 2), 5_400)
    assert differences() == []


def test_time_is_cut_to_whole_seconds(ben, job):
    start = at("02 13:00").replace(microsecond=999_999)
    record_time(Actor(ben.pk), job, start=start, end=start + timedelta(minutes=1), memo="Sketches.")
    assert job.spans.get().span.seconds == 60


def test_work_through_the_end_of_a_week_is_in_both(ben, job, frozen_clock):
    let_pass(frozen_clock, days=6, hours=17, minutes=30)
    facts = recorded(ben, job, "09 02:30", "09 10:30")
    spans = [(row["week"], row["seconds"]) for row in facts["spans"]]
    assert spans == [("2026-03-02", 5_400), ("2026-03-09", 23_400)]
    assert differences() == []


def test_a_change_takes_the_place_of_what_was_there(ben, job):
    recorded(ben, job)
    facts = change_time(
        Actor(ben.pk), job.spans.get(), start=at("02 13:30"), end=at("02 14:00"), memo="Less."
    )
    row = job.spans.get()
    assert (row.span.seconds, row.memo) == (1_800, "Less.")
    assert [row["memo"] for row in facts["removed"]] == ["Sketches."]
    assert differences() == []


@pytest.mark.parametrize(
    ("start", "end"),
    [("02 13:00", "02 14:30"), ("02 14:29", "02 15:00"), ("02 12:00", "02 13:01"), ("02 13:10", "02 13:11")],
)
def test_no_time_is_recorded_twice_on_any_job(ada, ben, job, start, end):
    recorded(ben, job)
    other = factories.hourly_bound(ada, ben)
    for target in (job, other):
        with pytest.raises(TimeOverlaps, match=f"job {job.pk}"):
            recorded(ben, target, start, end)
    recorded(ben, other, "02 14:30", "02 15:00")


def test_another_freelancer_may_work_at_the_same_time(ada, ben, eve, job):
    recorded(ben, job)
    other = factories.hourly_bound(ada, eve)
    recorded(eve, other)
    assert (job.spans.get().span, other.spans.count()) == (other.spans.get().span, 1)


@pytest.mark.parametrize(
    ("start", "end", "memo", "refusal"),
    [
        ("02 14:00", "02 14:00", "Sketches.", SpanTooLong),
        ("02 14:00", "02 13:00", "Sketches.", SpanTooLong),
        ("01 10:00", "02 11:00", "Sketches.", SpanTooLong),
        ("02 16:59", "02 17:01", "Sketches.", FutureTime),
        ("02 14:00", "02 15:00", " ", MemoMissing),
        ("02 14:00", "02 15:00", "x" * 401, MemoMissing),
        ("01 14:00", "01 15:00", "Sketches.", TimeOutside),
    ],
    ids=["empty", "backwards", "25 hours", "to come", "no memo", "long memo", "before the first week"],
)
def test_what_cannot_be_is_refused(ben, job, start, end, memo, refusal):
    with pytest.raises(refusal):
        recorded(ben, job, start, end, memo)
    assert not TimeSpan.objects.exists()


def test_terms_without_time_by_hand_take_none(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(by_hand=False))
    with pytest.raises(NotByHand):
        recorded(ben, job)


def test_a_job_at_a_fixed_price_takes_no_time(ada, ben):
    with pytest.raises(InvalidState):
        recorded(ben, factories.bound(ada, ben, 100))


def test_a_job_that_was_ended_takes_time_from_before_alone(ada, ben, job, frozen_clock):
    end_job(Actor(ada.pk), job, reason="No budget left.")
    frozen_clock.passes(hours=1)
    recorded(ben, job)
    with pytest.raises(TimeOutside):
        recorded(ben, job, "02 16:59", "02 17:01")


def test_a_submitted_week_is_not_touched(ben, job):
    recorded(ben, job)
    JobWeek.objects.filter(job=job).update(stage="settling")
    with pytest.raises(WeekSubmitted):
        recorded(ben, job, "02 15:00", "02 16:00")
    with pytest.raises(WeekSubmitted):
        change_time(Actor(ben.pk), job.spans.get(), start=at("02 15:00"), end=at("02 16:00"), memo="More.")


def test_only_the_freelancer_records(ada, eve, olga, job):
    for person in (ada, eve, olga):
        with pytest.raises(NotFound):
            recorded(person, job)


@pytest.mark.parametrize("values", [{"source": "guess"}, {"ended_at": datetime(2026, 1, 1, tzinfo=UTC)}])
def test_the_database_refuses_time_that_cannot_be(ben, job, values):
    recorded(ben, job)
    with pytest.raises(IntegrityError):
        TimeSpan.objects.filter(job=job).update(**values)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5_400, "1 h 30 min"), (59, "59 s"), (36_000, "10 h"), (8_660, "2 h 24 min 20 s"), (0, "0 h")],
)
def test_a_duration_is_said_in_hours_and_minutes(seconds, words):
    assert duration_text(seconds) == words


@pytest.mark.django_db(transaction=True)
def test_the_same_time_recorded_on_two_jobs_at_once_is_on_one(ada, ben, frozen_clock):
    jobs = [factories.hourly_bound(ada, ben) for _ in range(2)]
    assert clock.now() > at("02 14:30")
    results = at_once(*(lambda job=job: recorded(ben, job) for job in jobs))
    assert TimeSpan.objects.count() == 1
    assert sum(isinstance(result, TimeOverlaps) for result in results) == 1


def imported(ben, job, *spans):
    times = [NewTime(at(start), at(end), "Sketches.") for start, end in spans]
    return import_time(Actor(ben.pk), job, times=times)


def test_a_file_is_recorded_whole_in_one_entry(ben, job):
    facts = imported(ben, job, ("02 13:00", "02 14:00"), ("02 10:00", "02 11:00"))
    assert [row["seconds"] for row in facts["spans"]] == [3_600, 3_600]
    assert set(job.spans.values_list("source", flat=True)) == {"imported"}
    assert differences() == []


@pytest.mark.parametrize(
    "spans",
    [
        [("02 13:00", "02 14:00"), ("02 13:59", "02 14:30")],
        [("02 10:00", "02 11:00"), ("02 12:30", "02 12:31"), ("02 15:00", "02 15:30")],
    ],
    ids=["its own rows", "what is recorded"],
)
def test_a_file_of_which_a_row_overlaps_is_not_recorded(ben, job, spans):
    recorded(ben, job, "02 12:00", "02 12:45")
    with pytest.raises(TimeOverlaps):
        imported(ben, job, *spans)
    assert job.spans.count() == 1


def test_an_import_says_its_time_and_its_days(ben, job):
    facts = plain(imported(ben, job, ("02 13:00", "02 14:00"), ("02 10:00", "02 11:00")))
    wording = time.RECORDED.wording("Ben", facts)
    assert wording.title == "Ben imported 2 h, Mon 2 Mar to Mon 2 Mar"


@pytest.mark.parametrize("count", [0, IMPORT_MAX + 1])
def test_an_import_has_a_row_and_not_too_many(ben, job, count):
    with pytest.raises(ValueError, match="times in one import"):
        imported(ben, job, *[("02 13:00", "02 14:00")] * count)
