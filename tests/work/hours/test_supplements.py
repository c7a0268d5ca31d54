"""Late time makes supplements: they share the limit of their week, and its money while that is held."""

from datetime import timedelta

import pytest

from handsel.kernel import clock
from handsel.money.invoices.models import Invoice
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import JobWeek, ReceivedSegment, TimeSpan
from handsel.work.hours.moving import move_time
from handsel.work.hours.paying import auto_pay
from handsel.work.hours.recording import NewTime, import_time, record_time
from handsel.work.hours.refusals import SupplementHeld, WeekSubmitted
from handsel.work.hours.removing import remove_time
from handsel.work.hours.reopening import ask_to_reopen
from handsel.work.hours.submitting import hold_week, submit_week
from handsel.work.terms.ending import end_job
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.balances import earnings, escrow, fees, wallet
from tests.conftest import MONDAY_NOON, soak
from tests.factories import usd
from tests.time_travel import at_once, let_pass
from tests.tracked_day import BLOCK, track_kept
from tests.work.hours.as_shown import agree_to_reopen, approve, reject

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_order(db):
    yield
    assert faults() == []


@pytest.fixture
def tracker(ben, frozen_clock):
    return tracker_of(ben)


@pytest.fixture
def reviewed(ada, ben, tracker, frozen_clock):
    """Makes a job of $20 an hour whose first week, with some manual minutes from noon on, is in review."""

    def made(*, minutes=60, hours=2, rate=20, policy="classic", fund=True):
        terms = factories.hourly_terms(
            rate, hours, policy=policy, work_view=WorkView.OFFERED, auto_fund=False
        )
        factories.rich(ada, 1_000)
        job = factories.hourly_bound(ada, ben, terms)
        if fund:
            factories.week_funded(ada, factories.week_of(job))
        frozen_clock.passes(hours=10)
        end = MONDAY_NOON + timedelta(minutes=minutes)
        record_time(Actor(ben.pk), job, start=MONDAY_NOON, end=end, memo="Sketches.")
        let_pass(frozen_clock, days=7)
        return job

    return made


def late(tracker, job, *, after, blocks=1):
    """Send blocks that were tracked so many hours after noon."""
    for number in range(blocks):
        track_kept(tracker, job, MONDAY_NOON + after * HOUR + number * BLOCK)


def refused(tracker, job, block):
    segment = tracker.segment(str(job.uuid), block)
    assert tracker.sends(segment).status == 409
    return ReceivedSegment.objects.get(pk=segment.id).refusal


def supplement_of(job, number=1):
    return JobWeek.objects.select_related("holding", "sheet", "job").get(job=job, supplement=number)


def state(job, number=1):
    row = supplement_of(job, number)
    return row.stage, row.limit_seconds // 60, row.held, row.ready_at is not None


def test_late_segments_join_one_supplement_until_it_is_submitted(reviewed, tracker, frozen_clock):
    job = reviewed(hours=3)
    late(tracker, job, after=2, blocks=2)
    late(tracker, job, after=5)
    assert state(job) == ("funded", 36, usd(12), True)
    assert factories.week_of(job).held == usd(48)
    let_pass(frozen_clock, days=1)
    late(tracker, job, after=6)
    assert state(job, 1) == ("settling", 36, usd(12), True)
    assert state(job, 2) == ("funded", 12, usd(4), True)


def test_they_share_the_limit_of_the_week(reviewed, tracker, ada, ben, frozen_clock):
    job = reviewed(minutes=100)
    late(tracker, job, after=2)
    let_pass(frozen_clock, days=1)
    late(tracker, job, after=3)
    late(tracker, job, after=4)
    assert [state(job, number)[1:3] for number in (1, 2)] == [(12, usd(4)), (8, usd(2.67))]
    let_pass(frozen_clock, days=1)
    sheet = supplement_of(job, 2).sheet
    assert (sheet.seconds, sheet.time.seconds, sheet.protected) == (1440, 480, 480)
    let_pass(frozen_clock, days=9)
    assert (earnings(ben), wallet(ada), escrow()) == (usd(40), usd(960), usd(0))


def test_without_anything_left_of_the_limit_time_is_recorded_and_not_paid(
    reviewed, tracker, ben, frozen_clock
):
    job = reviewed(minutes=120)
    late(tracker, job, after=3)
    assert state(job)[1:3] == (0, usd(0))
    let_pass(frozen_clock, days=12)
    row = supplement_of(job)
    assert (row.stage, row.sheet.seconds, row.sheet.time.seconds, earnings(ben)) == (
        "closed",
        720,
        0,
        usd(40),
    )


@pytest.mark.parametrize(("points", "rate"), [(375, 19.97), *soak((1, 33.33), (999, 0.07))])
def test_with_a_fee_of_the_client_everything_adds_up(
    reviewed, tracker, ada, ben, olga, frozen_clock, points, rate
):
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=points, fee_payer=FeePayer.CLIENT))
    job = reviewed(minutes=61, rate=rate, policy="dear")
    for day in range(3):
        late(tracker, job, after=2 + day, blocks=2)
        assert state(job, day + 1)[0] == "funded"
        let_pass(frozen_clock, days=1)
    let_pass(frozen_clock, days=12)
    sheets = [
        row.sheet for row in JobWeek.objects.filter(job=job).exclude(sheet=None).select_related("sheet")
    ]
    assert {sheet.stage for sheet in sheets if sheet.seconds} == {"paid"}
    assert sum(sheet.time.seconds for sheet in sheets) <= 7_200
    assert factories.week_of(job).price.amount - earnings(ben).minor in (0, 1)
    assert (wallet(ada) + earnings(ben) + fees(), escrow()) == (usd(1000), usd(0))


def test_it_takes_no_money_that_a_rejected_block_waits_for(reviewed, tracker, ada):
    job = reviewed(minutes=100)
    sheet = factories.week_of(job).sheet
    block = sheet.billed_blocks()[0].number
    reject(Actor(ada.pk), sheet, numbers=[block], reason="Not for this job.")
    late(tracker, job, after=2, blocks=2)
    assert (state(job)[2], factories.week_of(job).held) == (usd(6.67), usd(33.33))


def test_from_the_end_of_the_review_on_it_is_not_protected_even_before_the_payment(
    reviewed, tracker, frozen_clock
):
    job = reviewed()
    frozen_clock(factories.week_of(job).sheet.review_ends_at)
    late(tracker, job, after=2)
    assert state(job) == ("planned", 12, usd(0), False)


def test_one_that_is_protected_takes_no_time_that_is_not(reviewed, tracker, ada, frozen_clock):
    job = reviewed()
    late(tracker, job, after=2)
    approve(Actor(ada.pk), factories.week_of(job).sheet)
    late(tracker, job, after=3)
    late(tracker, job, after=4)
    assert [state(job, number) for number in (1, 2)] == [
        ("funded", 12, usd(4), True),
        ("planned", 24, usd(0), False),
    ]
    let_pass(frozen_clock, days=1)
    assert [supplement_of(job, number).sheet.protected for number in (1, 2)] == [720, 0]


def test_a_week_that_was_never_funded_gives_no_protection(reviewed, tracker, frozen_clock):
    job = reviewed(fund=False)
    late(tracker, job, after=2)
    assert state(job) == ("planned", 12, usd(0), False)


def test_nothing_but_late_tracked_time_enters_it(reviewed, tracker, ada, ben, frozen_clock):
    job = reviewed()
    late(tracker, job, after=2)
    start = MONDAY_NOON + 4 * HOUR
    with pytest.raises(WeekSubmitted):
        record_time(Actor(ben.pk), job, start=start, end=start + BLOCK, memo="Sketches.")
    other = factories.hourly_bound(ada, ben)
    span = TimeSpan.objects.get(week=supplement_of(job))
    with pytest.raises(WeekSubmitted):
        move_time(Actor(ben.pk), TimeSpan.objects.get(week=factories.week_of(job)), to=other.pk)
    remove_time(Actor(ben.pk), span)
    assert not TimeSpan.objects.filter(pk=span.pk).exists()


def test_time_of_another_job_moves_neither_into_the_week_nor_into_its_supplement(
    reviewed, tracker, ada, ben, frozen_clock
):
    other = factories.hourly_bound(ada, ben)
    hold_week(Actor(ben.pk), factories.week_of(other), reason="A receipt is missing.")
    frozen_clock.passes(minutes=30)
    row = factories.worked(other, ago=20, minutes=10)
    job = reviewed(minutes=5)
    late(tracker, job, after=2)
    with pytest.raises(WeekSubmitted):
        move_time(Actor(ben.pk), row, to=job.pk)
    with pytest.raises(WeekSubmitted):
        import_time(Actor(ben.pk), job, times=[NewTime(row.ended_at, row.ended_at + BLOCK, "Sketches.")])


def test_it_cannot_be_held_back_but_submitted_early(reviewed, tracker, ben):
    job = reviewed()
    late(tracker, job, after=2)
    with pytest.raises(SupplementHeld):
        hold_week(Actor(ben.pk), supplement_of(job), reason="A receipt is missing.")
    submit_week(Actor(ben.pk), supplement_of(job))
    assert supplement_of(job).stage == "settling"


def test_one_whose_time_was_removed_closes_and_its_money_returns(reviewed, tracker, ada, ben, frozen_clock):
    job = reviewed()
    late(tracker, job, after=2)
    remove_time(Actor(ben.pk), TimeSpan.objects.get(week=supplement_of(job)))
    let_pass(frozen_clock, days=1)
    row = supplement_of(job)
    assert (row.stage, row.sheet.stage, row.held, wallet(ada)) == ("dropped", "nothing", usd(0), usd(964))


def test_new_terms_leave_it_alone(reviewed, tracker, ada, ben):
    job = reviewed()
    late(tracker, job, after=2)
    before = state(job)
    factories.both_agree(ada, ben, job, factories.changed_hours(job, rate=5_000, weekly_seconds=360_000))
    row = supplement_of(job)
    assert (state(job), row.rate, row.raised_limit) == (before, 2_000, None)


def test_a_week_that_is_reopened_takes_the_time_itself_and_shares_its_limit(
    reviewed, tracker, ada, ben, frozen_clock
):
    job = reviewed(minutes=100)
    late(tracker, job, after=2)
    week = factories.week_of(job)
    ask_to_reopen(Actor(ben.pk), week.sheet, reason="An hour is missing.")
    agree_to_reopen(Actor(ada.pk), week.sheet)
    late(tracker, job, after=3)
    start = MONDAY_NOON + 5 * HOUR
    record_time(Actor(ben.pk), job, start=start, end=start + HOUR, memo="More sketches.")
    assert JobWeek.objects.filter(job=job, supplement=1).get().limit_seconds == 720
    submit_week(Actor(ben.pk), factories.week_of(job))
    sheet = factories.week_of(job).sheet
    assert (sheet.seconds, sheet.time.seconds, sheet.protected) == (10_320, 6_480, 720)
    let_pass(frozen_clock, days=12)
    assert (earnings(ben), wallet(ada), escrow()) == (usd(40), usd(960), usd(0))


def test_a_job_that_was_ended_is_closed_with_its_last_supplement(reviewed, tracker, ada, frozen_clock):
    job = reviewed()
    end_job(Actor(ada.pk), job, reason="All is done.")
    late(tracker, job, after=2)
    approve(Actor(ada.pk), factories.week_of(job).sheet)
    job.refresh_from_db()
    assert job.stage == "working"
    let_pass(frozen_clock, days=12)
    job.refresh_from_db()
    assert (job.stage, supplement_of(job).stage) == ("complete", "closed")
    assert refused(tracker, job, MONDAY_NOON + 5 * HOUR) == "closed"


def test_its_invoice_names_it(reviewed, tracker, ada, frozen_clock):
    job = reviewed()
    late(tracker, job, after=2)
    let_pass(frozen_clock, days=12)
    lines = Invoice.objects.filter(line__contains="supplement").values_list("line", flat=True)
    assert list(lines) == ["Week of 2 March 2026, supplement 1: 12 min at 20.00 USD an hour, protected"]


@pytest.mark.django_db(transaction=True)
def test_late_time_and_an_approval_at_once_are_one_before_the_other(reviewed, tracker, ada, ben):
    job = reviewed()
    sheet = factories.week_of(job).sheet
    segment = tracker.segment(str(job.uuid), MONDAY_NOON + 2 * HOUR)
    at_once(lambda: tracker.sends(segment), lambda: approve(Actor(ada.pk), sheet))
    assert (state(job), wallet(ada)) in [
        (("funded", 12, usd(4), True), usd(976)),
        (("planned", 12, usd(0), False), usd(980)),
    ]
    assert earnings(ben) == usd(20)


@pytest.mark.django_db(transaction=True)
def test_late_time_and_the_end_of_the_review_at_once_move_nothing_twice(
    reviewed, tracker, ada, ben, frozen_clock
):
    job = reviewed()
    sheet = factories.week_of(job).sheet
    segment = tracker.segment(str(job.uuid), MONDAY_NOON + 2 * HOUR)
    frozen_clock(sheet.review_ends_at)
    at_once(lambda: tracker.sends(segment), lambda: auto_pay(str(sheet.pk), clock.now()))
    assert (state(job), wallet(ada), earnings(ben)) == (("planned", 12, usd(0), False), usd(980), usd(20))


@pytest.mark.django_db(transaction=True)
def test_late_time_of_two_devices_at_once_is_in_one_supplement(reviewed, tracker, ben, frozen_clock):
    other = tracker_of(ben, "Desk")
    job = reviewed()
    sent = [
        (device, device.segment(str(job.uuid), MONDAY_NOON + hours * HOUR))
        for device, hours in ((tracker, 2), (other, 3))
    ]
    answers = at_once(*[lambda pair=pair: pair[0].sends(pair[1]) for pair in sent])
    assert [answer.status for answer in answers] == [200, 200]
    assert state(job) == ("funded", 24, usd(8), True)


@pytest.mark.django_db(transaction=True)
def test_late_time_sent_twice_at_once_opens_one(reviewed, tracker):
    job = reviewed()
    segment = tracker.segment(str(job.uuid), MONDAY_NOON + 2 * HOUR)
    answers = at_once(*[lambda: tracker.puts(f"/segments/{segment.id}", segment.body)] * 4)
    assert {answer.status for answer in answers} == {200}
    assert JobWeek.objects.filter(job=job).exclude(supplement=0).count() == 1
