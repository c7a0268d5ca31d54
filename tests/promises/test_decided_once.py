"""A block in review is rejected, answered and paid once, whoever acts at the same moment."""

import pytest

from handsel.kernel import clock
from handsel.kernel.refusals import Refusal
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.disputes.opening_hours import insist
from handsel.trust.disputes.settling import accept_dispute_offer
from handsel.work.hours.deciding import auto_drop, auto_give_in, give_in
from handsel.work.hours.models import ReviewedBlock
from handsel.work.hours.paying import auto_pay
from handsel.work.hours.rejecting import contest
from handsel.work.hours.reopening import ask_to_reopen, withdraw_reopening
from handsel.work.hours.submitting import auto_submit, submit_week
from tests.auditing import faults
from tests.balances import earnings, escrow
from tests.factories import usd
from tests.time_travel import at_once
from tests.trust.disputing import latest, offered
from tests.work.hours.as_shown import (
    agree_to_reopen,
    approve,
    dispute,
    reject,
)
from tests.work.hours.test_deciding import in_contest
from tests.work.hours.test_paying import sheet_of, submitted
from tests.work.hours.test_rejecting import FIRST, SECOND, contested, rejected

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture(autouse=True)
def _in_order():
    yield
    assert faults() == []


def done(answers):
    assert all(isinstance(answer, dict | Refusal | None) for answer in answers), answers
    return sum(isinstance(answer, dict) for answer in answers)


def test_a_double_rejection_is_one(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock)
    assert done(at_once(*[lambda: rejected(ada, sheet, FIRST)] * 4)) == 1
    assert ReviewedBlock.objects.count() == 1


@pytest.mark.parametrize("objection", [reject, dispute] * 2)
def test_an_approval_and_an_objection_at_once_pay_each_block_once(ada, ben, frozen_clock, objection):
    sheet = submitted(ada, ben, frozen_clock)
    at_once(
        lambda: approve(Actor(ada.pk), sheet),
        lambda: objection(Actor(ada.pk), sheet, numbers=[FIRST], reason="No."),
    )
    frozen = 4 * ReviewedBlock.objects.count()
    paid = (usd(60 - frozen), usd(frozen))
    too_late = (usd(0), usd(800))
    assert (earnings(ben), escrow()) in ((paid, too_late) if frozen else (paid,))


@pytest.mark.parametrize("attempt", range(2))
def test_a_block_is_rejected_or_disputed_whichever_comes_first(ada, ben, frozen_clock, attempt):
    sheet = submitted(ada, ben, frozen_clock)
    answers = at_once(
        lambda: reject(Actor(ada.pk), sheet, numbers=[FIRST], reason="No."),
        lambda: dispute(Actor(ada.pk), sheet, numbers=[FIRST], reason="No."),
    )
    assert (done(answers), ReviewedBlock.objects.count()) == (1, 1)
    assert ReviewedBlock.objects.get().stage in ("rejected", "disputed")


@pytest.mark.parametrize("objection", [reject, dispute] * 2)
def test_an_objection_as_the_review_ends_comes_too_late(ada, ben, frozen_clock, objection):
    sheet = submitted(ada, ben, frozen_clock)
    frozen_clock(sheet.review_ends_at)
    answers = at_once(
        lambda: auto_pay(str(sheet.pk), clock.now()),
        lambda: objection(Actor(ada.pk), sheet, numbers=[FIRST], reason="No."),
    )
    assert done(answers) == 0
    assert earnings(ben) == usd(60)


@pytest.mark.parametrize("attempt", range(2))
def test_a_contest_as_its_time_ends_comes_too_late(ada, ben, frozen_clock, attempt):
    sheet = submitted(ada, ben, frozen_clock)
    rejected(ada, sheet, FIRST)
    approve(Actor(ada.pk), sheet)
    row = ReviewedBlock.objects.get()
    frozen_clock(row.ends_at)
    at_once(
        lambda: auto_drop(str(row.pk), clock.now()),
        lambda: contest(Actor(ben.pk), sheet, numbers=[FIRST], reason="Yes."),
    )
    assert (ReviewedBlock.objects.get().stage, escrow()) == ("dropped", usd(0))


@pytest.mark.parametrize("attempt", range(2))
def test_giving_in_and_insisting_at_once_are_one_or_the_other(ada, ben, frozen_clock, attempt):
    sheet = in_contest(ada, ben, frozen_clock)
    both = [FIRST, SECOND]
    answers = at_once(
        lambda: give_in(Actor(ada.pk), sheet, numbers=both),
        lambda: insist(Actor(ada.pk), sheet, numbers=both),
        *[lambda: give_in(Actor(ada.pk), sheet, numbers=both)] * 2,
    )
    paid = earnings(ben)
    assert paid == usd(8) or sheet_of(sheet.job).disputed
    assert done(answers) in (1, 2)
    assert paid in (usd(0), usd(8))


@pytest.mark.parametrize("attempt", range(2))
def test_silence_pays_once_whoever_else_answers(ada, ben, frozen_clock, attempt):
    sheet = submitted(ada, ben, frozen_clock)
    rejected(ada, sheet, FIRST)
    contested(ben, sheet, FIRST)
    row = ReviewedBlock.objects.get()
    frozen_clock(row.ends_at)
    at_once(
        *[lambda: auto_give_in(str(row.pk), clock.now())] * 2,
        lambda: insist(Actor(ada.pk), sheet, numbers=[FIRST]),
    )
    assert (earnings(ben), ReviewedBlock.objects.get().stage) == (usd(4), "paid")


def test_a_settlement_is_accepted_once(ada, ben, frozen_clock):
    sheet = in_contest(ada, ben, frozen_clock)
    insist(Actor(ada.pk), sheet, numbers=[FIRST, SECOND])
    row = offered(ben, latest(), 5)
    answers = at_once(*[lambda: accept_dispute_offer(Actor(ada.pk), row, expected=usd(5))] * 4)
    assert (done(answers), earnings(ben)) == (1, usd(5))


@pytest.mark.parametrize("attempt", range(2))
def test_a_timesheet_is_approved_or_reopened_whichever_comes_first(ada, ben, frozen_clock, attempt):
    sheet = submitted(ada, ben, frozen_clock)
    ask_to_reopen(Actor(ben.pk), sheet, reason="An hour is missing.")
    answers = at_once(
        lambda: approve(Actor(ada.pk), sheet),
        lambda: agree_to_reopen(Actor(ada.pk), sheet),
        lambda: withdraw_reopening(Actor(ben.pk), sheet),
    )
    after = sheet_of(sheet.job)
    assert (after.stage, earnings(ben), escrow()) in [
        ("paid", usd(60), usd(0)),
        ("reopened", usd(0), usd(800)),
    ]
    assert done(answers) in (1, 2)


@pytest.mark.parametrize("attempt", range(2))
def test_consent_to_reopen_as_the_review_ends_comes_too_late(ada, ben, frozen_clock, attempt):
    sheet = submitted(ada, ben, frozen_clock)
    ask_to_reopen(Actor(ben.pk), sheet, reason="An hour is missing.")
    frozen_clock(sheet.review_ends_at)
    answers = at_once(
        lambda: auto_pay(str(sheet.pk), clock.now()),
        lambda: agree_to_reopen(Actor(ada.pk), sheet),
    )
    assert (done(answers), sheet_of(sheet.job).stage, earnings(ben)) == (0, "paid", usd(60))


@pytest.mark.parametrize("attempt", range(2))
def test_a_reopened_timesheet_is_submitted_again_once(ada, ben, frozen_clock, attempt):
    sheet = submitted(ada, ben, frozen_clock)
    ask_to_reopen(Actor(ada.pk), sheet, reason="An hour too many.")
    agree_to_reopen(Actor(ben.pk), sheet)
    week = sheet_of(sheet.job).week
    frozen_clock(week.submits_at)
    at_once(
        *[lambda: auto_submit(str(week.pk), clock.now())] * 2,
        lambda: submit_week(Actor(ben.pk), week),
    )
    assert sheet_of(sheet.job).stage == "submitted"
    assert Entry.objects.filter(kind="timesheet.submitted").count() == 2
