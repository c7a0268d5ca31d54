"""A timesheet is paid when the client approves it or the review ends: once, to the cent, with invoices."""

from datetime import UTC, datetime, timedelta

import pytest

from handsel.kernel.refusals import NotFound, Stale
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.refusals import Overdrawn
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.hours.models import Timesheet
from handsel.work.hours.paying import _pay_unanswered, auto_pay, missing_charge, pay_missing
from handsel.work.hours.recording import record_time
from handsel.work.hours.review_refusals import PaymentDue
from handsel.work.jobs.models import Job
from handsel.work.jobs.paid import paid
from handsel.work.jobs.refusals import InvalidState
from handsel.work.terms.ending import end_job
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow, fees, wallet
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.work.hours.as_shown import approve

COVERS = (
    "handsel.money.invoices.of_release",
    "handsel.money.invoices.payment_audit",
    "handsel.work.jobs.paid",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")


@made_once
def submitted(ada, ben, frozen_clock, *, wallet=1_000, fund=True, minutes=180, policy="classic"):
    """A timesheet in review: so many minutes at $20 an hour, in a week of 40 hours."""
    terms = factories.hourly_terms(auto_fund=False, policy=policy)
    job = factories.hourly_bound(ada, ben, terms)
    if wallet:
        factories.rich(ada, wallet)
    if fund:
        factories.week_funded(ada, factories.week_of(job))
    end = datetime(2026, 3, 2, 17, tzinfo=UTC)
    record_time(Actor(ben.pk), job, start=end - timedelta(minutes=minutes), end=end, memo="Sketches.")
    let_pass(frozen_clock, days=7)
    return sheet_of(job)


def sheet_of(job):
    return Timesheet.objects.select_related("week__holding", "job__policy").get(
        job=job, week__monday="2026-03-02"
    )


def test_an_unanswered_timesheet_is_paid_when_its_review_ends(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock)
    let_pass(frozen_clock, days=4, hours=10)
    assert (sheet_of(sheet.job).stage, earnings(ben)) == ("submitted", usd(0))
    let_pass(frozen_clock, hours=2)
    assert (sheet_of(sheet.job).stage, sheet_of(sheet.job).week.stage) == ("paid", "closed")
    assert (earnings(ben), wallet(ada), escrow()) == (usd(60), usd(940), usd(0))
    invoice = Invoice.objects.get()
    assert (invoice.amount, invoice.line) == (
        6_000,
        "Week of 2 March 2026: 3 h at 20.00 USD an hour, not protected",
    )
    assert faults() == []


def test_the_client_may_approve_sooner(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock)
    facts = approve(Actor(ada.pk), sheet)
    assert (facts["released"], facts["refunded"], facts["automatic"]) == (6_000, 74_000, False)
    assert paid(sheet.job) == usd(60)
    let_pass(frozen_clock, days=7)
    assert Entry.objects.filter(kind="timesheet.paid").count() == 1
    with pytest.raises(InvalidState):
        approve(Actor(ada.pk), sheet)


def test_nobody_else_approves_and_nothing_pays_itself_before_its_time(ben, eve, olga, ada, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock)
    for person in (ben, eve, olga):
        with pytest.raises(NotFound):
            approve(Actor(person.pk), sheet)
    with pytest.raises(InvalidState):
        _pay_unanswered(Actor(olga.pk), sheet)
    auto_pay(str(sheet.pk), sheet.review_ends_at - timedelta(seconds=1))
    assert sheet_of(sheet.job).stage == "submitted"


def test_after_the_end_of_the_review_it_can_only_be_paid_by_itself(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock)
    frozen_clock(sheet.review_ends_at)
    with pytest.raises(PaymentDue):
        approve(Actor(ada.pk), sheet)


@pytest.mark.parametrize(
    ("payer", "earned", "left"),
    [(FeePayer.FREELANCER, 57, 940), (FeePayer.CLIENT, 60, 937)],
)
def test_the_fee_is_of_what_was_paid(ada, ben, olga, frozen_clock, payer, earned, left):
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500, fee_payer=payer))
    sheet = submitted(ada, ben, frozen_clock, policy="dear")
    approve(Actor(ada.pk), sheet)
    assert (earnings(ben), fees(), wallet(ada), escrow()) == (usd(earned), usd(3), usd(left), usd(0))
    assert Invoice.objects.count() == 2
    assert faults() == []


def test_a_week_without_money_asks_for_all_of_it_and_pauses_the_job(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock, wallet=0, fund=False)
    let_pass(frozen_clock, days=5)
    sheet = sheet_of(sheet.job)
    assert (sheet.stage, sheet.missing_money, sheet.job.stage) == ("short", usd(60), "paused")
    assert (sheet.week.stage, Invoice.objects.count()) == ("settling", 0)
    assert faults() == []
    with pytest.raises(Overdrawn):
        pay_missing(Actor(ada.pk), sheet, expected=usd(60))
    factories.rich(ada, 60)
    with pytest.raises(Stale):
        pay_missing(Actor(ada.pk), sheet, expected=usd(59))
    pay_missing(Actor(ada.pk), sheet, expected=missing_charge(sheet).whole)
    sheet = sheet_of(sheet.job)
    assert (sheet.stage, sheet.week.stage, sheet.job.stage) == ("paid", "closed", "working")
    assert (earnings(ben), wallet(ada), escrow()) == (usd(60), usd(0), usd(0))
    assert faults() == []


def test_only_what_is_short_is_paid_for_later(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock)
    with pytest.raises(InvalidState):
        pay_missing(Actor(ada.pk), sheet, expected=usd(0))


def test_an_ended_job_is_complete_when_its_last_timesheet_is_paid(ada, ben, frozen_clock):
    sheet = submitted(ada, ben, frozen_clock)
    end_job(Actor(ben.pk), sheet.job, reason="All is done.")
    assert Job.objects.get(pk=sheet.job_id).stage == "working"
    let_pass(frozen_clock, days=7)
    assert Job.objects.get(pk=sheet.job_id).stage == "complete"
    assert faults() == []
