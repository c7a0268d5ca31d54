"""A contested block: the client gives in and it is paid at once, or is silent and it is paid by itself."""

import pytest

from handsel.kernel.refusals import NotFound
from handsel.money.invoices.models import Invoice
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.work.hours.deciding import _drop_uncontested, _pay_unanswered, auto_drop, auto_give_in, give_in
from handsel.work.hours.models import ReviewedBlock
from handsel.work.hours.paying import missing_charge, pay_missing
from handsel.work.hours.review_refusals import AnswerDue
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState
from handsel.work.terms.ending import end_job
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow, fees, wallet
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.work.hours.as_shown import approve
from tests.work.hours.test_paying import sheet_of, submitted
from tests.work.hours.test_rejecting import FIRST, SECOND, contested, rejected, stages

pytestmark = pytest.mark.usefixtures("frozen_clock")


@made_once
def in_contest(ada, ben, frozen_clock, **changes):
    """A timesheet of $60.00 of which $8.00 are rejected and contested."""
    sheet = submitted(ada, ben, frozen_clock, **changes)
    rejected(ada, sheet, FIRST, SECOND)
    contested(ben, sheet, FIRST, SECOND)
    return sheet


def test_giving_in_during_the_review_pays_at_once(ada, ben, frozen_clock):
    sheet = in_contest(ada, ben, frozen_clock)
    facts = give_in(Actor(ada.pk), sheet, numbers=[FIRST])
    assert (facts["released"], facts["refunded"], facts["decided"]) == (400, 0, 400)
    assert (earnings(ben), escrow(), sheet_of(sheet.job).stage) == (usd(4), usd(796), "submitted")
    approve(Actor(ada.pk), sheet)
    assert (earnings(ben), escrow()) == (usd(56), usd(4))
    lines = {(row.amount, row.line) for row in Invoice.objects.all()}
    rate = "at 20.00 USD an hour, not protected"
    assert lines == {
        (400, f"Week of 2 March 2026: 12 min {rate}"),
        (5_200, f"Week of 2 March 2026: 2 h 36 min {rate}"),
    }
    assert faults() == []


def test_giving_in_after_the_review_pays_and_closes_the_week(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock)
    rejected(ada, sheet, FIRST, SECOND)
    let_pass(frozen_clock, days=5)
    contested(ben, sheet, FIRST, SECOND)
    give_in(Actor(ada.pk), sheet, numbers=[FIRST, SECOND])
    assert (earnings(ben), escrow(), wallet(ada)) == (usd(60), usd(0), usd(940))
    assert (sheet_of(sheet.job).stage, sheet_of(sheet.job).week.stage) == ("paid", "closed")
    assert faults() == []


def test_silence_pays_after_three_business_days(ada, ben, frozen_clock):
    sheet = in_contest(ada, ben, frozen_clock)
    let_pass(frozen_clock, days=3)
    assert stages(sheet) == [(FIRST, "contested"), (SECOND, "contested")]
    let_pass(frozen_clock, days=1)
    assert stages(sheet) == [(FIRST, "paid"), (SECOND, "paid")]
    assert earnings(ben) == usd(8)
    let_pass(frozen_clock, days=4)
    assert (earnings(ben), wallet(ada), escrow()) == (usd(60), usd(940), usd(0))
    assert faults() == []


def test_only_the_client_gives_in_and_not_when_silence_already_pays(ada, ben, eve, frozen_clock):
    sheet = in_contest(ada, ben, frozen_clock)
    for person in (ben, eve):
        with pytest.raises(NotFound):
            give_in(Actor(person.pk), sheet, numbers=[FIRST])
    frozen_clock(ReviewedBlock.objects.first().ends_at)
    with pytest.raises(AnswerDue):
        give_in(Actor(ada.pk), sheet, numbers=[FIRST])


def test_nothing_is_decided_before_its_time(ada, ben, olga, frozen_clock):
    sheet = in_contest(ada, ben, frozen_clock)
    row = ReviewedBlock.objects.first()
    for auto in (auto_drop, auto_give_in):
        auto(str(row.pk), row.rejected_at)
    for act in (_drop_uncontested, _pay_unanswered):
        with pytest.raises(InvalidState):
            act(Actor(olga.pk), sheet)
    assert stages(sheet) == [(FIRST, "contested"), (SECOND, "contested")]


def test_a_block_that_was_never_held_is_asked_for_once_it_is_to_be_paid(ada, ben, frozen_clock):
    sheet = in_contest(ada, ben, frozen_clock, wallet=0, fund=False)
    let_pass(frozen_clock, days=4)
    assert (sheet_of(sheet.job).missing, sheet_of(sheet.job).job.stage) == (800, "working")
    let_pass(frozen_clock, days=4)
    sheet = sheet_of(sheet.job)
    assert (sheet.missing_money, sheet.stage, sheet.job.stage) == (usd(60), "short", "paused")
    factories.rich(ada, 60)
    pay_missing(Actor(ada.pk), sheet, expected=missing_charge(sheet).whole)
    assert (earnings(ben), wallet(ada), sheet_of(sheet.job).stage) == (usd(60), usd(0), "paid")
    assert faults() == []


def test_what_is_missing_is_paid_while_blocks_are_still_open(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock, wallet=0, fund=False)
    rejected(ada, sheet, FIRST)
    let_pass(frozen_clock, days=5)
    factories.rich(ada, 60)
    sheet = sheet_of(sheet.job)
    pay_missing(Actor(ada.pk), sheet, expected=usd(56))
    assert (earnings(ben), sheet_of(sheet.job).stage, sheet_of(sheet.job).job.stage) == (
        usd(56),
        "due",
        "working",
    )
    contested(ben, sheet, FIRST)
    give_in(Actor(ada.pk), sheet, numbers=[FIRST])
    sheet = sheet_of(sheet.job)
    assert (sheet.missing_money, sheet.stage, sheet.job.stage) == (usd(4), "short", "paused")
    assert faults() == []


@pytest.mark.parametrize("payer", FeePayer)
def test_fees_of_the_parts_add_up_to_that_of_the_whole(ada, ben, olga, frozen_clock, payer):
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=333, fee_payer=payer))
    sheet = in_contest(ada, ben, frozen_clock, policy="dear")
    give_in(Actor(ada.pk), sheet, numbers=[FIRST])
    let_pass(frozen_clock, days=10)
    assert (fees(), escrow()) == (usd(2), usd(0))
    whole = earnings(ben) + fees() + wallet(ada)
    assert (whole, faults()) == (usd(1_000), [])


def test_an_ended_job_closes_with_its_last_block(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock)
    rejected(ada, sheet, FIRST)
    end_job(Actor(ben.pk), sheet.job, reason="All is done.")
    let_pass(frozen_clock, days=5)
    assert Job.objects.get(pk=sheet.job_id).stage == "working"
    let_pass(frozen_clock, days=3)
    assert Job.objects.get(pk=sheet.job_id).stage == "complete"
    assert faults() == []
