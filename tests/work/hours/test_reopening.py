"""Both sides may agree to reopen a timesheet in review: its week takes time again, then a new review runs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.hours.models import Timesheet, TimeSpan
from handsel.work.hours.planning import SUBMIT
from handsel.work.hours.recording import change_time, record_time
from handsel.work.hours.refusals import HeldAgain, WeekSubmitted
from handsel.work.hours.removing import remove_time
from handsel.work.hours.reopening import ask_to_reopen, decline_reopening, withdraw_reopening
from handsel.work.hours.review_refusals import BlocksTaken, NoReopening, PaymentDue, ReopeningOpen
from handsel.work.hours.review_timer import PAY
from handsel.work.hours.submitting import hold_week, state_nothing, submit_week
from handsel.work.jobs.refusals import InvalidState, ReasonMissing
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow, wallet
from tests.factories import usd
from tests.time_travel import due_at, let_pass
from tests.work.hours.as_shown import agree_to_reopen, approve
from tests.work.hours.test_paying import sheet_of, submitted
from tests.work.hours.test_rejecting import FIRST, rejected

COVERS = ("handsel.work.hours.entries.reopening",)
pytestmark = pytest.mark.usefixtures("frozen_clock")
WEDNESDAY_END = datetime(2026, 3, 12, 4, tzinfo=UTC)
"""Two business days after the Monday on which it is reopened here: 24:00 in the house's zone."""


@pytest.fixture
def sheet(ada, ben, frozen_clock):
    """A timesheet of three hours, $60.00, in review."""
    return submitted(ada, ben, frozen_clock)


@pytest.fixture(autouse=True)
def _in_order(db):
    yield
    assert faults() == []


def asked(person, sheet, reason="An hour is missing."):
    return ask_to_reopen(Actor(person.pk), sheet, reason=reason)


def reopened(ada, ben, sheet):
    """The timesheet after the freelancer asked, and the client agreed."""
    asked(ben, sheet)
    agree_to_reopen(Actor(ada.pk), sheet)
    return sheet_of(sheet.job)


def added_hour(ben, job, hour=17):
    start = datetime(2026, 3, 2, hour, tzinfo=UTC)
    record_time(Actor(ben.pk), job, start=start, end=start + timedelta(hours=1), memo="More sketches.")


def test_either_side_asks_and_the_other_agrees(ada, ben, sheet):
    asked(ada, sheet)
    agree_to_reopen(Actor(ben.pk), sheet)
    sheet, week = sheet_of(sheet.job), factories.week_of(sheet.job)
    assert (sheet.stage, sheet.review_ends_at, sheet.reopening_by) == ("reopened", None, "")
    assert (week.stage, week.submits_at) == ("funded", WEDNESDAY_END)
    assert (due_at(SUBMIT, week.pk), due_at(PAY, sheet.pk)) == (WEDNESDAY_END, None)
    assert (escrow(), earnings(ben)) == (usd(800), usd(0))


def test_a_reopened_week_takes_time_and_is_submitted_again_with_a_fresh_review(ada, ben, sheet, frozen_clock):
    sheet, before = reopened(ada, ben, sheet), sheet.review_ends_at
    added_hour(ben, sheet.job)
    change_time(
        Actor(ben.pk),
        TimeSpan.objects.order_by("started_at").first(),
        start=datetime(2026, 3, 2, 15, tzinfo=UTC),
        end=datetime(2026, 3, 2, 17, tzinfo=UTC),
        memo="Two hours, not three.",
    )
    let_pass(frozen_clock, days=1)
    submit_week(Actor(ben.pk), factories.week_of(sheet.job))
    again = sheet_of(sheet.job)
    assert (again.pk, again.stage, again.seconds) == (sheet.pk, "submitted", 10_800)
    assert again.review_ends_at == due_at(PAY, again.pk) == before + timedelta(days=4)
    assert factories.week_of(sheet.job).stage == "settling"
    with pytest.raises(WeekSubmitted):
        added_hour(ben, sheet.job, hour=18)


def test_it_is_submitted_again_by_itself_and_paid(ada, ben, sheet, frozen_clock):
    sheet = reopened(ada, ben, sheet)
    added_hour(ben, sheet.job)
    frozen_clock(WEDNESDAY_END)
    let_pass(frozen_clock, minutes=1)
    assert sheet_of(sheet.job).stage == "submitted"
    assert Entry.objects.filter(kind="timesheet.submitted").latest("pk").facts["automatic"]
    let_pass(frozen_clock, days=9)
    assert (sheet_of(sheet.job).stage, earnings(ben), escrow()) == ("paid", usd(80), usd(0))


def test_one_without_time_is_closed_and_its_money_returns(ada, ben, sheet):
    sheet = reopened(ada, ben, sheet)
    remove_time(Actor(ben.pk), TimeSpan.objects.get())
    state_nothing(Actor(ben.pk), factories.week_of(sheet.job))
    assert (sheet_of(sheet.job).stage, factories.week_of(sheet.job).stage) == ("nothing", "dropped")
    assert (wallet(ada), escrow()) == (usd(1_000), usd(0))


def test_one_that_was_not_funded_is_reopened_too_and_none_is_held_back(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock, fund=False, wallet=0)
    sheet = reopened(ada, ben, sheet)
    assert factories.week_of(sheet.job).stage == "short"
    with pytest.raises(HeldAgain):
        hold_week(Actor(ben.pk), factories.week_of(sheet.job), reason="A receipt is missing.")
    submit_week(Actor(ben.pk), factories.week_of(sheet.job))
    assert sheet_of(sheet.job).stage == "submitted"


def test_it_may_be_reopened_again(ada, ben, sheet):
    for _ in range(2):
        sheet = reopened(ada, ben, sheet)
        submit_week(Actor(ben.pk), factories.week_of(sheet.job))
    assert Timesheet.objects.count() == 1


def test_the_review_runs_on_while_the_request_waits(ada, ben, sheet, frozen_clock):
    asked(ben, sheet)
    assert due_at(PAY, sheet.pk) == sheet.review_ends_at
    frozen_clock(sheet.review_ends_at)
    with pytest.raises(PaymentDue):
        agree_to_reopen(Actor(ada.pk), sheet)
    with pytest.raises(PaymentDue):
        asked(ada, sheet)
    let_pass(frozen_clock, minutes=1)
    sheet = sheet_of(sheet.job)
    assert (sheet.stage, sheet.reopening_by, earnings(ben)) == ("paid", "", usd(60))
    with pytest.raises(NoReopening):
        agree_to_reopen(Actor(ada.pk), sheet)


def test_an_approved_timesheet_is_never_reopened(ada, ben, sheet):
    asked(ben, sheet)
    approve(Actor(ada.pk), sheet)
    with pytest.raises(NoReopening):
        agree_to_reopen(Actor(ada.pk), sheet)
    with pytest.raises(InvalidState):
        asked(ben, sheet)


def test_one_request_at_a_time_is_declined_or_taken_back(ada, ben, sheet):
    asked(ben, sheet)
    for person in (ada, ben):
        with pytest.raises(ReopeningOpen):
            asked(person, sheet)
    for answer in (agree_to_reopen, decline_reopening):
        with pytest.raises(NotFound):
            answer(Actor(ben.pk), sheet)
    with pytest.raises(NoReopening):
        withdraw_reopening(Actor(ada.pk), sheet)
    withdraw_reopening(Actor(ben.pk), sheet)
    with pytest.raises(NoReopening):
        decline_reopening(Actor(ada.pk), sheet)
    asked(ben, sheet)
    decline_reopening(Actor(ada.pk), sheet)
    sheet = sheet_of(sheet.job)
    assert (sheet.stage, sheet.reopening_by, sheet.reopening_reason) == ("submitted", "", "")


def test_nobody_else_asks_and_a_request_has_a_reason(eve, olga, ben, sheet):
    for person in (eve, olga):
        with pytest.raises(NotFound):
            asked(person, sheet)
    with pytest.raises(ReasonMissing):
        asked(ben, sheet, " ")


def test_rejected_blocks_end_a_request_and_allow_no_other(ada, ben, sheet):
    asked(ben, sheet)
    assert rejected(ada, sheet, FIRST)["reopening_ended"]
    assert sheet_of(sheet.job).reopening_by == ""
    with pytest.raises(BlocksTaken):
        asked(ben, sheet)
    assert not rejected(ada, sheet, FIRST + 1)["reopening_ended"]


def test_the_database_keeps_requests_to_the_review(ada, ben, sheet):
    asked(ben, sheet)
    with pytest.raises(IntegrityError, match="sheet_reopening_asked_in_review"), transaction.atomic():
        Timesheet.objects.filter(pk=sheet.pk).update(stage="reopened")
